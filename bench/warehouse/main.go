// Command warehouse asks one question of the same rows in each way that the library has:
// files, a Table in memory, DuckDB, PostgreSQL and ClickHouse, each in a process of its
// own, and prints time, rows a second and peak memory, the servers' included (of
// PostgreSQL that of its first process only: its workers come and go). PostgreSQL
// and ClickHouse are those of tradeflow/warehouse/enginetest:
//
//	cd tradeflow/warehouse/enginetest && go build -C ../../../bench/warehouse -o /tmp/warehouse .
//	./engines run /tmp/engines -- /tmp/warehouse -csv BACI.csv -parquet BACI.parquet
//
// The files are those of bench/generate, and the same as the library saves them.
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"hash/fnv"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "github.com/ClickHouse/clickhouse-go/v2"
	_ "github.com/duckdb/duckdb-go/v2"
	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

var (
	csvFile = flag.String("csv", "", "a file of BACI")
	parquet = flag.String("parquet", "", "the same, saved by the library")
	job     = flag.String("job", "", "one job, in this process; empty: all, in their own")
	runs    = flag.Int("runs", 3, "how often each question is asked; the median counts")
	loads   = flag.Bool("load", true, "load first; false: the tables are there")
)

var jobs = []string{"files-csv", "files-parquet", "table", "duckdb-parquet", "duckdb", "postgres", "clickhouse", "clickhouse-shards"}

func main() {
	flag.Parse()
	if *job != "" {
		run(*job)
		return
	}
	fmt.Printf("%-18s %10s %10s %12s %8s %8s  %s\n", "job", "question", "seconds", "rows/s", "own MiB", "servers", "panel")
	for _, name := range jobs {
		if strings.HasPrefix(name, "postgres") && os.Getenv("TRADEFLOW_POSTGRES_DSN") == "" || strings.HasPrefix(name, "clickhouse") && os.Getenv("TRADEFLOW_CLICKHOUSE_DSN") == "" {
			fmt.Printf("%-18s is not there\n", name)
			continue
		}
		self := exec.Command(os.Args[0], append(os.Args[1:], "-job", name)...)
		self.Stdout, self.Stderr = os.Stdout, os.Stderr
		if err := self.Run(); err != nil {
			fmt.Printf("%-18s %v\n", name, err)
		}
	}
}

// questions are those of bench/compare: exports of three reporters by partner and
// category, and of all by pair and category.
func questions() map[string]tradeflow.Query {
	q := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, Scheme: hscodes.DualUse()}
	few, all := q, q
	few.Reporters, few.By = []tradeflow.Country{"CHN", "DEU", "USA"}, tradeflow.Partner|tradeflow.Category
	all.By = tradeflow.Reporter | tradeflow.Partner | tradeflow.Category
	return map[string]tradeflow.Query{"few": few, "all": all}
}

func run(name string) {
	ctx, stop := context.WithTimeout(context.Background(), time.Hour)
	defer stop()
	source, servers := sourceOf(ctx, name)
	for _, question := range []string{"few", "all"} {
		var took []time.Duration
		var panel *tradeflow.Panel
		for range *runs {
			begin := time.Now()
			p, err := source.Aggregate(ctx, questions()[question])
			check(err)
			took, panel = append(took, time.Since(begin)), p
		}
		slices.Sort(took)
		seconds := took[len(took)/2].Seconds()
		rows := panel.Ledger.Total().Rows
		sign := fnv.New32a()
		for _, s := range panel.Series {
			fmt.Fprintln(sign, s.Key, s.Values, s.Upper, s.Status)
		}
		served := "-"
		if servers != nil {
			served = strconv.Itoa(peak(servers...))
		}
		fmt.Printf("%-18s %10s %10.2f %12.0f %8d %8s  %d series, %08x\n", name, question, seconds, float64(rows)/seconds, peak(os.Getpid()), served, len(panel.Series), sign.Sum32())
	}
}

