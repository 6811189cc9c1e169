package tradeflow

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// These tests read files as publishers ship them, which the project does not
// carry. They run where DUALUSE_DATA names a folder that holds them, one folder
// for each format; CONTRIBUTING.md says which.
func realFiles(t *testing.T, pattern string) *Files {
	t.Helper()
	root := os.Getenv("DUALUSE_DATA")
	if root == "" {
		t.Skip("DUALUSE_DATA does not name a folder of publishers' files")
	}
	if found, _ := filepath.Glob(filepath.Join(root, pattern)); len(found) == 0 {
		t.Skipf("no %s in DUALUSE_DATA", pattern)
	}
	return &Files{Paths: []string{filepath.Join(root, pattern)}}
}

// near checks a published total, known to so many decimals of a million.
func near(t *testing.T, what string, got, wantMillions, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got/1e6-wantMillions) > tolerance {
		t.Errorf("%s is %.4f million, want %.4f", what, got/1e6, wantMillions)
	}
}

func TestRealComtradeAPI(t *testing.T) {
	f := realFiles(t, "comtrade-api-csv/[0-9]*.csv")
	p := ask(t, f, Query{Direction: Import, Frequency: Annual, Reporters: []Country{"KGZ"}})
	near(t, "Kyrgyz imports of 850760 in 2021", p.Series[0].Values[1], 0.18, 0.005)
	near(t, "Kyrgyz imports of 850760 in 2022", p.Series[0].Values[2], 11.79, 0.005)
	p = ask(t, f, Query{Direction: Import, Frequency: Annual, Reporters: []Country{"KGZ"}, Partners: []Country{"CHN"}})
	near(t, "of which China in 2021", p.Series[0].Values[1], 0.05, 0.005)
	near(t, "of which China in 2022", p.Series[0].Values[2], 11.60, 0.005)

	// Partners add up to World, which stands beside them in every file.
	byReporter := Query{Direction: Import, Frequency: Annual, By: Reporter}
	parts := ask(t, f, byReporter)
	byReporter.Partners = []Country{World}
	whole := ask(t, f, byReporter)
	for i, s := range parts.Series {
		for j, v := range s.Values {
			if w := whole.Series[i].Values[j]; math.Abs(v-w) > 0.01 {
				t.Errorf("%s %s: partners %.3f, World %.3f", s.Key.Reporter, parts.Periods[j], v, w)
			}
		}
	}
	// Russia stops reporting after 2021: unknown, not zero.
	if _, _, status := parts.Cell(Key{Reporter: "RUS"}, Year(2022)); status != NotReported {
		t.Errorf("Russia in 2022 is %v", status)
	}
	// Kazakhstan's imports grow by 34 times in 2023, because it lists 43 partners
	// after 3: the panel must say so.
	if !slices.ContainsFunc(parts.Warnings, func(w Warning) bool { return strings.Contains(w.Text, "Kazakhstan 2023: 43 partners after 3") }) {
		t.Errorf("warnings %v", parts.Warnings)
	}
	if rows := parts.Ledger.Total().Rows; rows != 1462 {
		t.Errorf("%d rows read, the files have 1462", rows)
	}
	variant := ask(t, realFiles(t, "comtrade-api-csv/variant*.csv"), Query{Direction: Import, Frequency: Annual, Measure: NetWeight})
	near(t, "weight of Russia's imports of 253090 in 2018", variant.Series[0].Values[0], 819.543981, 0.01)
}

func TestRealComtradePlus(t *testing.T) {
	f := realFiles(t, "comtrade-plus-csv/*.csv")
	for _, partners := range [][]Country{nil, {World}} {
		p := ask(t, f, Query{Direction: Import, Frequency: Annual, Partners: partners})
		near(t, "Thailand's imports of 8542 in 2014", p.Series[0].Values[0], 9680.8, 0.05)
		near(t, "Thailand's imports of 8542 in 2024", p.Series[0].Values[10], 24428.0, 0.05)
	}
}

func TestRealComtradeLegacy(t *testing.T) {
	p := ask(t, realFiles(t, "comtrade-legacy-csv/comtrade_*.csv"), Query{Direction: Import, Frequency: Annual, Partners: []Country{World}, By: Reporter})
	if slices.ContainsFunc(p.Warnings, func(w Warning) bool { return strings.Contains(w.Text, "no list has") }) {
		t.Errorf("all 161 reporters are known: %v", p.Warnings)
	}
	if total := p.Ledger.Total(); total.Rows != 2863 || total.Value != 490783569891000 {
		t.Errorf("%d rows worth %v", total.Rows, total.Value.Float())
	}
	sitc := realFiles(t, "comtrade-legacy-csv/china_sitc*.csv")
	if _, err := sitc.Aggregate(context.Background(), Query{Direction: Import, Frequency: Annual}); err == nil || !strings.Contains(err.Error(), "SITC") {
		t.Errorf("SITC is not the HS: %v", err)
	}
}

func TestRealArmenia(t *testing.T) {
	f := realFiles(t, "armenia/vehicle*.csv")
	f.Edition = hscodes.HS2022
	p := ask(t, f, Query{Direction: Import, Frequency: Monthly})
	// The heading and its subheadings each add up to this; both are split by
	// transport mode, and no row is the total of the modes.
	near(t, "Armenia's imports of vehicles in January 2022", p.Series[0].Values[0], 12.608098, 1e-6)
	if total := p.Ledger.Total(); total.Rows != 5100 {
		t.Errorf("%d rows read, the file has 5100", total.Rows)
	}
	phones := realFiles(t, "armenia/mobile*.csv")
	phones.Edition = hscodes.HS2022
	near(t, "Armenia's imports of smartphones in January 2022", ask(t, phones, Query{Direction: Import, Frequency: Monthly}).Series[0].Values[0], 5.023084, 1e-6)
}

