package dualuse

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/tradeflow-go/dualuse"

// never lists, for each package, what it must not import, itself or through
// others. The house rests on these arrows pointing one way. A $ at the end means
// the package alone: the Parquet library links database/sql/driver, through Thrift.
var never = map[string][]string{
	"":                         {module + "/"},
	"/hscodes":                 {module + "/tradeflow", "github.com/apache/arrow", "gonum.org"},
	"/tradeflow":               {"gonum.org", "database/sql$", "google.golang.org/grpc", "github.com/apache/arrow/go/v15/arrow/compute", "github.com/apache/arrow/go/v15/parquet/pqarrow", "github.com/apache/arrow/go/v15/arrow/flight", module + "/tradeflow/stats", module + "/tradeflow/chart", module + "/tradeflow/report", module + "/tradeflow/warehouse", module + "/tradeflow/shipments"},
	"/tradeflow/internal/rows": {module + "/hscodes", "github.com/apache/arrow"},
	"/tradeflow/internal/pages": {
		module + "/hscodes", "github.com/apache/arrow/go/v15/parquet/file", "github.com/apache/arrow/go/v15/parquet/pqarrow"},
	"/tradeflow/internal/places": {
		module + "/hscodes", "github.com/apache/arrow"},
	"/tradeflow/stats": {"database/sql$", "gonum.org/v1/plot", module + "/tradeflow/chart", module + "/tradeflow/report"},
	"/tradeflow/chart": {"database/sql$", module + "/tradeflow/report"},
}

// neverDirectly lists imports that are forbidden in a package's own files, and
// unavoidable below it: tradeflow itself reads Arrow and files.
var neverDirectly = map[string][]string{
	"/tradeflow/stats":           {"github.com/apache/arrow", "os", "net"},
	"/tradeflow/stats/decompose": {"github.com/apache/arrow", "database/sql", "gonum.org/v1/plot", "os", "net"},
	"/tradeflow/stats/model":     {"github.com/apache/arrow", "database/sql", "gonum.org/v1/plot", "os", "net"},
	"/tradeflow/stats/reroute":   {"github.com/apache/arrow", "database/sql", "gonum.org/v1/plot", "os", "net"},
	"/tradeflow/stats/oracle":    {"github.com/apache/arrow", "database/sql", "gonum.org/v1/plot", "os", "net"},
	"/tradeflow/chart":           {"github.com/apache/arrow", "os/exec", "net"},
	"/tradeflow/report":          {"github.com/apache/arrow", "database/sql", "net"},
	"/tradeflow/warehouse":       {"github.com/apache/arrow", "gonum.org/v1/plot", "net"},
	"/tradeflow/shipments":       {"gonum.org/v1/plot", "database/sql"},
}

func TestImports(t *testing.T) {
	for format, rules := range map[string]map[string][]string{`{{join .Deps "\n"}}`: never, `{{join .Imports "\n"}}`: neverDirectly} {
		for pkg, forbidden := range rules {
			out, err := exec.Command("go", "list", "-f", format, module+pkg).CombinedOutput()
			if err != nil {
				t.Fatalf("go list %s: %v\n%s", module+pkg, err, out)
			}
			for dep := range strings.FieldsSeq(string(out)) {
				for _, f := range forbidden {
					alone, exact := strings.CutSuffix(f, "$")
					if dep == alone || !exact && strings.HasPrefix(dep, strings.TrimSuffix(f, "/")+"/") && dep != module {
						t.Errorf("%s must not import %s", module+pkg, dep)
					}
				}
			}
		}
	}
}

// TestExamplesStayOutside: the programs that newcomers copy use nothing that
// newcomers cannot.
func TestExamplesStayOutside(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./examples/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "/internal/") {
			t.Errorf("an example imports internal packages: %s", line)
		}
	}
}

// TestNoDrivers: database drivers, and C, stay in nested modules: who imports the library
// gets neither. (The module graph names SQLite, which Arrow's go.mod asks for, and no
// package of it.)
func TestNoDrivers(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-test", "-f", "{{.ImportPath}} {{if and .CgoFiles (not .Standard)}}is C{{end}}", "./...")
	list.Env = append(list.Environ(), "CGO_ENABLED=1")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		for _, driver := range []string{"clickhouse-go", "duckdb", "/pgx", "lib/pq", "trino-go", "sqlite", "mysql", " is C"} {
			if strings.Contains(line, driver) {
				t.Errorf("the library needs %s", line)
			}
		}
	}
}
