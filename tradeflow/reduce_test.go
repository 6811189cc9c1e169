package tradeflow

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// recalled answers Asks as a database would, row by row from records: slowly, and without
// anything that Reduce does.
type recalled []map[string]string

func recall(t testing.TB, records iter.Seq2[arrow.Record, error]) (m recalled) {
	t.Helper()
	for rec, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		for i := range int(rec.NumRows()) {
			row := map[string]string{}
			for j, f := range rec.Schema().Fields() {
				if rec.Column(j).IsNull(i) {
					continue
				}
				switch c := rec.Column(j).(type) {
				case *array.Dictionary:
					row[f.Name] = c.Dictionary().(*array.String).Value(c.GetValueIndex(i))
				default:
					row[f.Name] = c.ValueStr(i)
				}
			}
			m = append(m, row)
		}
	}
	return m
}

func (t Term) say(row map[string]string) string {
	text := row[t.Column]
	if t.Column == Splits {
		n := 0
		for i, c := range []string{"partner2", "mode", "procedure"} {
			if row[c] != "" {
				n += 1 << i
			}
		}
		text = strconv.Itoa(n)
	}
	text = t.cut(text)
	if t.Sort == nil {
		return text
	}
	if n, ok := t.Sort[text]; ok {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(t.Else)
}

func (f Filter) keeps(row map[string]string) bool {
	text := f.say(row)
	if f.To != "" {
		return (f.From <= text && text < f.To) != f.Not
	}
	return slices.Contains(f.In, text) != f.Not
}

func (m recalled) answer(_ context.Context, a Ask) iter.Seq2[Group, error] {
	amount, flag := a.Measure.columns()
	groups, texts := map[string]*Group{}, map[string]map[string]bool{}
	for _, row := range m {
		if slices.ContainsFunc(a.Where, func(f Filter) bool { return !f.keeps(row) }) {
			continue
		}
		var keys []string
		for _, t := range a.By {
			keys = append(keys, t.say(row))
		}
		k := strings.Join(keys, "\x00")
		if groups[k] == nil {
			groups[k], texts[k] = &Group{Keys: keys}, map[string]bool{}
		}
		g := groups[k]
		texts[k][row[cmp.Or(a.Distinct, "period")]] = true
		g.Rows++
		if a.Distinct != "" {
			g.Rows = int64(len(texts[k]))
			continue
		}
		value, _ := strconv.ParseFloat(row["value"], 64)
		g.Value += exact(value)
		measure, err := strconv.ParseFloat(row[Schema.Field(amount).Name], 64)
		switch {
		case err != nil:
			g.Missing += exact(value)
			continue
		case flag >= 0 && row[Schema.Field(flag).Name] == "true":
			g.Estimated += exact(value)
		}
		g.Known++
		g.Measured += exact(measure)
	}
	return func(yield func(Group, error) bool) {
		for _, k := range slices.Sorted(maps.Keys(groups)) {
			if !(a.Repeated && groups[k].Rows < 2) && !yield(*groups[k], nil) {
				return
			}
		}
	}
}

// reduceToo fails unless Reduce says of the records what a Table of them says: cell by
// cell, with the same warnings, and ledger.
func reduceToo(t testing.TB, records iter.Seq2[arrow.Record, error], q Query) {
	t.Helper()
	var recs []arrow.Record
	for rec, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		recs = append(recs, rec)
	}
	table, err := NewTable(recs...)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Release()
	want, wantErr := table.Aggregate(t.Context(), q)
	got, err := Reduce(t.Context(), q, "a table", recall(t, table.Records(t.Context())).answer)
	if (err != nil) != (wantErr != nil) {
		t.Errorf("reduced: error %v, want %v", err, wantErr)
	}
	if err != nil || wantErr != nil {
		return
	}
	if a, b := lines(got), lines(want); a != b {
		t.Errorf("reduced\n%swant\n%s", a, b)
	}
	for i := range want.Series {
		a, b := &got.Series[i], &want.Series[i]
		if a.Key != b.Key || !slices.Equal(a.Status, b.Status) || !slices.Equal(a.Editions, b.Editions) {
			t.Errorf("reduced %v: %v %v, want %v: %v %v", a.Key, a.Status, a.Editions, b.Key, b.Status, b.Editions)
		}
	}
	said := func(p *Panel) (list []Warning) {
		for _, w := range p.Warnings {
			if q.From.IsValid() || q.To.IsValid() { // rows of other years are not read, and not said to be what most rows are
				w.Text, _, _ = strings.Cut(w.Text, "; most rows")
			}
			list = append(list, w)
		}
		return list
	}
	if a, b := said(got), said(want); !slices.Equal(a, b) {
		t.Errorf("reduced, warnings\n%v\nwant\n%v", a, b)
	}
	if got.Unit != want.Unit || got.Valuation != want.Valuation || !slices.Equal(got.Sources, want.Sources) || !slices.Equal(got.Periods, want.Periods) {
		t.Errorf("reduced: %v %s %v %v, want %v %s %v %v", got.Unit, got.Valuation, got.Sources, got.Periods, want.Unit, want.Valuation, want.Sources, want.Periods)
	}
	kept := func(l *Ledger) (list []LedgerLine) {
		for _, line := range l.Total().Lines {
			if line.Fate == Counted || !q.From.IsValid() && !q.To.IsValid() { // rows of other years are not read
				list = append(list, line)
			}
		}
		return list
	}
	if a, b := kept(got.Ledger), kept(want.Ledger); !slices.Equal(a, b) {
		t.Errorf("reduced, ledger\n%v\nwant\n%v", got.Ledger, want.Ledger)
	}
}

