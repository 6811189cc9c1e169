-- Flows, a row for each declared number. Cut the table up by period, and sort
-- it by direction and code, as the engine offers it.

CREATE TABLE IF NOT EXISTS flows (
  "period" VARCHAR NOT NULL,                 -- 2023, 2023-06, 2023-01/02
  "reporter" VARCHAR NOT NULL,               -- ISO 3166-1 alpha-3, or a publisher's area
  "partner" VARCHAR NOT NULL,                -- likewise; WLD and other aggregates are rows of their own
  "direction" VARCHAR NOT NULL,              -- import, export, re-export, re-import
  "code" VARCHAR NOT NULL,                   -- digits as published; TOTAL; 39XXXXXX for a withheld line
  "edition" VARCHAR,                         -- HS1992 to HS2022; empty: not declared
  "value" DECIMAL(18, 3),                    -- in currency; null: withheld or missing
  "currency" VARCHAR NOT NULL,               -- ISO 4217
  "valuation" VARCHAR,                       -- FOB or CIF; empty: not stated
  "net_weight" DECIMAL(18, 3),               -- kilograms; null: missing
  "net_weight_estimated" BOOLEAN NOT NULL,   -- by the publisher
  "quantity" DECIMAL(18, 3),                 -- in quantity_unit; null: missing
  "quantity_unit" VARCHAR,                   -- the publisher's abbreviation
  "quantity_estimated" BOOLEAN NOT NULL,     -- by the publisher
  "partner2" VARCHAR,                        -- second partner; empty: all, the total
  "mode" VARCHAR,                            -- mode of transport; likewise
  "procedure" VARCHAR,                       -- customs procedure; likewise
  "regime" VARCHAR,                          -- a split without a total: rows of different regimes add up
  "measure" VARCHAR,                         -- value, net weight or quantity, where the row declares only this
  "source" VARCHAR NOT NULL,                 -- publisher and dataset
  "batch" VARCHAR NOT NULL DEFAULT ''        -- the name under which it was loaded
)
