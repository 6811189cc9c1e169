package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// ledgerOf is the ledger of all files together.
func ledgerOf(p *tradeflow.Panel) (t table) {
	if p.Ledger == nil {
		return t
	}
	total := p.Ledger.Total()
	counted, others := currencies(p)
	whole := total.Value%1000 == 0 && !slices.ContainsFunc(total.Lines, func(l tradeflow.LedgerLine) bool { return l.Value%1000 != 0 })
	t = table{Caption: "What became of every row that was read", Head: []string{"", "rows", "their value"}}
	add := func(name string, rows int64, value tradeflow.Thousandths, currency string) {
		text := money(value, whole)
		t.Rows = append(t.Rows, tableRow{name, []tableCell{{Text: commas(rows)}, {Text: strings.TrimSpace(text + " " + currency)}}})
	}
	add("read from "+total.Path, total.Rows, total.Value, others)
	for _, line := range total.Lines {
		name, currency := line.Fate.String(), others
		if line.Reason != "" {
			name += ": " + line.Reason
		}
		if line.Fate == tradeflow.Counted {
			currency = counted
		}
		add(name, line.Rows, line.Value, currency)
	}
	return t
}

// currencies are those of the rows that are counted and of the others, as far as they
// are certain. A panel holds one currency. Rows that it leaves out may have another:
// in files of several publishers, and in canonical files, which say it row by row.
func currencies(p *tradeflow.Panel) (counted, others string) {
	if p.Query.Measure != tradeflow.Value || p.Unit.Kind != tradeflow.Amount {
		return "", ""
	}
	format := ""
	for _, f := range p.Ledger.Files {
		switch {
		case f.Skipped != "":
		case f.Format == "" || strings.HasPrefix(f.Format, "canonical") || format != "" && f.Format != format:
			return p.Unit.Name, ""
		default:
			format = f.Format
		}
	}
	return p.Unit.Name, p.Unit.Name
}

// money prints an exact amount, without decimals where no amount of the table has any.
func money(v tradeflow.Thousandths, whole bool) string {
	sign, n := "", int64(v)
	if n < 0 {
		sign, n = "\u2212", -n
	}
	if whole {
		return sign + commas(n/1000)
	}
	return fmt.Sprintf("%s%s.%03d", sign, commas(n/1000), n%1000)
}

// commas prints a count with commas between thousands.
func commas(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
