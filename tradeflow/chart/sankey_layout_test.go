package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// laidOut returns the diagram behind a figure.
func laidOut(t *testing.T, size Size, stages ...*tradeflow.Panel) (*sankey, grouping) {
	t.Helper()
	f := Sankey(stages...)
	f.Size = size
	n, err := join(stages)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.subject()
	if err != nil {
		t.Fatal(err)
	}
	c, grouped, err := n.set(s, newFrame(f, s.sheet, nil, "").panel)
	if err != nil {
		t.Fatal(err)
	}
	return c, grouped
}

// bar returns the bar of an economy.
func (c *sankey) barOf(column int, name string) *node {
	for _, n := range c.columns[column] {
		if n.name == name {
			return n
		}
	}
	return nil
}

// someStages are up to three stages between made-up economies, with zeros,
// unknowns, amounts of very different sizes and flows past hubs.
func someStages(rng *rand.Rand) []*tradeflow.Panel {
	periods := [][]tradeflow.Period{in2023, in2021And2023}[rng.IntN(2)]
	names := func(k int) (out []string) {
		for i := range 1 + rng.IntN(7) {
			out = append(out, []string{"CHN", "DEU", "HKG", "SAU", "VCT", "A", "Q7", "TUR"}[(i+3*k)%8])
		}
		return out
	}
	columns := [][]string{names(0), names(1)}
	for range rng.IntN(3) {
		columns = append(columns, names(len(columns)))
	}
	var stages []*tradeflow.Panel
	for k := range len(columns) - 1 {
		var flows []any
		for _, a := range columns[k] {
			targets := slices.Clone(columns[k+1])
			if last := columns[len(columns)-1][0]; rng.IntN(3) == 0 && !slices.Contains(targets, last) {
				targets = append(targets, last)
			}
			for i, b := range targets {
				if i > 0 && rng.IntN(3) == 0 {
					continue
				}
				var v amounts
				for range periods {
					switch rng.IntN(12) {
					case 0:
						v = append(v, nan)
					case 1:
						v = append(v, 0)
					default:
						v = append(v, math.Round(math.Pow(10, 3+7*rng.Float64())))
					}
				}
				flows = append(flows, a, b, v)
			}
		}
		stages = append(stages, flowsOf(periods, flows...))
	}
	stages[0].Series[0].Set(0, 1e6, 1e6, tradeflow.OK)
	return stages
}

// TestSankeyConserves: a bar is as high as the larger of its sides, its bands
// stack up to their sum inside it and no bar or label covers another, on one
// scale throughout.
func TestSankeyConserves(t *testing.T) {
	const close = 1e-6
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 7))
		stages := someStages(rng)
		size := Size(seed % 4)
		c, _ := laidOut(t, size, stages...)
		for j := range c.periods {
			for k, column := range c.columns {
				below := vg.Length(math.Inf(1))
				var boxes []vg.Rectangle
				for _, n := range column {
					high := c.perUnit * c.height(n, j)
					if math.Abs(float64(n.high[j]-n.low[j])-high) > close {
						t.Fatalf("seed %d: the bar %s is %v high, not %v", seed, n.name, n.high[j]-n.low[j], high)
					}
					if n.high[j] > below+close || n.high[j] > c.frames[j].Max.Y+close || n.low[j] < c.frames[j].Min.Y-close {
						t.Fatalf("seed %d: the bar %s is out of place", seed, n.name)
					}
					below = n.low[j]
					for side, bands := range [2][]*band{n.in, n.out} {
						y := n.high[j]
						for _, b := range bands {
							at := b.at[j][slices.Index(b.stops, n)]
							if got := [2]vg.Length{at.in, at.out}[side]; math.Abs(float64(got-y)) > close {
								t.Fatalf("seed %d: a band of %s begins at %v, not %v", seed, n.name, got, y)
							}
							if cell := c.rows[b.row].cells[j]; cell.known {
								y -= vg.Length(c.perUnit * cell.value)
							}
						}
						if sum := c.sum(bands, j).value; math.Abs(float64(n.high[j]-y)-c.perUnit*sum) > close || y < n.low[j]-close {
							t.Fatalf("seed %d: the bands of %s reach %v, the bar %v", seed, n.name, y, n.low[j])
						}
					}
					x, y, a := c.labelAt(n, j)
					box := n.label[j].box(x, y, a)
					for _, other := range boxes {
						if overlap(box, other) > 1 && overlap(inset(box, 2), inset(other, 2)) > 0 {
							t.Fatalf("seed %d: the label of %s covers another", seed, n.name)
						}
					}
					boxes = append(boxes, box)
				}
				if k > 0 && c.x[j][k] < c.x[j][k-1]+c.bar {
					t.Fatalf("seed %d: columns overlap", seed)
				}
			}
		}
		nodes := 0
		for _, column := range c.columns {
			for _, n := range column {
				if !n.pass {
					nodes++
				}
			}
		}
		if nodes > mostNodes {
			t.Fatalf("seed %d: %d bars", seed, nodes)
		}
		// Nothing is lost or doubled when economies are merged.
		for j := range c.periods {
			var drawn, there float64
			unknown := 0
			for _, i := range c.drawn() {
				if k := c.rows[i].cells[j]; k.known {
					drawn += k.raw
				}
			}
			for _, p := range stages {
				for i := range p.Series {
					if k := read(&p.Series[i], j); k.known {
						there += k.raw
					} else {
						unknown++
					}
				}
			}
			if math.Abs(drawn-there) > 1e-9*there {
				t.Fatalf("seed %d: %v is drawn of %v", seed, drawn, there)
			}
			if unknown > 0 && !slices.ContainsFunc(c.drawn(), func(i int) bool { return !c.rows[i].cells[j].known }) {
				t.Fatalf("seed %d: no unknown flow is drawn", seed)
			}
		}
	}
}

// TestSankeyLint: whatever the flows, the diagram is fit to print.
func TestSankeyLint(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	full := 0
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 7))
		stages := someStages(rng)
		f := Sankey(stages...)
		f.Title = "Made-up flows"
		for f.Size = range Slide + 1 {
			for _, i := range f.Lint() {
				if len(stages) > 2 && i.Rule == "cannot draw" {
					full++ // four columns with the longest names, twice one above the other
					continue
				}
				t.Errorf("seed %d, size %d: %s", seed, f.Size, i)
			}
		}
	}
	if full > 2 {
		t.Errorf("%d diagrams of 240 cannot be drawn", full)
	}
}

func TestFill(t *testing.T) {
	for _, c := range []struct {
		values, least []float64
		room, scale   float64
		ok            bool
	}{
		{[]float64{30, 10}, []float64{5, 5}, 80, 2, true},
		{[]float64{30, 1}, []float64{5, 5}, 80, 2.5, true},    // 75 and a label of 5
		{[]float64{30, 0}, []float64{20, 20}, 80, 2, true},    // a zero has its label
		{[]float64{0, 0}, []float64{20, 20}, 80, 0, true},     // nothing at all
		{[]float64{30, 1}, []float64{50, 50}, 80, 0, false},   // no room for the labels
		{[]float64{8, 4, 1}, []float64{5, 9, 9}, 26, 1, true}, // one is held after the other
	} {
		if scale, ok := fill(c.values, c.least, c.room); scale != c.scale || ok != c.ok {
			t.Errorf("%+v: %v, %v", c, scale, ok)
		}
	}
}
