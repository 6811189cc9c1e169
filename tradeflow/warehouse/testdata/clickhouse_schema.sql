-- Flows, a row for each declared number. Load replaces whole partitions, one
-- for each batch. On several shards: make this table on each of them under
-- another name, such as flows_local, then on each
-- CREATE TABLE flows AS flows_local
-- ENGINE = Distributed(your_cluster, your_database, flows_local, cityHash64(reporter))
-- and name the shards and flows_local in Table for Load. Shards on one machine
-- must differ in their ports: one that has the same port as the server that is
-- asked, on any local address, is taken for that server, and read twice.

CREATE TABLE IF NOT EXISTS flows (
  `period` String,                           -- 2023, 2023-06, 2023-01/02
  `reporter` String,                         -- ISO 3166-1 alpha-3, or a publisher's area
  `partner` String,                          -- likewise; WLD and other aggregates are rows of their own
  `direction` String,                        -- import, export, re-export, re-import
  `code` String,                             -- digits as published; TOTAL; 39XXXXXX for a withheld line
  `edition` String,                          -- HS1992 to HS2022; empty: not declared
  `value` Nullable(Decimal(18, 3)),          -- in currency; null: withheld or missing
  `currency` String,                         -- ISO 4217
  `valuation` String,                        -- FOB or CIF; empty: not stated
  `net_weight` Nullable(Decimal(18, 3)),     -- kilograms; null: missing
  `net_weight_estimated` UInt8,              -- by the publisher
  `quantity` Nullable(Decimal(18, 3)),       -- in quantity_unit; null: missing
  `quantity_unit` String,                    -- the publisher's abbreviation
  `quantity_estimated` UInt8,                -- by the publisher
  `partner2` String,                         -- second partner; empty: all, the total
  `mode` String,                             -- mode of transport; likewise
  `procedure` String,                        -- customs procedure; likewise
  `regime` String,                           -- a split without a total: rows of different regimes add up
  `measure` String,                          -- value, net weight or quantity, where the row declares only this
  `source` String,                           -- publisher and dataset
  `batch` String                             -- the name under which it was loaded
)
ENGINE = MergeTree
PARTITION BY batch
ORDER BY (direction, period, code, reporter, partner)
