package oracle

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Table is an answer that is not keys by periods: a head, and rows of numbers
// (float64 or int) and words (string, or anything that prints).
type Table struct {
	Head []string
	Rows [][]any
}

func (c *Case) problem(format string, args ...any) {
	c.Problems = append(c.Problems, fmt.Sprintf(format, args...))
}

// comparePanels compares a panel with the table of a block.
func (c *Case) comparePanels(got *tradeflow.Panel, b block) error {
	want, withEditions, err := b.panel()
	if err != nil {
		return err
	}
	if b.unit != "" && got.Unit.String() != b.unit {
		c.problem("unit %q, want %q", got.Unit, b.unit)
	}
	if b.statistic != "" && got.Statistic != b.statistic {
		c.problem("statistic %q, want %q", got.Statistic, b.statistic)
	}
	if len(got.Warnings) != len(b.warnings) {
		c.problem("%d warnings, want %d: %q", len(got.Warnings), len(b.warnings), got.Warnings)
	}
	for i := range min(len(got.Warnings), len(b.warnings)) {
		if got.Warnings[i].Text != b.warnings[i] {
			c.problem("warning\n%q, want\n%q", got.Warnings[i].Text, b.warnings[i])
		}
	}
	if !slices.Equal(got.Periods, want.Periods) {
		c.problem("periods %v, want %v", got.Periods, want.Periods)
		return nil
	}
	if len(got.Series) != len(want.Series) {
		c.problem("%d series, want %d", len(got.Series), len(want.Series))
		return nil
	}
	for i := range want.Series {
		w, g := &want.Series[i], &got.Series[i]
		if g.Key != w.Key {
			c.problem("series %d is %v, want %v", i, g.Key, w.Key)
			continue
		}
		for j, t := range want.Periods {
			text := b.table[1+i][1+j]
			cell := Cell{Row: b.table[1+i][0], Column: t.String(), Expected: text, Computed: show(g, j, withEditions)}
			low, high := w.Bounds(j)
			gotLow, gotHigh := g.Bounds(j)
			value, bounds, bracketed := strings.Cut(strings.TrimSuffix(text, "]"), "[")
			if !bracketed {
				bounds = value
			}
			from, to, isRange := strings.Cut(bounds, "..")
			if !isRange {
				to = from
			}
			cell.Agrees = g.Status[j] == w.Status[j] && near(g.Values[j], w.Values[j], value) && near(gotLow, low, from) && near(gotHigh, high, to) &&
				(!withEditions || g.Editions[j] == w.Editions[j])
			c.Cells = append(c.Cells, cell)
		}
	}
	return nil
}

// compareTables compares a table with that of a block, cell by cell.
func (c *Case) compareTables(got Table, b block) error {
	if len(b.table) == 0 {
		return fmt.Errorf("no table follows")
	}
	if !slices.Equal(got.Head, b.table[0]) {
		c.problem("columns %q, want %q", got.Head, b.table[0])
		return nil
	}
	if len(got.Rows) != len(b.table)-1 {
		c.problem("%d rows, want %d: %v", len(got.Rows), len(b.table)-1, got.Rows)
		return nil
	}
	for i, row := range got.Rows {
		want := b.table[1+i]
		if len(row) != len(want) {
			return fmt.Errorf("row %q has %d cells, the answer has %d", want[0], len(want), len(row))
		}
		for j, v := range row {
			if j == 0 && fmt.Sprint(v) == want[0] {
				continue
			}
			cell := Cell{Row: want[0], Column: b.table[0][j], Expected: want[j], Computed: word(v)}
			cell.Agrees = cell.Computed == want[j]
			if x, ok := v.(float64); ok {
				w, err := numberOf(want[j])
				cell.Agrees = err == nil && near(x, w, want[j])
			}
			c.Cells = append(c.Cells, cell)
		}
	}
	return nil
}

func word(v any) string {
	if x, ok := v.(float64); ok {
		return number(x)
	}
	return fmt.Sprint(v)
}

// show prints a cell as the tables have it.
func show(s *tradeflow.Series, j int, withEditions bool) string {
	text := number(s.Values[j])
	low, high := s.Bounds(j)
	if s.Status[j] != tradeflow.OK {
		for name, status := range statuses {
			if status == s.Status[j] {
				text = name
			}
		}
	}
	switch {
	case s.Lower != nil && (low < high || !s.Status[j].HasNumber() && (low == low || high == high)):
		text += " [" + number(low) + ".." + number(high) + "]"
	case s.Lower == nil && low < high:
		text = number(low) + ".." + number(high)
	}
	if withEditions && s.Editions[j] != 0 {
		text += "@" + s.Editions[j].String()
	}
	return text
}

func number(v float64) string {
	if math.IsNaN(v) {
		return "?"
	}
	return strconv.FormatFloat(v, 'g', 12, 64)
}

// near compares with what a table says: to a millionth of a millionth, and after a
// "~" to the last digit that is printed.
func near(got, want float64, text string) bool {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return true
	}
	tolerance := 1e-12 * max(1, math.Abs(want))
	if digits, ok := strings.CutPrefix(strings.TrimSpace(text), "~"); ok {
		digits, exponent, _ := strings.Cut(digits, "e")
		_, fraction, _ := strings.Cut(digits, ".")
		e, _ := strconv.Atoi(exponent)
		tolerance = 0.5000001 * math.Pow10(e-len(fraction))
	}
	return math.Abs(got-want) <= tolerance
}
