package warehouse

import (
	"cmp"
	"context"
	"encoding/csv"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// illustrative is a made-up table, small enough to be checked by hand, with what is
// difficult in real ones: World beside economies, a heading beside its codes, a flow
// that is split by mode of transport, a withheld line and value, two editions, a month
// beside years.
const illustrative = `period,reporter,partner,direction,code,edition,value,currency,valuation,net_weight,net_weight_estimated,quantity,quantity_unit,mode,source
2021,CHN,RUS,export,880220,HS2017,900.5,USD,FOB,3,false,,,,illustrative
2021,CHN,WLD,export,880220,HS2017,2000,USD,FOB,9,false,,,,illustrative
2021,DEU,KAZ,export,854231,HS2017,50.07,USD,FOB,,false,,,,illustrative
2022,CHN,RUS,export,880622,HS2022,1000.001,USD,FOB,4.5,false,7,u,,illustrative
2022,CHN,KAZ,export,880622,HS2022,,USD,FOB,1,false,,,,illustrative
2022,CHN,WLD,export,880622,HS2022,5000,USD,FOB,20,false,30,u,,illustrative
2022,CHN,RUS,export,8542,HS2022,300,USD,FOB,,false,,,,illustrative
2022,CHN,RUS,export,854231,HS2022,100,USD,FOB,2,true,,,,illustrative
2022,CHN,RUS,import,880622,HS2022,40,USD,CIF,1,false,,,,illustrative
2022,DEU,KAZ,export,854231,HS2022,60.5,USD,FOB,1.25,false,,,2000,illustrative
2022,DEU,KAZ,export,854231,HS2022,70.25,USD,FOB,1,false,,,3000,illustrative
2022,DEU,KAZ,export,85XXXXXX,HS2022,5,USD,FOB,,false,,,,illustrative
2022-01,DEU,KAZ,export,854231,HS2022,12.345,USD,FOB,0.125,false,,,,illustrative
`

// madeUp is rows by the names of their columns. It answers Asks row by row, as slowly
// and plainly as can be.
type madeUp []map[string]string

func rowsOf(t testing.TB, text string) (m madeUp) {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		m = append(m, row)
	}
	return m
}

// filesOf reads the same text as a file.
func filesOf(text string) *tradeflow.Files {
	return &tradeflow.Files{FS: fstest.MapFS{"illustrative.csv": {Data: []byte(text)}}, Paths: []string{"illustrative.csv"}}
}

func say(t tradeflow.Term, row map[string]string) string {
	text := row[t.Column]
	if t.Column == tradeflow.Splits {
		n := 0
		for i, c := range []string{"partner2", "mode", "procedure"} {
			if row[c] != "" {
				n += 1 << i
			}
		}
		text = strconv.Itoa(n)
	}
	if t.First > 0 && len(text) > t.First {
		text = text[:t.First]
	}
	if t.Sort == nil {
		return text
	}
	if n, ok := t.Sort[text]; ok {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(t.Else)
}

func passes(f tradeflow.Filter, row map[string]string) bool {
	text := say(f.Term, row)
	if f.To != "" {
		return f.From <= text && text < f.To
	}
	return slices.Contains(f.In, text) != f.Not
}

// amountOf reads an amount without floating point.
func amountOf(text string) (n tradeflow.Thousandths, ok bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	i, err := strconv.ParseInt(whole+(fraction + "000")[:3], 10, 64)
	return tradeflow.Thousandths(i), err == nil && text != ""
}

func (m madeUp) groups(a tradeflow.Ask) []tradeflow.Group {
	column := map[tradeflow.Measure]string{tradeflow.Value: "value", tradeflow.NetWeight: "net_weight", tradeflow.Quantity: "quantity"}[a.Measure]
	all, texts := map[string]*tradeflow.Group{}, map[string]map[string]bool{}
	for _, row := range m {
		if slices.ContainsFunc(a.Where, func(f tradeflow.Filter) bool { return !passes(f, row) }) {
			continue
		}
		var keys []string
		for _, t := range a.By {
			keys = append(keys, say(t, row))
		}
		k := strings.Join(keys, "\x00")
		if all[k] == nil {
			all[k], texts[k] = &tradeflow.Group{Keys: keys}, map[string]bool{}
		}
		g := all[k]
		g.Rows++
		texts[k][row[cmp.Or(a.Distinct, "period")]] = true
		if a.Distinct != "" {
			g.Rows = int64(len(texts[k]))
			continue
		}
		value, _ := amountOf(row["value"])
		g.Value += value
		measured, known := amountOf(row[column])
		if !known {
			g.Missing += value
			continue
		}
		g.Known++
		g.Measured += measured
		if row[column+"_estimated"] == "true" {
			g.Estimated += value
		}
	}
	var list []tradeflow.Group
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if !a.Repeated || all[k].Rows > 1 {
			list = append(list, *all[k])
		}
	}
	return list
}

// statements has a query answered from the rows, and tells what the table would have
// sent, with the answers.
func (m madeUp) statements(t *testing.T, table *Table, columns map[string]column, q tradeflow.Query, tell func(Statement, tradeflow.Measure, []tradeflow.Group)) error {
	t.Helper()
	_, err := tradeflow.Reduce(t.Context(), q, table.called(), func(_ context.Context, a tradeflow.Ask) iter.Seq2[tradeflow.Group, error] {
		answer := func(s Statement) iter.Seq2[tradeflow.Group, error] {
			own := a
			if a.Repeated && len(s.keys) == 1 { // where ClickHouse asks first whose rows lie where
				own.By, own.Repeated = []tradeflow.Term{{Column: "reporter"}}, false
			}
			groups := m.groups(own)
			if !s.never {
				tell(s, a.Measure, groups)
			}
			return func(yield func(tradeflow.Group, error) bool) {
				for _, g := range groups {
					if !yield(g, nil) {
						return
					}
				}
			}
		}
		if a.Repeated {
			return table.repeated(columns, a, answer)
		}
		return answer(table.statement(columns, a))
	})
	return err
}
