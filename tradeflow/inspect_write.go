package tradeflow

import (
	"cmp"
	"fmt"
	"strings"
)

// String prints the inspection for eyes.
func (in *Inspection) String() string {
	var b strings.Builder
	for _, f := range in.Ledger.Files {
		what := f.Format
		if f.Skipped != "" {
			what = "skipped: " + f.Skipped
		}
		fmt.Fprintf(&b, "%s: %s, %d rows\n", f.Path, what, f.Rows)
	}
	for _, c := range in.Flows {
		fmt.Fprintf(&b, "\n%ss, %s: %d rows, %s, %s\n", c.Direction, c.Frequency, c.Rows, Unit{Amount, c.Unit}.Format(c.Value)+" of single economies", cmp.Or(c.Valuation, "valuation not stated"))
		fmt.Fprintf(&b, "  reporters  %d: %s\n", len(c.Reporters), some(words(c.Reporters), 12))
		fmt.Fprintf(&b, "  partners   %d: %s\n", len(c.Partners), some(words(c.Partners), 12))
		fmt.Fprintf(&b, "  periods    %s\n", periodList(c.Periods))
		if len(c.Missing) > 0 {
			fmt.Fprintf(&b, "  missing    %s\n", some(c.Missing, 6))
		}
		fmt.Fprintf(&b, "  editions   %s\n", cmp.Or(c.Editions.String(), "not declared"))
		fmt.Fprintf(&b, "  weights    %.1f %% estimated\n", 100*c.Estimated)
		for _, e := range c.Excess {
			fmt.Fprintf(&b, "  twice      %s in %d rows: %s\n", Unit{Amount, c.Unit}.Format(e.Value), e.Rows, e.Reason)
		}
		for _, w := range c.Warnings {
			fmt.Fprintf(&b, "  note       %s\n", w.Text)
		}
	}
	fmt.Fprintf(&b, "\n%s", in.Ledger)
	for _, d := range in.Doubts {
		fmt.Fprintf(&b, "\ndoubt: %s\n", d)
	}
	return b.String()
}

func words(list []Country) (out []string) {
	for _, c := range list {
		out = append(out, string(c))
	}
	return out
}
