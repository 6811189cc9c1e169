package stats

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestTables runs testdata/*.txt: testdata/README.md says how to read them
// and how to add a case.
func TestTables(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			cases := 0
			var in *tradeflow.Panel
			for _, b := range blocks(string(text)) {
				fail := func(format string, args ...any) {
					t.Helper()
					t.Errorf("%s:%d: %s", file, b.line, fmt.Sprintf(format, args...))
				}
				if unit, ok := strings.CutPrefix(b.head, "panel"); ok {
					in, _, err = b.panel()
					if err != nil {
						t.Fatalf("%s:%d: %v", file, b.line, err)
					}
					in.Unit = unitOf(strings.TrimSpace(unit))
					continue
				}
				cases++
				before := fmt.Sprint(in)
				got, err := run(in, strings.TrimPrefix(b.head, "= "))
				if err != nil {
					t.Fatalf("%s:%d: %v", file, b.line, err)
				}
				want, withEditions, err := b.panel()
				if err != nil {
					t.Fatalf("%s:%d: %v", file, b.line, err)
				}
				compare(fail, got, want, withEditions)
				if b.unit != "" && got.Unit.String() != b.unit {
					fail("unit %q, want %q", got.Unit, b.unit)
				}
				if b.statistic != "" && got.Statistic != b.statistic {
					fail("statistic %q, want %q", got.Statistic, b.statistic)
				}
				if len(got.Warnings) != len(b.warnings) {
					fail("%d warnings, want %d: %q", len(got.Warnings), len(b.warnings), got.Warnings)
				}
				for i := range min(len(got.Warnings), len(b.warnings)) {
					if got.Warnings[i].Text != b.warnings[i] {
						fail("warning\n%q, want\n%q", got.Warnings[i].Text, b.warnings[i])
					}
				}
				if fmt.Sprint(in) != before {
					fail("the argument was changed")
				}
			}
			if cases == 0 {
				t.Errorf("%s: no cases", file)
			}
		})
	}
}

// run calls the statistics named in "Rolling 2, YoY", from left to right.
func run(p *tradeflow.Panel, calls string) (*tradeflow.Panel, error) {
	for call := range strings.SplitSeq(calls, ",") {
		args := strings.Fields(call)
		name, args := args[0], args[1:]
		number := func() int { n, _ := strconv.Atoi(args[0]); return n }
		var periods []tradeflow.Period
		if name == "Index" || name == "At" {
			for _, a := range args {
				t, err := tradeflow.ParsePeriod(a)
				if err != nil {
					return nil, err
				}
				periods = append(periods, t)
			}
		}
		switch name {
		case "YoY":
			p = YoY(p)
		case "Change":
			p = Change(p, number())
		case "Cumulative":
			p = Cumulative(p)
		case "YTD":
			p = YTD(p)
		case "Rolling":
			p = Rolling(p, number())
		case "Index":
			p = Index(p, periods...)
		case "FiscalYears":
			m, err := time.Parse("January", args[0])
			if err != nil {
				return nil, err
			}
			p = FiscalYears(p, m.Month())
		case "Share":
			dims := map[string]tradeflow.Dims{"reporter": tradeflow.Reporter, "partner": tradeflow.Partner, "category": tradeflow.Category, "commodity": tradeflow.Commodity}
			var over tradeflow.Dims
			for _, a := range args {
				over |= dims[a]
			}
			p = Share(p, over)
		case "Diff":
			p = Diff(p)
		case "At":
			p = p.At(periods...)
		default:
			return nil, fmt.Errorf("no statistic is called %q", name)
		}
	}
	return p, nil
}

func compare(fail func(string, ...any), got, want *tradeflow.Panel, withEditions bool) {
	if !slices.Equal(got.Periods, want.Periods) {
		fail("periods %v, want %v", got.Periods, want.Periods)
		return
	}
	if len(got.Series) != len(want.Series) {
		fail("%d series, want %d", len(got.Series), len(want.Series))
		return
	}
	for i, w := range want.Series {
		g := got.Series[i]
		if g.Key != w.Key {
			fail("series %d is %v, want %v", i, g.Key, w.Key)
			continue
		}
		for j, t := range want.Periods {
			if g.Status[j] != w.Status[j] || !near(g.Values[j], w.Values[j]) || !near(g.Upper[j], w.Upper[j]) {
				fail("%s, %s: %v..%v %s, want %v..%v %s", got.Label(i), t, g.Values[j], g.Upper[j], g.Status[j], w.Values[j], w.Upper[j], w.Status[j])
			}
			if withEditions && g.Editions[j] != w.Editions[j] {
				fail("%s, %s: editions %q, want %q", got.Label(i), t, g.Editions[j], w.Editions[j])
			}
		}
	}
}

func near(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*max(1, math.Abs(b))
}
