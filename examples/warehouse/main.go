// Command warehouse is the program of examples/shares on databases: who gained which
// share of the EU's exports of semiconductors to Russia and six of its neighbours. It
// asks DuckDB, over a Parquet file, and with -clickhouse a ClickHouse server too, into
// which it loads the rows first. The ten lines that answer the question are the same;
// only the Source changes.
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	_ "github.com/ClickHouse/clickhouse-go/v2"
	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/testdata"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

func main() {
	clickhouse := flag.String("clickhouse", "", "the address of a ClickHouse server: clickhouse://127.0.0.1:9000/default")
	flag.Parse()
	ctx := context.Background()
	files := &tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}

	folder, err := os.MkdirTemp("", "warehouse")
	check(err)
	defer os.RemoveAll(folder)
	parquet := filepath.Join(folder, "exports.parquet")
	check(tradeflow.Save(parquet, files.Records(ctx)))
	duckdb, err := sql.Open("duckdb", "")
	check(err)
	defer duckdb.Close()
	fmt.Println("DuckDB, over Parquet")
	shares(ctx, &warehouse.Table{DB: duckdb, Dialect: warehouse.DuckDB, Parquet: []string{parquet}})

	if *clickhouse == "" {
		return
	}
	server, err := sql.Open("clickhouse", *clickhouse)
	check(err)
	defer server.Close()
	_, err = server.ExecContext(ctx, warehouse.Schema(warehouse.ClickHouse)) // makes the table flows
	check(err)
	flows := &warehouse.Table{DB: server, Dialect: warehouse.ClickHouse, Name: "flows", Batch: "EU27-exports"}
	rows, err := warehouse.Load(ctx, flows, files.Records(ctx))
	check(err)
	fmt.Printf("\nClickHouse, %d rows loaded\n", rows)
	shares(ctx, flows)
}

// shares is the program of examples/shares, whatever the source.
func shares(ctx context.Context, source tradeflow.Source) {
	exports, err := source.Aggregate(ctx, tradeflow.Query{
		Direction: tradeflow.Export,
		Frequency: tradeflow.Monthly,
		Reporters: []tradeflow.Country{"EU27"},
		Codes:     []hscodes.Code{hscodes.MustParse("8541"), hscodes.MustParse("8542")},
		By:        tradeflow.Partner,
	})
	check(err)
	now := tradeflow.Span(2022, time.January, time.November)
	shift := stats.Diff(stats.Share(stats.Cumulative(exports), tradeflow.Partner).At(now.Shift(-12), now))
	fmt.Println(shift)
	most := shift.Top(1)
	fmt.Printf("%s gained most: %s of the exports to the seven.\n", most.Series[0].Key.Partner.Name(), shift.Unit.Format(most.Series[0].Values[0]))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
