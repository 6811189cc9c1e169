-- cells
WITH m1 (k, n) AS (VALUES (?, 1))
SELECT COALESCE(m1.n, 0) AS "key1", CAST(SUM(t."value") AS VARCHAR) AS "sum1", count(*) AS "rows_found"
FROM read_parquet([?, ?]) AS t
LEFT JOIN m1 ON m1.k = t."partner"
WHERE t."period" >= ? AND t."period" < ?
GROUP BY 1
-- 1: "RUS"
-- 2: "baci/*.parquet"
-- 3: "it's here.parquet"
-- 4: "2021"
-- 5: "2023"
