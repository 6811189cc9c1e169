package chart

import (
	"bytes"
	"slices"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// sparse is a made-up table of months of which a few are known.
func sparse(rows, columns int, known func(i, j int) bool) *tradeflow.Panel {
	var keys []tradeflow.Key
	var values [][]float64
	for i := range rows {
		keys = append(keys, tradeflow.Key{Category: "Category " + string(rune('A'+i))})
		row := make([]float64, columns)
		for j := range row {
			row[j] = nan
			if known(i, j) {
				row[j] = plainNumber(i, j)
			}
		}
		values = append(values, row)
	}
	return panelOf("value", tradeflow.Unit{Name: "EUR"}, months(2019, 1, columns), keys, values...)
}

// TestHeatAbsent: exactly the cells without a number are hatched, however they lie, and
// a table of hardly any numbers is no larger a file than Lint allows.
func TestHeatAbsent(t *testing.T) {
	for name, known := range map[string]func(i, j int) bool{
		"one known":   func(i, j int) bool { return i == 3 && j == 4 },
		"scattered":   func(i, j int) bool { return (i*7+j*5)%4 == 0 },
		"steps":       func(i, j int) bool { return j > 3*i },
		"one unknown": func(i, j int) bool { return i != 3 || j != 4 },
	} {
		for _, columns := range []int{12, 24, 36, 48} {
			f := Heat(sparse(15, columns, known))
			f.Title = "Months of which little is known"
			for f.Size = range Slide + 1 {
				c, p := laidHeat(t, f)
				hatchedOnly(t, c, p)
				for _, issue := range f.Lint() {
					t.Errorf("%s, %d months, size %d: %s", name, columns, f.Size, issue)
				}
			}
		}
	}
	var b bytes.Buffer
	f := Heat(sparse(15, 36, func(i, j int) bool { return i == 3 && j == 4 }))
	if err := f.Write(&b, SVG); err != nil || b.Len() > 120_000 {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}

// hatchedOnly reports cells that are hatched and have a number, and others that are
// not and have none.
func hatchedOnly(t *testing.T, c *heat, p *probe) {
	t.Helper()
	for i := range c.rows {
		for j := range c.columns {
			at := c.place(i, j)
			inside := inset(at, 0.5*c.sheet.pen)
			hatched := slices.ContainsFunc(p.strokes, func(m mark) bool { return m.color == hatchGrey && m.crosses(inside) })
			if hatched == c.numbered(i, j) {
				t.Errorf("row %d, column %d: hatched %v", i, j, hatched)
			}
		}
	}
	for _, s := range p.strokes {
		for _, run := range s.runs {
			for _, at := range run {
				if s.color == hatchGrey && (at.X < c.x0 || at.Y > c.tops[0] || at.X > c.area.Max.X+0.1) {
					t.Fatalf("a hatch reaches to %v", at)
				}
			}
		}
	}
}
