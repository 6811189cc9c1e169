-- What a table is asked in the SQL of ANSI: see TestStatements.

---- The value of dual-use goods, by reporter and category

-- publications
SELECT t."period" AS "key1", t."reporter" AS "key2", t."direction" AS "key3", COALESCE(t."measure", '') AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
GROUP BY 1, 2, 3, 4

-- partners
SELECT t."partner" AS "key1", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"

-- goods
WITH m1 (k, n) AS (VALUES (?, 0))
SELECT t."code" AS "key1", COALESCE(t."edition", '') AS "key2", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key3", COALESCE(m1.n, 1) AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
LEFT JOIN m1 ON m1.k = t."partner"
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1, 2, 3, 4
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "value"

-- coverage
WITH m1 (k, n) AS (VALUES (?, 3))
SELECT t."period" AS "key1", t."reporter" AS "key2", COALESCE(m1.n, 1) AS "key3", COALESCE(t."edition", '') AS "key4", t."source" AS "key5", t."currency" AS "key6", COALESCE(t."valuation", '') AS "key7", SUBSTR(t."code", 1, 6) AS "key8", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key9", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
LEFT JOIN m1 ON m1.k = t."partner"
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "value"

-- listed
SELECT "key1", "key2", count(*) AS "rows_found"
FROM (
SELECT DISTINCT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "counted"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND t."partner" NOT IN (?)
) AS d
GROUP BY 1, 2
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "WLD"

-- repeated
SELECT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "key3", t."code" AS "key4", COALESCE(t."partner2", '') AS "key5", COALESCE(t."mode", '') AS "key6", COALESCE(t."procedure", '') AS "key7", COALESCE(t."regime", '') AS "key8", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 4) NOT IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
HAVING count(*) > 1
LIMIT 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "85XX"
-- 9: "WLD"

-- subdivisions
SELECT t."period" AS "key1", t."reporter" AS "key2", SUBSTR(t."code", 1, 6) AS "key3", COALESCE(t."edition", '') AS "key4", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key5", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 2) IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3, 4, 5
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "85"
-- 9: "WLD"

-- totals
SELECT t."period" AS "key1", t."reporter" AS "key2", t."code" AS "key3", COALESCE(t."edition", '') AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 6) IN (?)
  AND t."partner" NOT IN (?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY 1, 2, 3, 4
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "8542"
-- 9: "WLD"

-- unsplit
SELECT t."period" AS "key1", t."reporter" AS "key2", t."code" AS "key3", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 6) IN (?)
  AND t."partner" NOT IN (?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY 1, 2, 3
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "854231"
-- 9: "WLD"

-- splits
SELECT t."period" AS "key1", t."reporter" AS "key2", t."code" AS "key3", COALESCE(t."edition", '') AS "key4", COALESCE(t."partner2", '') AS "key5", COALESCE(t."mode", '') AS "key6", COALESCE(t."procedure", '') AS "key7", t."partner" AS "key8", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 6) IN (?)
  AND t."partner" NOT IN (?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END NOT IN (0)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "854231"
-- 9: "WLD"

-- cells
SELECT t."period" AS "key1", t."reporter" AS "key2", SUBSTR(t."code", 1, 4) AS "key3", COALESCE(t."edition", '') AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 6) NOT IN (?)
  AND t."partner" NOT IN (?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY 1, 2, 3, 4
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "8542"
-- 9: "WLD"

---- The weight of drones, by partner and code, in two years

-- periods
SELECT t."period" AS "key1", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE (t."period" IS NULL OR t."period" < ? OR t."period" >= ?)
GROUP BY 1
-- 1: "1900"
-- 2: "2201"

-- publications
SELECT t."period" AS "key1", t."reporter" AS "key2", t."direction" AS "key3", COALESCE(t."measure", '') AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."period" >= ? AND t."period" < ?
GROUP BY 1, 2, 3, 4
-- 1: "2021"
-- 2: "2023"

-- partners
SELECT t."partner" AS "key1", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"

-- goods
WITH m1 (k, n) AS (VALUES (?, 0))
SELECT t."code" AS "key1", COALESCE(t."edition", '') AS "key2", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key3", COALESCE(m1.n, 1) AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
LEFT JOIN m1 ON m1.k = t."partner"
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1, 2, 3, 4
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "net weight"

-- coverage
WITH m1 (k, n) AS (VALUES (?, 3))
SELECT t."period" AS "key1", t."reporter" AS "key2", COALESCE(m1.n, 1) AS "key3", COALESCE(t."edition", '') AS "key4", t."source" AS "key5", t."currency" AS "key6", COALESCE(t."valuation", '') AS "key7", SUBSTR(t."code", 1, 6) AS "key8", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key9", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
LEFT JOIN m1 ON m1.k = t."partner"
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "net weight"

-- listed
SELECT "key1", "key2", count(*) AS "rows_found"
FROM (
SELECT DISTINCT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "counted"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND t."partner" NOT IN (?)
) AS d
GROUP BY 1, 2
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"
-- 8: "WLD"

-- repeated
SELECT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "key3", t."code" AS "key4", COALESCE(t."partner2", '') AS "key5", COALESCE(t."mode", '') AS "key6", COALESCE(t."procedure", '') AS "key7", COALESCE(t."regime", '') AS "key8", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 4) IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
HAVING count(*) > 1
LIMIT 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"
-- 8: "8806"
-- 9: "WLD"