// sourceOf makes a source, and names the processes that serve it.
func sourceOf(ctx context.Context, name string) (source tradeflow.Source, servers []int) {
	switch name {
	case "files-csv":
		return &tradeflow.Files{Paths: []string{*csvFile}}, nil
	case "files-parquet":
		return &tradeflow.Files{Paths: []string{*parquet}}, nil
	case "table":
		table, err := (&tradeflow.Files{Paths: []string{*parquet}}).Load(ctx)
		check(err)
		return table, nil
	case "duckdb-parquet":
		return &warehouse.Table{DB: open("duckdb", "?threads=2"), Dialect: warehouse.DuckDB, Parquet: []string{*parquet}}, nil
	}
	table := &warehouse.Table{Name: "bench_flows", Batch: "baci", Unique: true}
	var nodes []*sql.DB
	switch name {
	case "duckdb":
		table.DB, table.Dialect = open("duckdb", filepath.Join(os.TempDir(), "bench_flows.duckdb")+"?threads=2"), warehouse.DuckDB
		nodes = []*sql.DB{table.DB}
	case "postgres":
		table.DB, table.Dialect = open("pgx", os.Getenv("TRADEFLOW_POSTGRES_DSN")), warehouse.PostgreSQL
		nodes, servers = []*sql.DB{table.DB}, []int{pid("postgres")}
	case "clickhouse", "clickhouse-shards":
		table.DB, table.Dialect = open("clickhouse", os.Getenv("TRADEFLOW_CLICKHOUSE_DSN")), warehouse.ClickHouse
		nodes, servers = []*sql.DB{table.DB}, []int{pid("shard1")}
		if name == "clickhouse-shards" {
			table.Name = "bench_shards"
			table.Local, table.Shards = "bench_local", []*sql.DB{table.DB, open("clickhouse", os.Getenv("TRADEFLOW_CLICKHOUSE_SHARD2_DSN"))}
			nodes, servers = table.Shards, append(servers, pid("shard2"))
		}
	}
	if !*loads {
		return table, servers
	}
	local := table.Name
	if table.Local != "" {
		local = table.Local
	}
	for _, node := range nodes {
		for statement := range strings.SplitSeq(warehouse.Schema(table.Dialect), ";\n") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			_, err := node.ExecContext(ctx, strings.NewReplacer("EXISTS flows (", "EXISTS "+local+" (", "ON flows", "ON "+local).Replace(statement))
			check(err)
		}
		if table.Local != "" {
			_, err := node.ExecContext(ctx, fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s AS %s ENGINE = Distributed(%s, currentDatabase(), %s, cityHash64(reporter))", table.Name, local, os.Getenv("TRADEFLOW_CLICKHOUSE_CLUSTER"), local))
			check(err)
		}
	}
	begin := time.Now()
	files := &tradeflow.Files{Paths: []string{*parquet}}
	rows, err := warehouse.Load(ctx, table, files.Records(ctx))
	check(err)
	fmt.Printf("%-18s %10s %10.2f %12.0f %8d\n", name, "load", time.Since(begin).Seconds(), float64(rows)/time.Since(begin).Seconds(), peak(os.Getpid()))
	if table.Dialect == warehouse.PostgreSQL {
		_, err := table.DB.ExecContext(ctx, "ANALYZE "+table.Name)
		check(err)
	}
	return table, servers
}

func open(driver, dsn string) *sql.DB {
	db, err := sql.Open(driver, dsn)
	check(err)
	return db
}

// pid is the process that the script engines has started.
func pid(server string) int {
	text, err := os.ReadFile(filepath.Join(os.Getenv("TRADEFLOW_ENGINES_DIR"), server, "pid"))
	check(err)
	n, err := strconv.Atoi(strings.Fields(string(text))[0])
	check(err)
	return n
}

// peak is the most memory that processes have had, in MiB, as Linux counts it.
func peak(pids ...int) (sum int) {
	for _, p := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
		check(err)
		for line := range strings.Lines(string(text)) {
			var kB int
			if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kB); n == 1 {
				sum += kB / 1024
			}
		}
	}
	return sum
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
