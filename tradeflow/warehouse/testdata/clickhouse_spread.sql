-- repeated
SELECT t.`reporter` AS `key1`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `flows` AS t
GROUP BY `key1`
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- repeated
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `flows` AS t
GROUP BY `key1`, `key2`
HAVING count(*) > 1
LIMIT 1
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000, distributed_group_by_no_merge = 1
-- repeated
SELECT t.`period` AS `key1`, t.`reporter` AS `key2`, toString(sum(t.`value`)) AS `sum1`, count(t.`value`) AS `sum2`, count() AS `rows_found`
FROM `flows` AS t
WHERE t.`reporter` IN (?)
GROUP BY `key1`, `key2`
HAVING count(*) > 1
LIMIT 1
SETTINGS skip_unavailable_shards = 0, max_bytes_before_external_group_by = 250000000
-- 1: "CHN"
