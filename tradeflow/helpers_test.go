package tradeflow

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// folder makes Files of made-up files; every test that reads them checks that
// no Arrow memory is left over.
func folder(t testing.TB, files map[string]string) *Files {
	t.Helper()
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	t.Cleanup(func() { mem.AssertSize(t, 0) })
	fsys := fstest.MapFS{}
	f := &Files{FS: fsys, mem: mem}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		f.Paths = append(f.Paths, name)
	}
	slices.Sort(f.Paths)
	return f
}

// ask answers a query twice, from the files and from a table loaded of them,
// and by Reduce,
// and fails unless the answers are the same and the ledger adds up.
func ask(t testing.TB, f *Files, q Query) *Panel {
	t.Helper()
	p, err := f.Aggregate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	table, err := f.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer table.Release()
	again, err := table.Aggregate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := lines(p), lines(again); a != b {
		t.Errorf("files say\n%sthe table says\n%s", a, b)
	}
	if a, b := p.Ledger.String(), again.Ledger.String(); a != b {
		t.Errorf("the ledger of the files is\n%sof the table\n%s", a, b)
	}
	if err := p.Ledger.Check(); err != nil {
		t.Error(err)
	}
	if f.Duplicates == Refuse {
		reduceToo(t, table.Records(context.Background()), q)
	}
	return p
}

// lines writes a panel as tests want it: a line for each cell.
func lines(p *Panel) string {
	var b strings.Builder
	for _, s := range p.Series {
		for i, period := range p.Periods {
			fmt.Fprintf(&b, "%s", period)
			for _, word := range []string{string(s.Key.Reporter), string(s.Key.Partner), s.Key.Category, s.Key.Commodity.String()} {
				if word != "" && s.Key.Commodity.IsValid() || word != "" && word != s.Key.Commodity.String() {
					b.WriteString(" " + word)
				}
			}
			switch {
			case !s.Status[i].HasNumber():
				fmt.Fprintf(&b, " %s", s.Status[i])
			case s.Upper[i] != s.Values[i]:
				fmt.Fprintf(&b, " %v to %v", s.Values[i], s.Upper[i])
			case s.Status[i] == Implied:
				b.WriteString(" implied zero")
			default:
				fmt.Fprintf(&b, " %v", s.Values[i])
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// expect compares a panel with lines, whose indentation does not matter.
func expect(t testing.TB, p *Panel, want string) {
	t.Helper()
	var clean strings.Builder
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line != "" {
			clean.WriteString(line + "\n")
		}
	}
	if got := lines(p); got != clean.String() {
		t.Errorf("got\n%swant\n%s", got, clean.String())
	}
}

func codes(list ...string) (out []hscodes.Code) {
	for _, c := range list {
		out = append(out, hscodes.MustParse(c))
	}
	return out
}

// chips is a small scheme for tests: chips in all editions, drones since HS2022.
func chips(t testing.TB) *hscodes.Scheme {
	t.Helper()
	s, err := hscodes.NewScheme(hscodes.SchemeInfo{Name: "test", Version: "1"},
		hscodes.Category{Name: "chips", Label: "Chips", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8542")}}},
		hscodes.Category{Name: "drones", Label: "Drones", Entries: []hscodes.Entry{{Code: hscodes.MustParse("8806"), From: hscodes.HS2022, To: hscodes.HS2022}}},
		hscodes.Category{Name: "optics", Label: "Optics", Entries: []hscodes.Entry{{Code: hscodes.MustParse("901380"), Partial: true}, {Code: hscodes.MustParse("900510")}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// api writes UN Comtrade API rows from short ones of the columns
// period reporter flow partner code value, and optional name=value pairs.
func api(rows ...string) string {
	var b strings.Builder
	b.WriteString("\xef\xbb\xbftypeCode,freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitCode,qty,isQtyEstimated,netWgt,isNetWgtEstimated,cifvalue,fobvalue,primaryValue\r\n")
	for _, row := range rows {
		f := strings.Fields(row)
		set := map[string]string{"partner2": "0", "edition": "H6", "customs": "C00", "mot": "0", "unit": "-1", "qty": "", "kg": "", "est": "False", "cif": "", "fob": ""}
		for _, pair := range f[6:] {
			k, v, _ := strings.Cut(pair, "=")
			set[k] = v
		}
		freq := "A"
		if len(f[0]) == 6 {
			freq = "M"
		}
		fmt.Fprintf(&b, "C,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,False,%s,%s,%s,%s,%s\r\n", freq, f[0], f[1], f[2], f[3], set["partner2"], set["edition"], f[4],
			set["customs"], set["mot"], set["unit"], set["qty"], set["kg"], set["est"], set["cif"], set["fob"], f[5])
	}
	return b.String()
}
