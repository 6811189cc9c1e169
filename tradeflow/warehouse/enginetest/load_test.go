package enginetest

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

const header = "period,reporter,partner,direction,code,edition,value,currency,valuation,net_weight,net_weight_estimated,quantity,quantity_unit,quantity_estimated,partner2,mode,procedure,regime,measure,source\n"

// illustrative makes Files of rows in the columns of header.
func illustrative(t *testing.T, rows ...string) *tradeflow.Files {
	t.Helper()
	path := filepath.Join(t.TempDir(), "illustrative.csv")
	if err := os.WriteFile(path, []byte(header+strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return &tradeflow.Files{Paths: []string{path}}
}

// drones is a row of exports of drones.
func drones(period, reporter, partner, value string) string {
	return fmt.Sprintf("%s,%s,%s,export,880622,HS2022,%s,USD,FOB,,false,,,false,,,,,,illustrative", period, reporter, partner, value)
}

var perReporter = tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, By: tradeflow.Reporter | tradeflow.Partner}

// says writes the numbers of a panel.
func says(t *testing.T, source tradeflow.Source) string {
	t.Helper()
	p, err := source.Aggregate(t.Context(), perReporter)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range p.Series {
		for i, v := range s.Values {
			if s.Status[i] == tradeflow.OK {
				fmt.Fprintf(&b, "%s %s>%s %v; ", p.Periods[i], s.Key.Reporter, s.Key.Partner, v)
			}
		}
	}
	return b.String()
}

// TestLoad: a load can be repeated and revised without doubling; what is wrong leaves the
// table as it was.
func TestLoad(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			table := made(t, e, "loads")
			load := func(batch string, rows ...string) error {
				table.Batch = batch
				files := illustrative(t, rows...)
				_, err := warehouse.Load(t.Context(), table, files.Records(t.Context()))
				return err
			}
			want := func(text string) {
				t.Helper()
				if got := says(t, table); got != text {
					t.Errorf("got %q, want %q", got, text)
				}
			}
			fails := func(err error, words string) {
				t.Helper()
				if err == nil || !strings.Contains(err.Error(), words) {
					t.Errorf("error %v, want %q", err, words)
				}
			}
			for range 2 {
				if err := load("of 2022"); err == nil {
					t.Error("a name with a blank")
				}
				if err := load("y2022", drones("2022", "CHN", "RUS", "10.5"), drones("2022", "DEU", "RUS", "3.007")); err != nil {
					t.Fatal(err)
				}
				want("2022 CHN>RUS 10.5; 2022 DEU>RUS 3.007; ")
			}
			if err := load("y2023", drones("2023", "CHN", "RUS", "20")); err != nil {
				t.Fatal(err)
			}
			want("2022 CHN>RUS 10.5; 2023 CHN>RUS 20; 2022 DEU>RUS 3.007; ")
			if err := load("y2022", drones("2022", "CHN", "RUS", "11")); err != nil { // revised: DEU is gone
				t.Fatal(err)
			}
			want("2022 CHN>RUS 11; 2023 CHN>RUS 20; ")
			fails(load("again", drones("2023", "CHN", "RUS", "20")), "2 times")
			fails(load("y2022", drones("2022", "CHN", "RUS", "1"), drones("2022", "CHN", "RUS", "1")), "2 times")
			want("2022 CHN>RUS 11; 2023 CHN>RUS 20; ")

			broken := errors.New("broken off")
			table.Batch = "y2023"
			files := illustrative(t, drones("2023", "CHN", "RUS", "30"))
			_, err := warehouse.Load(t.Context(), table, breaks(files.Records(t.Context()), broken))
			if !errors.Is(err, broken) {
				t.Errorf("error %v", err)
			}
			want("2022 CHN>RUS 11; 2023 CHN>RUS 20; ")

			var told int64
			table.Progress = func(rows int64) { told = rows }
			if err := load("", drones("2024", "CHN", "KAZ", "1")); err != nil {
				t.Fatal(err)
			}
			if told != 1 {
				t.Errorf("told of %d rows", told)
			}
			if err := load("", drones("2024", "CHN", "KAZ", "2"), drones("2024", "CHN", "UKR", "0.001")); err != nil {
				t.Fatal(err)
			}
			fails(load("", drones("2025", "CHN", "KAZ", "2")), "it would delete them")
			want("2024 CHN>KAZ 2; 2022 CHN>RUS 11; 2023 CHN>RUS 20; 2024 CHN>UKR 0.001; ")
			if err := load("y2022"); err != nil { // of no rows: withdrawn
				t.Fatal(err)
			}
			want("2024 CHN>KAZ 2; 2023 CHN>RUS 20; 2024 CHN>UKR 0.001; ")
		})
	}
}

// breaks is records that end in an error.
func breaks[R any](records iter.Seq2[R, error], broken error) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for rec, err := range records {
			if !yield(rec, err) {
				return
			}
		}
		var none R
		yield(none, broken)
	}
}

// TestHostileTexts: texts that break out of quotes, arrays or patterns stay what they are,
// on the way in, as keys and as filters.
func TestHostileTexts(t *testing.T) {
	hostile := []string{`x') OR 1=1 --`, `\') OR 1=1 --`, `a"b`, `{a,b}`, `NULL`, `a\nb\\`, `%_'';DROP TABLE loads`, "Россия €", `$1 ? :x @y {p:String}`, "tab\there"}
	var rows []string
	for i, name := range hostile {
		rows = append(rows, fmt.Sprintf(`2022,CHN,"%s",export,880622,HS2022,%d,USD,FOB,,false,,"%[1]s",false,,,,,,"%[1]s"`, strings.ReplaceAll(name, `"`, `""`), i+1))
	}
	files := illustrative(t, rows...)
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			table := loaded(t, e, "hostile", files)
			compare(t, table, files, perReporter)
			for _, name := range hostile {
				q := perReporter
				q.Partners = []tradeflow.Country{tradeflow.Country(name)}
				compare(t, table, files, q)
				q.By, q.Reporters = 0, q.Partners
				compare(t, table, files, q)
			}
		})
	}
}

// compare fails unless two sources say the same.
func compare(t *testing.T, got, want tradeflow.Source, q tradeflow.Query) {
	t.Helper()
	p, err := got.Aggregate(t.Context(), q)
	if err != nil {
		t.Error(err)
		return
	}
	r, err := want.Aggregate(t.Context(), q)
	if err != nil {
		t.Error(err)
		return
	}
	if a, b := written(t, p), written(t, r); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}