// TestReduceRandomTables: whatever stands in a table, totals beside parts, splits,
// withheld lines, several editions, flows given twice, Reduce says of it what Table says.
// Where one of the two is an error, so is the other.
func TestReduceRandomTables(t *testing.T) {
	errs := 0
	for seed := range uint64(2000) {
		rnd := rand.New(rand.NewPCG(seed, 8))
		pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
		few := func(list ...string) string { // mostly the first
			if rnd.IntN(12) > 0 {
				return list[0]
			}
			return pick(list...)
		}
		allCodes := []string{"854231", "854239", "880622", "901380", "690390", "810890", "852580", "8542", "8806", "9001", "85", "TOTAL", "85423110", "85XXXXXX", "8542SSS1", "999999"}
		dirty := rnd.IntN(4)
		codesHere := allCodes[:6+rnd.IntN(2)]
		switch dirty {
		case 1:
			codesHere = allCodes
		case 2:
			codesHere = allCodes[:12]
		}
		monthly, edition := rnd.IntN(3) == 0, pick("HS2012", "HS2017", "HS2022", "")
		var b strings.Builder
		b.WriteString(strings.Join(fieldNames(), ",") + "\n")
		seen := map[string]bool{}
		for range 1 + rnd.IntN(80) {
			period := pick("2019", "2020", "2021")
			if monthly {
				period = few("2020-01", "2020-02", "2020-03", "2020-01/02", "2020")
			}
			mode, partner2, procedure := "", "", ""
			if dirty == 2 {
				mode, partner2, procedure = few("", "2000", "2100", "1000"), few("", "HKG"), few("", "C04")
			}
			reporter, partner := pick("DEU", "FRA", "CHN", "HRV", few("EU27", "EU27", "WLD")), pick("RUS", "KAZ", "UKR", "DEU", "FRA", few("ARM", "WLD", "EU27", "XXX"))
			flow := strings.Join([]string{period, reporter, partner, few("export", "import", "re-export"), pick(codesHere...)}, ",")
			row := flow + "|" + partner2 + mode + procedure
			if seen[row] && rnd.IntN(40) > 0 {
				continue
			}
			seen[row] = true
			value := strconv.Itoa(rnd.IntN(5000)) + few("", ".5", ".125")
			if rnd.IntN(25) == 0 {
				value = ""
			}
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", flow, few(edition, "HS2022"), value, few("USD", "USD", "USD", "EUR"), few("FOB", "CIF", ""),
				pick("", "12.5", "3"), few("false", "true"), pick("", "7"), few("u", "u", "m2"), few("false", "true"), partner2, mode, procedure, few("", "7"), few("", "value", "net weight"), few("made up", "Eurostat Comext"))
		}
		q := Query{Direction: Export, Frequency: Annual, By: Dims(rnd.IntN(16)), Measure: Measure(rnd.IntN(4))}
		if monthly {
			q.Frequency = Monthly
		}
		if rnd.IntN(3) == 0 {
			q.Reporters = append(q.Reporters, []Country{"DEU", "EU27", "CHN"}[rnd.IntN(3)])
		}
		if rnd.IntN(3) == 0 {
			q.Partners = append(q.Partners, []Country{"RUS", "EU27", "WLD", "KAZ"}[rnd.IntN(4)])
		}
		if rnd.IntN(3) == 0 {
			q.From = []Period{Year(2020), Month(2020, time.February)}[rnd.IntN(2)]
		}
		if rnd.IntN(4) == 0 {
			q.To = Year(2020)
		}
		switch rnd.IntN(4) {
		case 0:
			q.By &^= Category
		case 1:
			q.Scheme = hscodes.Chapters()
		default:
			q.Scheme = hscodes.DualUse()
		}
		if rnd.IntN(5) == 0 {
			q.Codes = codes("8542", "880622")
		}
		if rnd.IntN(5) == 0 {
			q.Edition = hscodes.HS2022
		}
		if q.Validate() != nil {
			continue
		}
		f := folder(t, map[string]string{"a.csv": b.String()})
		if table, err := f.Load(t.Context()); err == nil {
			if _, err := table.Aggregate(t.Context(), q); err != nil {
				errs++
			}
			reduceToo(t, table.Records(t.Context()), q)
			table.Release()
		}
		if t.Failed() {
			t.Fatalf("seed %d, query %+v, table\n%s", seed, q, b.String())
		}
	}
	t.Logf("%d errors", errs)
}

