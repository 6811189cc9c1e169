-- Flows, a row for each declared number, cut up by year: Load makes the
-- partitions. On Citus, SELECT create_distributed_table('flows', 'reporter').

CREATE TABLE IF NOT EXISTS flows (
  "period" text COLLATE "C" NOT NULL,        -- 2023, 2023-06, 2023-01/02
  "reporter" text COLLATE "C" NOT NULL,      -- ISO 3166-1 alpha-3, or a publisher's area
  "partner" text COLLATE "C" NOT NULL,       -- likewise; WLD and other aggregates are rows of their own
  "direction" text COLLATE "C" NOT NULL,     -- import, export, re-export, re-import
  "code" text COLLATE "C" NOT NULL,          -- digits as published; TOTAL; 39XXXXXX for a withheld line
  "edition" text COLLATE "C",                -- HS1992 to HS2022; empty: not declared
  "value" numeric(18, 3),                    -- in currency; null: withheld or missing
  "currency" text COLLATE "C" NOT NULL,      -- ISO 4217
  "valuation" text COLLATE "C",              -- FOB or CIF; empty: not stated
  "net_weight" numeric(18, 3),               -- kilograms; null: missing
  "net_weight_estimated" boolean NOT NULL,   -- by the publisher
  "quantity" numeric(18, 3),                 -- in quantity_unit; null: missing
  "quantity_unit" text COLLATE "C",          -- the publisher's abbreviation
  "quantity_estimated" boolean NOT NULL,     -- by the publisher
  "partner2" text COLLATE "C",               -- second partner; empty: all, the total
  "mode" text COLLATE "C",                   -- mode of transport; likewise
  "procedure" text COLLATE "C",              -- customs procedure; likewise
  "regime" text COLLATE "C",                 -- a split without a total: rows of different regimes add up
  "measure" text COLLATE "C",                -- value, net weight or quantity, where the row declares only this
  "source" text COLLATE "C" NOT NULL,        -- publisher and dataset
  "batch" text COLLATE "C" NOT NULL DEFAULT '' -- the name under which it was loaded
)
PARTITION BY RANGE (period);
CREATE INDEX IF NOT EXISTS flows_goods ON flows (direction, code, period);
