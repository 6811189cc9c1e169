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

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestTables runs testdata/*.txt: testdata/README.txt says how to read them
// and how to add a case.
func TestTables(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		if filepath.Base(file) == "README.txt" {
			continue
		}
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

// block is a panel or an expected result: a head, a table, and what follows it.
type block struct {
	line            int
	head            string
	table           [][]string
	unit, statistic string
	warnings        []string
}

func blocks(text string) (all []block) {
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "panel") || strings.HasPrefix(line, "= ") {
			all = append(all, block{line: i + 1, head: line})
			continue
		}
		b := &all[len(all)-1]
		if s, ok := strings.CutPrefix(line, "unit: "); ok {
			b.unit = s
		} else if s, ok := strings.CutPrefix(line, "statistic: "); ok {
			b.statistic = s
		} else if s, ok := strings.CutPrefix(line, "warning: "); ok {
			b.warnings = append(b.warnings, s)
		} else {
			var row []string
			for cell := range strings.SplitSeq(line, "|") {
				row = append(row, strings.TrimSpace(cell))
			}
			b.table = append(b.table, row)
		}
	}
	return all
}

func (b block) panel() (p *tradeflow.Panel, withEditions bool, err error) {
	p = &tradeflow.Panel{Statistic: "value"}
	for r, row := range b.table {
		if r == 0 {
			for _, s := range row[1:] {
				t, err := tradeflow.ParsePeriod(s)
				if err != nil {
					return nil, false, err
				}
				p.Periods = append(p.Periods, t)
			}
			continue
		}
		if len(row) != len(b.table[0]) {
			return nil, false, fmt.Errorf("row %q has %d cells, the head has %d", row[0], len(row), len(b.table[0]))
		}
		s := tradeflow.NewSeries(keyOf(b.table[0][0], row[0]), len(p.Periods), tradeflow.NotReported)
		for j, cell := range row[1:] {
			cell, editions, found := strings.Cut(cell, "@")
			withEditions = withEditions || found
			if err := setCell(&s, j, strings.TrimSpace(cell), editions); err != nil {
				return nil, false, err
			}
		}
		p.Series = append(p.Series, s)
	}
	return p, withEditions, nil
}

func keyOf(dims, names string) (k tradeflow.Key) {
	d, n := strings.Fields(dims), strings.Fields(names)
	if len(d) == 1 {
		n = []string{names}
	}
	for i, dim := range d {
		switch dim {
		case "reporter":
			k.Reporter = tradeflow.Country(n[i])
		case "partner":
			k.Partner = tradeflow.Country(n[i])
		case "category":
			k.Category = n[i]
		case "commodity":
			k.Commodity = hscodes.MustParse(n[i])
		}
	}
	return k
}

var statuses = map[string]tradeflow.Status{
	"Implied": tradeflow.Implied, "Ceased": tradeflow.Ceased, "New": tradeflow.New, "BothZero": tradeflow.BothZero,
	"BaseMissing": tradeflow.BaseMissing, "CurrentMissing": tradeflow.CurrentMissing, "NotReported": tradeflow.NotReported,
	"Confidential": tradeflow.Confidential, "IncompleteWindow": tradeflow.IncompleteWindow, "BaseNonPositive": tradeflow.BaseNonPositive,
	"SignChange": tradeflow.SignChange, "EditionBreak": tradeflow.EditionBreak, "UnitChange": tradeflow.UnitChange,
	"BelowFloor": tradeflow.BelowFloor, "ZeroTotal": tradeflow.ZeroTotal,
}

func setCell(s *tradeflow.Series, j int, cell, editions string) error {
	if editions != "" {
		for name := range strings.SplitSeq(editions, "+") {
			e, err := hscodes.ParseEdition(name)
			if err != nil {
				return err
			}
			s.Editions[j] = s.Editions[j].Add(e)
		}
	}
	if status, ok := statuses[cell]; ok {
		value := map[tradeflow.Status]float64{tradeflow.Implied: 0, tradeflow.Ceased: -1}
		v, has := value[status]
		if !has {
			v = math.NaN()
		}
		s.Set(j, v, v, status)
		return nil
	}
	low, high, found := strings.Cut(cell, "..")
	v, err := numberOf(low)
	if err != nil {
		return err
	}
	u := v
	if found {
		if u, err = numberOf(high); err != nil {
			return err
		}
	}
	s.Set(j, v, u, tradeflow.OK)
	return nil
}

func numberOf(s string) (float64, error) {
	if s == "?" {
		return math.NaN(), nil
	}
	over, under, found := strings.Cut(s, "/")
	v, err := strconv.ParseFloat(over, 64)
	if err != nil || !found {
		return v, err
	}
	d, err := strconv.ParseFloat(under, 64)
	return v / d, err
}

func unitOf(s string) tradeflow.Unit {
	kind, name, _ := strings.Cut(s, " ")
	kinds := map[string]tradeflow.UnitKind{"growth": tradeflow.Growth, "share": tradeflow.ShareOf, "points": tradeflow.Points, "index": tradeflow.IndexOf, "ratio": tradeflow.PlainRatio}
	if k, ok := kinds[kind]; ok {
		return tradeflow.Unit{Kind: k, Name: name}
	}
	return tradeflow.Unit{Name: s}
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