-- cells
SELECT t."period" AS "key1", t."partner" AS "key2", COALESCE(t."edition", '') AS "key3", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."net_weight") AS "sum2", CAST(COALESCE(SUM(t."net_weight"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NULL THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum4", CAST(COALESCE(SUM(CASE WHEN t."net_weight" IS NOT NULL AND t."net_weight_estimated" THEN t."value" ELSE NULL END), 0) AS VARCHAR) AS "sum5", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?, ?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 4) IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"
-- 8: "8806"
-- 9: "WLD"

---- What the EU sends to Kazakhstan, by category

-- publications
SELECT t."period" AS "key1", t."reporter" AS "key2", t."direction" AS "key3", COALESCE(t."measure", '') AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
GROUP BY 1, 2, 3, 4

-- partners
SELECT t."partner" AS "key1", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- goods
SELECT t."code" AS "key1", COALESCE(t."edition", '') AS "key2", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key3", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1, 2, 3
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- coverage
SELECT t."period" AS "key1", t."reporter" AS "key2", COALESCE(t."edition", '') AS "key3", t."source" AS "key4", t."currency" AS "key5", COALESCE(t."valuation", '') AS "key6", SUBSTR(t."code", 1, 4) AS "key7", CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END AS "key8", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- listed
SELECT "key1", "key2", count(*) AS "rows_found"
FROM (
SELECT DISTINCT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "counted"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
) AS d
GROUP BY 1, 2
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- repeated
SELECT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "key3", t."code" AS "key4", COALESCE(t."partner2", '') AS "key5", COALESCE(t."mode", '') AS "key6", COALESCE(t."procedure", '') AS "key7", COALESCE(t."regime", '') AS "key8", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 4) IN (?)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
HAVING count(*) > 1
LIMIT 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- unsplit
SELECT t."period" AS "key1", t."reporter" AS "key2", t."code" AS "key3", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 4) IN (?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY 1, 2, 3
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- splits
SELECT t."period" AS "key1", t."reporter" AS "key2", t."code" AS "key3", COALESCE(t."edition", '') AS "key4", COALESCE(t."partner2", '') AS "key5", COALESCE(t."mode", '') AS "key6", COALESCE(t."procedure", '') AS "key7", t."partner" AS "key8", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND SUBSTR(t."code", 1, 4) IN (?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END NOT IN (0)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- cells
SELECT t."period" AS "key1", t."reporter" AS "key2", SUBSTR(t."code", 1, 4) AS "key3", COALESCE(t."edition", '') AS "key4", CAST(COALESCE(SUM(t."value"), 0) AS VARCHAR) AS "sum1", count(t."value") AS "sum2", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."direction" IN (?)
  AND t."period" IN (?, ?)
  AND t."reporter" IN (?)
  AND COALESCE(t."measure", '') IN (?, ?)
  AND CASE WHEN COALESCE(t."partner2", '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t."mode", '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t."procedure", '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY 1, 2, 3, 4
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

---- The weight of dual-use goods, of a table of other making

-- publications
SELECT t."period" AS "key1", t."reporter" AS "key2", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
GROUP BY 1, 2

-- partners
SELECT t."partner" AS "key1", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
GROUP BY 1
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"

-- goods
WITH m1 (k, n) AS (VALUES (?, 0))
SELECT t."code" AS "key1", COALESCE(m1.n, 1) AS "key2", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
LEFT JOIN m1 ON m1.k = t."partner"
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
GROUP BY 1, 2
-- 1: "WLD"
-- 2: "2022"
-- 3: "CHN"
-- 4: "DEU"

-- coverage
WITH m1 (k, n) AS (VALUES (?, 3)),
m2 (k, n) AS (VALUES (?, 1), (?, 3))
SELECT t."period" AS "key1", t."reporter" AS "key2", COALESCE(m1.n, 1) AS "key3", t."source" AS "key4", t."currency" AS "key5", COALESCE(t."valuation", '') AS "key6", COALESCE(m2.n, 2) AS "key7", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
LEFT JOIN m1 ON m1.k = t."partner"
LEFT JOIN m2 ON m2.k = SUBSTR(t."code", 1, 6)
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
GROUP BY 1, 2, 3, 4, 5, 6, 7
-- 1: "WLD"
-- 2: "8542"
-- 3: "85XXXX"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"

-- listed
SELECT "key1", "key2", count(*) AS "rows_found"
FROM (
SELECT DISTINCT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "counted"
FROM "trade"."flows" AS t
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
  AND t."partner" NOT IN (?)
) AS d
GROUP BY 1, 2
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "WLD"

-- repeated
SELECT t."period" AS "key1", t."reporter" AS "key2", t."partner" AS "key3", t."code" AS "key4", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
  AND SUBSTR(t."code", 1, 4) NOT IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3, 4
HAVING count(*) > 1
LIMIT 1
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "85XX"
-- 5: "WLD"

-- subdivisions
SELECT t."period" AS "key1", t."reporter" AS "key2", SUBSTR(t."code", 1, 6) AS "key3", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
  AND SUBSTR(t."code", 1, 2) IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "85"
-- 5: "WLD"

-- totals
SELECT t."period" AS "key1", t."reporter" AS "key2", t."code" AS "key3", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
  AND SUBSTR(t."code", 1, 6) IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "8542"
-- 5: "WLD"

-- cells
SELECT t."period" AS "key1", t."reporter" AS "key2", SUBSTR(t."code", 1, 4) AS "key3", CAST(COALESCE(SUM(CAST(ROUND(t."usd" * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum1", count(t."Kilograms") AS "sum2", CAST(COALESCE(SUM(t."Kilograms"), 0) AS VARCHAR) AS "sum3", CAST(COALESCE(SUM(CAST(ROUND(CASE WHEN t."Kilograms" IS NULL THEN t."usd" ELSE NULL END * 1000) AS BIGINT)), 0) AS VARCHAR) AS "sum4", count(*) AS "rows_found"
FROM "trade"."flows" AS t
WHERE t."period" IN (?)
  AND t."reporter" IN (?, ?)
  AND SUBSTR(t."code", 1, 6) NOT IN (?)
  AND t."partner" NOT IN (?)
GROUP BY 1, 2, 3
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "8542"
-- 5: "WLD"
