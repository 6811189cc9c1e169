package stats_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// realPanel answers a query from publishers' files, where DUALUSE_DATA names a folder
// that holds them.
func realPanel(t *testing.T, pattern string, e hscodes.Edition, q tradeflow.Query) *tradeflow.Panel {
	t.Helper()
	root := os.Getenv("DUALUSE_DATA")
	if found, _ := filepath.Glob(filepath.Join(root, pattern)); root == "" || len(found) == 0 {
		t.Skipf("DUALUSE_DATA does not name a folder with %s", pattern)
	}
	p, err := (&tradeflow.Files{Paths: []string{filepath.Join(root, pattern)}, Edition: e}).Aggregate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// China and the United States by heading, as WITS has them for both. Before the US
// tariffs of 2018 the importer declared far more than the exporter; in 2020 hardly.
func TestRealMirrorGap(t *testing.T) {
	q := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, By: tradeflow.Reporter | tradeflow.Partner | tradeflow.Commodity,
		Reporters: []tradeflow.Country{"CHN"}, Partners: []tradeflow.Country{"USA"}}
	exports := realPanel(t, "wits/China_17-20.csv", hscodes.HS2017, q)
	q.Direction, q.Reporters, q.Partners = tradeflow.Import, q.Partners, q.Reporters
	imports := realPanel(t, "wits/USA_17-20.csv", hscodes.HS2017, q)
	byHeading := stats.MirrorGap(exports, imports.Flip(), stats.Mirror{})
	x, err := exports.Sum(tradeflow.Commodity)
	if err != nil {
		t.Fatal(err)
	}
	m, err := imports.Sum(tradeflow.Commodity)
	if err != nil {
		t.Fatal(err)
	}
	total, ratio := stats.MirrorGap(x, m.Flip(), stats.Mirror{}), stats.MirrorGap(x, m.Flip(), stats.Mirror{Form: stats.GapRatio, CIF: 1.06})
	absolute := stats.Asymmetry(exports, imports.Flip(), tradeflow.Commodity, stats.Mirror{})
	for j := range total.Periods {
		sum := 0.0
		for _, s := range byHeading.Series {
			if !s.Status[j].HasNumber() {
				t.Errorf("%v in %s is %s", s.Key.Commodity, byHeading.Periods[j], s.Status[j])
			}
			sum += s.Values[j]
		}
		if v := total.Series[0].Values[j]; math.Abs(sum-v) > 1 || absolute.Series[0].Values[j] < math.Abs(v) {
			t.Errorf("%s: gaps of the headings add up to %.0f, that of the total is %.0f, the asymmetry %.0f", total.Periods[j], sum, v, absolute.Series[0].Values[j])
		}
		// Imports over exports as the two files print them, without freight of 6 %.
		want := []float64{1.2436, 1.1648, 1.0911, 1.0037}[j]
		if v := ratio.Series[0].Values[j]; math.Abs(v-want) > 0.001 {
			t.Errorf("%s: ratio %.4f, want %.4f", ratio.Periods[j], v, want)
		}
	}
}
