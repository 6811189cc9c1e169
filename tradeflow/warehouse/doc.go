// Package warehouse answers a tradeflow.Query inside a database, through database/sql:
// where the rows are too many to be read for each question, they stay where they are,
// and sums come back. The panel is the one that Files would make of the same rows, to
// the last thousandth.
//
//	db, err := sql.Open("duckdb", "") // with the driver that the program imports
//	flows := &warehouse.Table{DB: db, Dialect: warehouse.DuckDB, Parquet: []string{"baci/*.parquet"}}
//	panel, err := flows.Aggregate(ctx, query)
//
// README.md, beside this package, says when a database is worth it, with figures.
//
// # How a query is answered
//
// A row's fate hangs on other rows: World beside partners, a chapter beside its
// headings, an edition, a reporter that was silent. So there is not one statement but
// seven, each for sums of many rows, and tradeflow.Reduce decides with them as Files
// decides row by row; more follow where the table has totals of goods, or rows by mode
// of transport. Table.SQL shows them with their arguments. Texts of the query are always
// arguments; names of tables and columns have letters, digits and underscores only, and
// are quoted.
//
// Sums are exact: decimals come back as text, whole numbers are added up as decimals,
// and floating-point columns as whole thousandths, since their sums would differ from
// run to run. Sums that do not fit, or have more than three decimals, are an error.
//
// # What never happens
//
//   - Part of an answer: where a shard is away, a row cannot be read or the deadline has
//     come, there is an error. ClickHouse is told with every statement not to leave out
//     shards.
//   - A mixture of two states: PostgreSQL and DuckDB answer from a snapshot. Elsewhere, a
//     table that changes between two statements shows in the sums, and is an error.
//   - A flow counted twice: repeated rows are looked for, unless Table.Unique says that
//     there are none. Load makes sure of it.
//   - The answer to another question: a connection that has had an error is not used
//     again (ClickHouse), and each answer bears a mark of its statement.
//
// # Tables
//
// Schema writes the DDL of a table for an engine, and Load fills it from records, as
// fast as database/sql allows. The engines' own ways to read the Parquet files that
// tradeflow.Save writes are faster:
//
//	DuckDB      no loading needed: Table.Parquet, also with patterns and s3:// paths; into a table
//	            INSERT INTO flows BY NAME SELECT * FROM 'baci/*.parquet'
//	PostgreSQL  COPY flows (period, reporter, ..., source) FROM STDIN WITH (FORMAT csv, HEADER true, NULL '')
//	            of the CSV that tradeflow.Save writes, all its columns in their order
//	ClickHouse  INSERT INTO flows (period, reporter, ..., source) SELECT ... FROM file('baci.parquet', Parquet)
//	            with ifNull(..., '') around texts, and toDecimal64 around rounded amounts; current versions only
//
// PostgreSQL wants a partition for each year first, as Load makes them: CREATE TABLE
// flows_2023 PARTITION OF flows FOR VALUES FROM ('2023') TO ('2024'). Rows that came this
// way are in the batch without a name, and nothing has looked for repeated ones.
//
// A table of other making answers too: Table.Columns names its columns, Table.Fixed
// says what it has no column for, and a view does the rest.
//
// # Engines
//
// Tested, in enginetest: ClickHouse 18.16, on one node and on two shards through each
// of them, DuckDB 1.5, PostgreSQL 15. From documentation only: a current ClickHouse
// cluster, Citus, Greenplum, Cloudberry, Trino, Dremio. With Trino's driver, set
// explicitPrepare=false: by default it puts the statement into an HTTP header.
package warehouse
