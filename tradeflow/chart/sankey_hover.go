package chart

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"
)

// targets are the bars, and pieces of the bands from their ends to where they
// cross others; the thinner lie above the thicker.
func (c *sankey) targets() (out []target) {
	const least = 3 // points, for a finger
	for j, t := range c.periods {
		bands := slices.Clone(c.bands)
		slices.SortStableFunc(bands, func(a, b *band) int { return cmp.Compare(c.thickness(b, j), c.thickness(a, j)) })
		for _, b := range bands {
			lines := []string{t.Words(), c.tip(b.row, j)}
			height := c.thickness(b, j)
			edge := c.edge(b, j, height/2)
			const pieces = 4
			step := (len(edge) - 1) / pieces
			for i := 0; i+step < len(edge); i += step {
				from, to := edge[i], edge[i+step]
				middle, half := (from.Y+to.Y)/2, max(height, least)/2
				out = append(out, target{vg.Rectangle{
					Min: vg.Point{X: from.X, Y: middle - half}, Max: vg.Point{X: to.X, Y: middle + half},
				}, lines})
			}
		}
		for k, column := range c.columns {
			for _, n := range column {
				if n.pass {
					continue
				}
				lines := []string{t.Words(), n.name}
				for _, side := range []struct {
					word  string
					bands []*band
				}{{"in: ", n.in}, {"out: ", n.out}} {
					if len(side.bands) == 0 {
						continue
					}
					sum := c.sum(side.bands, j)
					text := "n/a"
					if sum.known > 0 {
						text = c.source.Unit.Format(sum.value / c.unit.factor)
						if sum.unknown > 0 {
							text += " + n/a"
						}
					}
					lines = append(lines, side.word+text)
				}
				middle, half := (n.low[j]+n.high[j])/2, max(n.high[j]-n.low[j], least)/2
				out = append(out, target{vg.Rectangle{
					Min: vg.Point{X: c.x[j][k], Y: middle - half}, Max: vg.Point{X: c.x[j][k] + c.bar, Y: middle + half},
				}, lines})
			}
		}
	}
	return out
}
