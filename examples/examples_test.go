package examples

import (
	"context"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/testdata"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

var update = flag.Bool("update", false, "write what the examples print into testdata")

func run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"run"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("go run %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestPrinted compares what the short examples print with files that a person
// can read.
func TestPrinted(t *testing.T) {
	for _, name := range []string{"growth", "shares", "editions"} {
		got, golden := run(t, "./"+name), filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s prints\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestGallery: every kind of chart is drawn at every size, and Lint finds nothing.
func TestGallery(t *testing.T) {
	dir := t.TempDir()
	if said := run(t, "./gallery", "-out", dir); said != "Wrote "+dir+"/index.html with 44 figures.\n" {
		t.Errorf("gallery says\n%s", said)
	}
	for _, name := range []string{"index.html", "README.md", "sankey-phone.pdf", "heat-slide.png", "area-column.json"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMethod: the method appendix is there whole, and every worked example agrees.
func TestMethod(t *testing.T) {
	said := run(t, "./method")
	for _, want := range []string{"PACKAGE stats\n", "PACKAGE stats/decompose", "PACKAGE stats/model", "PACKAGE stats/reroute", "# 2. Ranges", "; 0 examples differ."} {
		if !strings.Contains(said, want) {
			t.Errorf("the appendix lacks %q", want)
		}
	}
	if strings.Contains(said, "DIFFERS") || strings.Contains(said, "PROBLEM") {
		t.Error("an example differs")
	}
}

// TestReport runs the main job and checks what it writes.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	said := run(t, "./report", "-out", dir)
	page, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"EU27 exports to Russia fell in all 9 comparable categories, January to November 2022 against January to November 2021",
		"Kazakhstan went from 6.1% to 39.4%",
		"No rate of change exists for Drones (break of the nomenclature), Optics and sights (break of the nomenclature), Radio and radar (break of the nomenclature)",
		"dataset DS-045409, extracted 19 January 2023",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(said, "Layout of") || !strings.Contains(said, "with 10 figures") {
		t.Errorf("the program says\n%s", said)
	}
	for _, ext := range []string{"png", "svg", "csv"} {
		if files, _ := filepath.Glob(filepath.Join(dir, "*."+ext)); len(files) != 10 {
			t.Errorf("%d %s files, want 10", len(files), ext)
		}
	}
	// The numbers behind the first figure are growth rates of the same months.
	rows := readCSV(t, filepath.Join(dir, "01-growth-russia.csv"))
	seen := 0
	for _, row := range rows {
		line := strings.Join(row, ",")
		if strings.Contains(line, "Semiconductors") {
			seen++
			if !strings.Contains(line, "2022-01/11") || !strings.Contains(line, "-0.76") {
				t.Errorf("semiconductors: %s", line)
			}
		}
		if strings.Contains(line, "Drones") && !strings.Contains(line, "break of the nomenclature") {
			t.Errorf("drones have no rate: %s", line)
		}
	}
	if seen != 1 {
		t.Errorf("%d rows of semiconductors in %v", seen, rows)
	}
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestOwnFiles does the main job on a user's file, here made up and named so,
// in another publisher's format.
func TestOwnFiles(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "BACI_HS17_illustrative.csv")
	rows := "t,i,j,k,v,q\n"
	for _, r := range []string{
		"2020,156,643,854231,10,1", "2021,156,643,854231,20,1", "2020,156,398,854231,1,1", "2021,156,398,854231,4,1", "2020,156,417,848210,1,1", "2021,156,417,848210,2,1", "2020,156,643,848210,5,1", "2021,156,643,848210,6,1",
	} {
		rows += r + "\n"
	}
	if err := os.WriteFile(own, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	said := run(t, "./report", "-out", filepath.Join(dir, "out"), own)
	if !strings.Contains(said, "rose in 2 of 2 categories, 2021 against 2020") {
		t.Errorf("the program says\n%s", said)
	}
}

// TestKnownTotals: EU27 exports of the CN8 lines of 8542, January to November
// 2021 and 2022, in million euros, as added up from Eurostat's DS-045409 by hand.
func TestKnownTotals(t *testing.T) {
	files := &tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}
	p, err := files.Aggregate(context.Background(), tradeflow.Query{
		Direction: tradeflow.Export, Frequency: tradeflow.Monthly, Reporters: []tradeflow.Country{"EU27"},
		Codes: []hscodes.Code{hscodes.MustParse("8542")}, By: tradeflow.Partner,
	})
	if err != nil {
		t.Fatal(err)
	}
	now := tradeflow.Span(2022, time.January, time.November)
	sums, growth := stats.Cumulative(p), stats.YTD(p)
	for partner, want := range map[tradeflow.Country][2]float64{
		"RUS": {525.21, 119.39}, "ARM": {0.35, 4.48}, "KGZ": {0.060, 1.682}, "KAZ": {5.43, 14.68},
	} {
		key := tradeflow.Key{Partner: partner}
		for i, period := range []tradeflow.Period{now.Shift(-12), now} {
			v, _, _ := sums.Cell(key, period)
			if decimals := 0.005; math.Abs(v/1e6-want[i]) > decimals {
				t.Errorf("%s %s: %.4f million euros, want %.3f", partner, period, v/1e6, want[i])
			}
		}
	}
	if g, _, _ := growth.Cell(tradeflow.Key{Partner: "RUS"}, now); math.Abs(g+0.773) > 0.0005 {
		t.Errorf("growth to Russia %.4f, want -0.773", g)
	}
	// Twelve months of 2022 are not there, and no sum pretends they are.
	if _, _, status := sums.Cell(tradeflow.Key{Partner: "RUS"}, tradeflow.Year(2022)); status.HasNumber() {
		t.Error("2022 has eleven months")
	}
	if rows := p.Ledger.Total(); rows.Rows != 16226 || p.Ledger.Check() != nil {
		t.Errorf("%d rows read, the file has 16226", rows.Rows)
	}
}
