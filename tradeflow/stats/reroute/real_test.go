package reroute_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/reroute"
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

func log(t *testing.T, s reroute.Screening) {
	t.Helper()
	for _, row := range s.Rows() {
		t.Logf("%-12s %-26s %-30s %-30s %-32s %s", row[0], row[2], row[3], row[4], row[5], row[6])
	}
	for _, w := range s.Warnings {
		t.Log(w.Text)
	}
}

// Smartphones through Armenia, as Armenia declares both sides: its imports
// stand for the supply by the economies that make them; nothing is known of what they
// sold to Russia directly. Armenia sold Russia no phone in early 2022, and as many as
// it bought a year later.
func TestRealSmartphonesThroughArmenia(t *testing.T) {
	q := tradeflow.Query{Direction: tradeflow.Import, Frequency: tradeflow.Monthly, By: tradeflow.Reporter | tradeflow.Partner}
	imports := realPanel(t, "armenia/mobile*.csv", hscodes.HS2022, q)
	q.Direction = tradeflow.Export
	exports := realPanel(t, "armenia/mobile*.csv", hscodes.HS2022, q)
	s := reroute.Screen(reroute.Flows{Supply: imports, Onward: exports}, reroute.Screens{
		Target: "RUS", Sanctioners: []tradeflow.Country{"CHN", "IND", "VNM"}, Hubs: []tradeflow.Country{"ARM"},
		Before: tradeflow.Quarter(2022, 1), After: tradeflow.Quarter(2023, 1)})
	log(t, s)
	r := s.Results[0]
	if r.OnwardGrowth.Status != tradeflow.New || !(r.Onward.After.Value > 1e6) {
		t.Errorf("onward %+v", r.Onward)
	}
	if !(r.HubGrowth.Value > 1) {
		t.Errorf("hub growth %s", r.HubGrowth)
	}
	if r.Substitution.Status.HasNumber() || r.Direct.Before.Status.HasNumber() {
		t.Errorf("nothing is known of direct sales to Russia: %+v, %s", r.Direct, r.Substitution)
	}
}

// Exports of one dual-use heading by the largest EU members: less to Russia, and more
// to Armenia, Kazakhstan and Kyrgyzstan, in the same eleven months of 2021 and 2022.
func TestRealRerouting(t *testing.T) {
	q := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Monthly, By: tradeflow.Reporter | tradeflow.Partner}
	supply := realPanel(t, "comext-databrowser/*.xlsx", 0, q)
	eu := []tradeflow.Country{"DEU", "FRA", "ITA", "POL", "LTU", "CZE", "AUT", "FIN"}
	hubs := []tradeflow.Country{"ARM", "KAZ", "KGZ"}
	before, after := tradeflow.Span(2021, time.January, time.November), tradeflow.Span(2022, time.January, time.November)
	s := reroute.Screen(reroute.Flows{Supply: supply}, reroute.Screens{
		Target: "RUS", Sanctioners: eu, Hubs: hubs, Before: before, After: after, Floor: 1000, Comparable: []tradeflow.Country{"GEO"}})
	log(t, s)
	sums, err := supply.Windows(before, after)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range s.Results {
		if r.Hub != hubs[i] || r.Direct.N != len(eu) {
			t.Fatalf("%s: %d sanctioners known, unknown %v", r.Hub, r.Direct.N, r.Direct.Unknown)
		}
		want := [2]float64{}
		for _, c := range eu {
			for j, w := range []tradeflow.Period{before, after} {
				if v, _, status := sums.Cell(tradeflow.Key{Reporter: c, Partner: "RUS"}, w); status.HasNumber() {
					want[j] += v / 11
				}
			}
		}
		if math.Abs(r.Direct.Before.Value-want[0]) > 1e-6 || math.Abs(r.Direct.After.Value-want[1]) > 1e-6 {
			t.Errorf("direct %+v, want %v", r.Direct, want)
		}
		if !(r.Direct.After.Value < r.Direct.Before.Value) {
			t.Errorf("exports to Russia rose: %+v", r.Direct)
		}
	}
}