// TestReduceRefuses: a text that would lose rows, or count them as another economy's, is
// an error, also where the years that are asked for would pass it by.
func TestReduceRefuses(t *testing.T) {
	row := func(change ...string) map[string]string {
		m := map[string]string{"period": "2022", "reporter": "CHN", "partner": "RUS", "direction": "export", "code": "880622", "edition": "HS2022", "value": "1", "currency": "USD", "source": "made up"}
		m[change[0]] = change[1]
		return m
	}
	for _, c := range []struct{ column, text, words string }{
		{"period", "", "column period"},
		{"period", " 2022", "column period"},
		{"period", "6/2022", "column period"},
		{"reporter", "", "column reporter: a row has none"},
		{"reporter", "DEU ", "column reporter"},
		{"partner", "", "column partner: a row has none"},
		{"partner", "WLD ", "column partner"},
		{"partner", "WLD\x00\x00", "column partner"},
		{"currency", "", "column currency: a row has none"},
		{"source", "", "column source: a row has none"},
		{"direction", "", "column direction"},
		{"code", "", "column code"},
	} {
		for _, q := range []Query{{Direction: Export, Frequency: Annual}, {Direction: Export, Frequency: Annual, From: Year(2022), To: Year(2022), By: Partner}} {
			m := recalled{row("value", "2"), row(c.column, c.text)}
			if p, err := Reduce(t.Context(), q, "a table", m.answer); err == nil || !strings.Contains(err.Error(), c.words) {
				t.Errorf("%s %q: panel %v, error %v, want %q", c.column, c.text, p, err, c.words)
			}
		}
	}
	months := recalled{row("period", "2022-06"), row("period", "202206")}
	if _, err := Reduce(t.Context(), Query{Direction: Export, Frequency: Monthly}, "a table", months.answer); err == nil || !strings.Contains(err.Error(), "column period") {
		t.Errorf("two texts for one period: error %v", err)
	}
}

// TestReduceShortSigns: codes that are in one edition alone, beside codes of another, do
// not make lists of all codes.
func TestReduceShortSigns(t *testing.T) {
	all := signs{}
	for i := range 1000 {
		all.add(fmt.Sprintf("8542%04d", i), []hscodes.Edition{hscodes.HS2017, hscodes.HS2022}[i%2], "+")
	}
	if n := all.shortest(); n != 2 {
		t.Errorf("codes without a difference are told apart by %d characters", n)
	}
	all.add("85429999", hscodes.HS2017, "-")
	if n := all.shortest(); n != 6 {
		t.Errorf("one code that differs is told apart by %d characters", n)
	}
	all.add("85420999", hscodes.HS2017, "-")
	if n := all.shortest(); n != 0 {
		t.Errorf("a code beside others that differ is told apart by %d characters", n)
	}
}

func fieldNames() (names []string) {
	for _, f := range Schema.Fields() {
		names = append(names, f.Name)
	}
	return names
}