func TestRealComext(t *testing.T) {
	p := ask(t, realFiles(t, "comext-bulk/*.dat"), Query{Direction: Export, Frequency: Monthly, Reporters: []Country{"AUT"}})
	expect(t, p, "2024-02 7713")
	if p.Periods[0] != Month(2024, time.February) {
		t.Errorf("period %v", p.Periods[0])
	}
}

func TestRealWITS(t *testing.T) {
	for pattern, rows := range map[string]int64{"wits/USA*.csv": 1841, "wits/China_17*.csv": 1398, "wits/China_Total*.csv": 28} {
		f := realFiles(t, pattern)
		f.Edition = hscodes.HS2017
		p := ask(t, f, Query{Direction: Import, Frequency: Annual, Partners: []Country{World}, By: Commodity})
		if got := p.Ledger.Total().Rows; got != rows {
			t.Errorf("%s: %d rows read, want %d", pattern, got, rows)
		}
	}
}

func TestRealComtradeBulk(t *testing.T) {
	p := ask(t, realFiles(t, "comtrade-bulk/*.tsv"), Query{Direction: Export, Frequency: Annual, Partners: []Country{World}})
	near(t, "Argentina's exports in 2000", p.Series[0].Values[0], 26341.029193, 1e-6)
}

func TestRealBACICountryCodes(t *testing.T) {
	f := realFiles(t, "baci-meta/country_codes_V202301.csv")
	_, _, numbers, err := f.sources(context.Background())
	if err == nil || !strings.Contains(err.Error(), "no table of trade flows") {
		t.Errorf("a code table alone is no data: %v", err)
	}
	if numbers != nil {
		t.Errorf("numbers %v", numbers)
	}
}

func TestRealRelationalView(t *testing.T) {
	// The four aggregate reporters beside the members do not count; EU27 equals the
	// sum of its members exactly.
	f := realFiles(t, "comext-relational/*_months")
	q := Query{Direction: Export, Frequency: Monthly, Partners: []Country{"KGZ", "RUS"}, By: Partner}
	members := ask(t, f, q)
	q.Reporters = []Country{"EU27"}
	union := ask(t, f, q)
	if a, b := lines(members), lines(union); a != b || len(union.Series) != 2 {
		t.Errorf("the members are\n%sthe EU is\n%s", a, b)
	}
	v, _, _ := members.Cell(Key{Partner: "KGZ"}, Month(2024, time.August))
	near(t, "EU exports to Kyrgyzstan in August 2024", v, 235.471584, 1e-9)
	years := ask(t, realFiles(t, "comext-relational/years"), Query{Direction: Export, Frequency: Annual, Reporters: []Country{"EU27"}, Partners: []Country{"INT_EU27"}})
	near(t, "trade within the EU in 2014", years.Series[0].Values[4], 2459418.152405, 1e-6)
}

func TestRealDataBrowser(t *testing.T) {
	p := ask(t, realFiles(t, "comext-databrowser/*.xlsx"), Query{Direction: Export, Frequency: Monthly})
	sum := 0.0
	for _, v := range p.Series[0].Values {
		sum += v
	}
	near(t, "all figures of the workbook", sum, 866.811805, 1e-9)
}

func TestRealIMF(t *testing.T) {
	f := realFiles(t, "imf-imts/*.csv")
	q := Query{Direction: Import, Frequency: Annual, Partners: []Country{"CHN", World}, By: Partner}
	p := ask(t, f, q)
	for year, want := range map[int]float64{2021: 24.75, 2023: 45.22} {
		china, _, _ := p.Cell(Key{Partner: "CHN"}, Year(year))
		all, _, _ := p.Cell(Key{Partner: World}, Year(year))
		if got := 100 * china / all; math.Abs(got-want) > 0.005 {
			t.Errorf("China's share of Russia's imports in %d is %.2f %%, want %.2f", year, got, want)
		}
	}
	// The groups beside the countries are left out, so that these add up to World.
	q.Partners, q.By = nil, 0
	if p = ask(t, f, q); slices.ContainsFunc(p.Warnings, func(w Warning) bool { return strings.Contains(w.Text, "World") }) {
		t.Errorf("warnings %v", p.Warnings)
	}
}

func TestRealJSON(t *testing.T) {
	p := ask(t, realFiles(t, "comtrade-json/get_*_TOTAL.raw.json"), Query{Direction: Import, Frequency: Annual, By: Partner})
	expect(t, p, "2010 ARG 6.804128143e+09\n2010 DEU 7.4251272075e+10")
	if _, err := realFiles(t, "comtrade-json/get_*_empty.raw.json").Aggregate(context.Background(), p.Query); err == nil || !strings.Contains(err.Error(), "it holds no records") {
		t.Errorf("error %v", err)
	}
	for _, list := range []string{"Reporters", "TradeDataItems", "ModeOfTransportCodes", "bulk_v1_get_manifest"} {
		if _, err := realFiles(t, "comtrade-json/"+list+".json").Aggregate(context.Background(), p.Query); err == nil {
			t.Errorf("%s is no table of flows", list)
		}
	}
}

func TestRealSITC(t *testing.T) {
	f := realFiles(t, "comtrade-legacy-csv/china_sitc*.csv")
	f.AllowSITC = true
	p := ask(t, f, Query{Direction: Import, Frequency: Annual})
	if rows := p.Ledger.Rows(Dropped); rows != 2519 || len(p.Series) != 0 {
		t.Errorf("the file has commodities of the SITC only: %d rows dropped\n%s", rows, p)
	}
}
