-- What a table is asked in the SQL of ClickHouse: see TestStatements.

---- The value of dual-use goods, by reporter and category

-- publications
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`direction` AS `key3`, COALESCE(t.`measure`, '') AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0

-- partners
SELECT t.`partner` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"

-- goods
SELECT t.`code` AS `key1`, COALESCE(t.`edition`, '') AS `key2`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key3`, transform(t.`partner`, [?], [0], 1) AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "value"

-- coverage
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, transform(t.`partner`, [?], [3], 1) AS `key3`, COALESCE(t.`edition`, '') AS `key4`, t.`source` AS `key5`, t.`currency` AS `key6`, COALESCE(t.`valuation`, '') AS `key7`, substring(t.`code`, 1, 6) AS `key8`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key9`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`, `key9`
SETTINGS skip_unavailable_shards = 0
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "value"

-- listed
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, uniqExact(t.`partner`) AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "WLD"

-- repeated
SELECT t.`reporter` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) NOT IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "value"
-- 8: "85XX"
-- 9: "WLD"

-- repeated
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`partner` AS `key3`, t.`code` AS `key4`, COALESCE(t.`partner2`, '') AS `key5`, COALESCE(t.`mode`, '') AS `key6`, COALESCE(t.`procedure`, '') AS `key7`, COALESCE(t.`regime`, '') AS `key8`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) NOT IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`
HAVING count(*) > 1
LIMIT 1
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
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
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, substring(t.`code`, 1, 6) AS `key3`, COALESCE(t.`edition`, '') AS `key4`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key5`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 2) IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`
SETTINGS skip_unavailable_shards = 0
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
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`code` AS `key3`, COALESCE(t.`edition`, '') AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 6) IN (?)
  AND t.`partner` NOT IN (?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0
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
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`code` AS `key3`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 6) IN (?)
  AND t.`partner` NOT IN (?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
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
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`code` AS `key3`, COALESCE(t.`edition`, '') AS `key4`, COALESCE(t.`partner2`, '') AS `key5`, COALESCE(t.`mode`, '') AS `key6`, COALESCE(t.`procedure`, '') AS `key7`, t.`partner` AS `key8`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 6) IN (?)
  AND t.`partner` NOT IN (?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END NOT IN (0)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`
SETTINGS skip_unavailable_shards = 0
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
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, substring(t.`code`, 1, 4) AS `key3`, COALESCE(t.`edition`, '') AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 6) NOT IN (?)
  AND t.`partner` NOT IN (?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0
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
SELECT t.`period` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE (t.`period` IS NULL OR t.`period` < ? OR t.`period` >= ?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0
-- 1: "1900"
-- 2: "2201"

-- publications
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`direction` AS `key3`, COALESCE(t.`measure`, '') AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` >= ? AND t.`period` < ?
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0
-- 1: "2021"
-- 2: "2023"

-- partners
SELECT t.`partner` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"

-- goods
SELECT t.`code` AS `key1`, COALESCE(t.`edition`, '') AS `key2`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key3`, transform(t.`partner`, [?], [0], 1) AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "net weight"

-- coverage
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, transform(t.`partner`, [?], [3], 1) AS `key3`, COALESCE(t.`edition`, '') AS `key4`, t.`source` AS `key5`, t.`currency` AS `key6`, COALESCE(t.`valuation`, '') AS `key7`, substring(t.`code`, 1, 6) AS `key8`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key9`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`, `key9`
SETTINGS skip_unavailable_shards = 0
-- 1: "WLD"
-- 2: "export"
-- 3: "2021"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"
-- 7: ""
-- 8: "net weight"

-- listed
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, uniqExact(t.`partner`) AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"
-- 8: "WLD"

-- repeated
SELECT t.`reporter` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "CHN"
-- 5: "DEU"
-- 6: ""
-- 7: "net weight"
-- 8: "8806"
-- 9: "WLD"

-- repeated
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`partner` AS `key3`, t.`code` AS `key4`, COALESCE(t.`partner2`, '') AS `key5`, COALESCE(t.`mode`, '') AS `key6`, COALESCE(t.`procedure`, '') AS `key7`, COALESCE(t.`regime`, '') AS `key8`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`
HAVING count(*) > 1
LIMIT 1
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
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
SELECT t.`period` AS `key1`, t.`partner` AS `key2`, COALESCE(t.`edition`, '') AS `key3`, toString(sum(t.`value`)) AS `sum1`, count(t.`net_weight`) AS `sum2`, toString(sum(t.`net_weight`)) AS `sum3`, toString(sum(CASE WHEN t.`net_weight` IS NULL THEN t.`value` ELSE NULL END)) AS `sum4`, toString(sum(CASE WHEN t.`net_weight` IS NOT NULL AND t.`net_weight_estimated` = 1 THEN t.`value` ELSE NULL END)) AS `sum5`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?, ?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
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
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`direction` AS `key3`, COALESCE(t.`measure`, '') AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0

-- partners
SELECT t.`partner` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- goods
SELECT t.`code` AS `key1`, COALESCE(t.`edition`, '') AS `key2`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key3`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- coverage
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, COALESCE(t.`edition`, '') AS `key3`, t.`source` AS `key4`, t.`currency` AS `key5`, COALESCE(t.`valuation`, '') AS `key6`, substring(t.`code`, 1, 4) AS `key7`, CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END AS `key8`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- listed
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, uniqExact(t.`partner`) AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
GROUP BY `key1`, `key2`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

-- repeated
SELECT t.`reporter` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- repeated
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`partner` AS `key3`, t.`code` AS `key4`, COALESCE(t.`partner2`, '') AS `key5`, COALESCE(t.`mode`, '') AS `key6`, COALESCE(t.`procedure`, '') AS `key7`, COALESCE(t.`regime`, '') AS `key8`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`
HAVING count(*) > 1
LIMIT 1
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- unsplit
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`code` AS `key3`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- splits
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`code` AS `key3`, COALESCE(t.`edition`, '') AS `key4`, COALESCE(t.`partner2`, '') AS `key5`, COALESCE(t.`mode`, '') AS `key6`, COALESCE(t.`procedure`, '') AS `key7`, t.`partner` AS `key8`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND substring(t.`code`, 1, 4) IN (?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END NOT IN (0)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`, `key8`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"
-- 7: "8542"

-- cells
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, substring(t.`code`, 1, 4) AS `key3`, COALESCE(t.`edition`, '') AS `key4`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`direction` IN (?)
  AND t.`period` IN (?, ?)
  AND t.`reporter` IN (?)
  AND COALESCE(t.`measure`, '') IN (?, ?)
  AND CASE WHEN COALESCE(t.`partner2`, '') = '' THEN 0 ELSE 1 END + CASE WHEN COALESCE(t.`mode`, '') = '' THEN 0 ELSE 2 END + CASE WHEN COALESCE(t.`procedure`, '') = '' THEN 0 ELSE 4 END IN (0)
GROUP BY `key1`, `key2`, `key3`, `key4`
SETTINGS skip_unavailable_shards = 0
-- 1: "export"
-- 2: "2021"
-- 3: "2022"
-- 4: "DEU"
-- 5: ""
-- 6: "value"

---- The weight of dual-use goods, of a table of other making

-- publications
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
GROUP BY `key1`, `key2`
SETTINGS skip_unavailable_shards = 0

-- partners
SELECT t.`partner` AS `key1`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"

-- goods
SELECT t.`code` AS `key1`, transform(t.`partner`, [?], [0], 1) AS `key2`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
GROUP BY `key1`, `key2`
SETTINGS skip_unavailable_shards = 0
-- 1: "WLD"
-- 2: "2022"
-- 3: "CHN"
-- 4: "DEU"

-- coverage
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, transform(t.`partner`, [?], [3], 1) AS `key3`, t.`source` AS `key4`, t.`currency` AS `key5`, COALESCE(t.`valuation`, '') AS `key6`, transform(substring(t.`code`, 1, 6), [?, ?], [1, 3], 2) AS `key7`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
GROUP BY `key1`, `key2`, `key3`, `key4`, `key5`, `key6`, `key7`
SETTINGS skip_unavailable_shards = 0
-- 1: "WLD"
-- 2: "8542"
-- 3: "85XXXX"
-- 4: "2022"
-- 5: "CHN"
-- 6: "DEU"

-- listed
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, uniqExact(t.`partner`) AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`
SETTINGS skip_unavailable_shards = 0
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "WLD"

-- repeated
SELECT t.`reporter` AS `key1`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`usd`) AS `sum2`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
  AND substring(t.`code`, 1, 4) NOT IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "85XX"
-- 5: "WLD"

-- repeated
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`partner` AS `key3`, t.`code` AS `key4`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
  AND substring(t.`code`, 1, 4) NOT IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`, `key4`
HAVING count(*) > 1
LIMIT 1
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "85XX"
-- 5: "WLD"

-- subdivisions
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, substring(t.`code`, 1, 6) AS `key3`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
  AND substring(t.`code`, 1, 2) IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "85"
-- 5: "WLD"

-- totals
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, t.`code` AS `key3`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
  AND substring(t.`code`, 1, 6) IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "8542"
-- 5: "WLD"

-- cells
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, substring(t.`code`, 1, 4) AS `key3`, toString(sum(toDecimal128(round(t.`usd` * 1000), 0))) AS `sum1`, count(t.`Kilograms`) AS `sum2`, toString(sum(toDecimal128(t.`Kilograms`, 0))) AS `sum3`, toString(sum(toDecimal128(round(CASE WHEN t.`Kilograms` IS NULL THEN t.`usd` ELSE NULL END * 1000), 0))) AS `sum4`, count() AS `rows_found`
FROM `trade`.`flows` AS t
WHERE t.`period` IN (?)
  AND t.`reporter` IN (?, ?)
  AND substring(t.`code`, 1, 6) NOT IN (?)
  AND t.`partner` NOT IN (?)
GROUP BY `key1`, `key2`, `key3`
SETTINGS skip_unavailable_shards = 0
-- 1: "2022"
-- 2: "CHN"
-- 3: "DEU"
-- 4: "8542"
-- 5: "WLD"
