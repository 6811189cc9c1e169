package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// comtradeTypes declares the columns that the question needs; the others are text,
// and DuckDB does not read them.
var comtradeTypes = map[string]string{
	"period": "INTEGER", "reporterCode": "INTEGER", "partnerCode": "INTEGER", "partner2Code": "INTEGER", "motCode": "INTEGER", "primaryValue": "DECIMAL(18,3)",
}

// duckDB answers with DuckDB's Go driver. The order of the join is as written: the
// planner does not know how many rows a CSV file has, and may build its hash table
// on the large side.
func duckDB(ctx context.Context, t task, codes table) (func(io.Writer) error, error) {
	db, err := sql.Open("duckdb", fmt.Sprintf("?threads=%d", t.Threads))
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx) // temporary tables belong to a connection
	if err != nil {
		return nil, err
	}
	from, key, err := duckFrom(t)
	if err != nil {
		return nil, err
	}
	var values []string
	for i, code := range codes.codes {
		values = append(values, fmt.Sprintf("('%s', %d)", code, codes.categories[i]))
	}
	for _, statement := range []string{
		"SET disabled_optimizers = 'join_order,build_side_probe_side'",
		"SET preserve_insertion_order = false",
		"CREATE TEMP TABLE codes AS SELECT CAST(code AS " + key + ") AS code, category FROM (VALUES " + strings.Join(values, ", ") + ") AS v (code, category)",
		"CREATE TEMP TABLE sums AS " + from,
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%w in %.200s", err, statement)
		}
	}
	return func(io.Writer) error {
		defer db.Close()
		_, err := conn.ExecContext(ctx, "COPY sums TO '"+t.Result+"' (FORMAT csv, HEADER false)")
		return err
	}, nil
}

// duckFrom returns the query for the sums and the type of the codes in it.
func duckFrom(t task) (query, key string, err error) {
	reporter := func(column string) (list, filter string) {
		if !t.Job.Selective {
			return column, ""
		}
		filter = " AND " + column + " IN (" + strings.Join(numbers(), ", ") + ")"
		if t.Job.File == baciParquet {
			filter = " AND " + column + " IN (" + quotedList(selected) + ")"
		}
		return "''", filter
	}
	switch t.Job.File {
	case baciParquet:
		list, filter := reporter("f.reporter")
		return "SELECT f.period, " + list + ", f.partner, c.category, CAST(sum(f.value) AS BIGINT) AS value FROM read_parquet('" + t.Path + "') AS f JOIN codes AS c ON f.code = c.code" +
			" WHERE f.direction = 'export'" + filter + " GROUP BY ALL", "VARCHAR", nil
	case baciCSV, baciShuffled:
		list, filter := reporter("f.i")
		return "SELECT f.t, " + list + ", f.j, c.category, CAST(sum(f.v) * 1000 AS BIGINT) AS value FROM read_csv('" + t.Path + "', header = true, auto_detect = false, delim = ',', " +
			"columns = {'t': 'INTEGER', 'i': 'INTEGER', 'j': 'INTEGER', 'k': 'INTEGER', 'v': 'DECIMAL(18,3)', 'q': 'VARCHAR'}) AS f JOIN codes AS c ON f.k = c.code" +
			" WHERE true" + filter + " GROUP BY ALL", "INTEGER", nil
	}
	names, err := header(t)
	if err != nil {
		return "", "", err
	}
	var columns []string
	for _, name := range names {
		kind := comtradeTypes[name]
		if kind == "" {
			kind = "VARCHAR"
		}
		columns = append(columns, fmt.Sprintf("'%s': '%s'", name, kind))
	}
	list, filter := reporter("f.reporterCode")
	return "SELECT f.period, " + list + ", f.partnerCode, c.category, CAST(sum(f.primaryValue) * 1000 AS BIGINT) AS value FROM read_csv('" + t.Path + "', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', " +
		"columns = {" + strings.Join(columns, ", ") + "}) AS f JOIN codes AS c ON f.cmdCode = c.code" +
		" WHERE f.typeCode = 'C' AND f.freqCode = 'A' AND f.flowCode = 'X' AND f.partnerCode <> 0 AND f.partner2Code = 0 AND f.customsCode = 'C00' AND f.motCode = 0" + filter + " GROUP BY ALL", "VARCHAR", nil
}

func quotedList(countries []tradeflow.Country) string {
	var list []string
	for _, c := range countries {
		list = append(list, "'"+string(c)+"'")
	}
	return strings.Join(list, ", ")
}

func duckVersion() (version string, err error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return "", err
	}
	defer db.Close()
	return version, db.QueryRow("SELECT version()").Scan(&version)
}
