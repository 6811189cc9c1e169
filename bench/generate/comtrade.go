package generate

import (
	"bufio"
	"cmp"
	"io"
	"math"
	"slices"
)

// Comtrade writes a table of about size bytes as UN Comtrade's API gives it:
// annual imports, exports and re-exports, reporter by reporter, with all the rows
// that a naive sum would count twice: World beside the partners, all goods,
// chapters and headings beside subheadings, modes of transport beside their total.
func Comtrade(w io.Writer, size int64) error {
	out := bufio.NewWriterSize(w, 1<<20)
	out.WriteString(comtradeHeader)
	t := &comtradeTable{source: newSource(2), out: out, partners: slices.Clone(Economies()), goods: newGoods()}
	slices.SortFunc(t.partners, func(a, b Economy) int { return cmp.Compare(a.number, b.number) })
	for _, p := range t.partners {
		t.names = append(t.names, p.Number+","+p.Code+","+quoted(p.Name))
	}
	// What a flow comes to, with its share of all totals, is learnt on the way.
	flows, weight, perFlow := 0.0, 1.0, 1200.0
	for _, reporter := range reporters(size) {
		wanted := max(float64(size-t.written), 0) * reporter.weight / weight / perFlow
		for year := firstYear; year <= lastYear; year++ {
			for _, d := range comtradeDirections {
				t.publication = newPublication(reporter, year, d.words)
				t.publish(wanted * d.share / years)
			}
		}
		flows, weight = flows+wanted, weight-reporter.weight
		perFlow = float64(t.written) / flows
	}
	return out.Flush()
}

// reporters returns, by number, who reports in a file of that size: the larger
// economies, fewer in a small file, so that each has partners for most of its goods.
func reporters(size int64) []Economy {
	list := slices.Clone(Economies()[:min(max(size/10e6, 40), 120)])
	total := 0.0
	for _, e := range list {
		total += e.weight
	}
	for i := range list {
		list[i].weight /= total
	}
	slices.SortFunc(list, func(a, b Economy) int { return cmp.Compare(a.number, b.number) })
	return list
}

var comtradeDirections = []struct {
	words string
	share float64 // of all flows
}{{"M,Import", 0.5}, {"RX,Re-export", 0.1}, {"X,Export", 0.4}}

type comtradeTable struct {
	source
	publication
	out      *bufio.Writer
	written  int64
	partners []Economy // by number
	names    []string  // of the partners, as columns
	goods    []good
	line     []byte
}

// flow is what one partner and one code came to.
type flow struct {
	partner int
	amount
}

// amount is in thousandths.
type amount struct{ value, weight int64 }

func (a *amount) add(b amount) { a.value, a.weight = a.value+b.value, a.weight+b.weight }

// publish writes what a reporter published for one year and direction. Totals stand
// before their parts, so all parts are drawn before anything is written.
func (t *comtradeTable) publish(flows float64) {
	drawn := make([][]flow, len(t.goods))
	for i, g := range t.goods {
		if g.leaf {
			drawn[i] = t.draw(g.spread * flows / float64(t.goods[0].leaves))
		}
	}
	for i, g := range t.goods {
		list := drawn[i]
		if !g.leaf {
			list = t.sum(i, drawn)
		}
		if list == nil {
			continue
		}
		var world amount
		for _, f := range list {
			world.add(f.amount)
		}
		t.row(g, "0,W00,World", allModes, world, true)
		for _, f := range list {
			t.row(g, t.names[f.partner], allModes, f.amount, !g.leaf)
			if t.splits && g.leaf {
				t.split(g, t.names[f.partner], f.amount)
			}
		}
	}
}

// draw makes up the partners of one subheading: of many goods a reporter trades
// nothing, of some with nearly everyone.
func (t *comtradeTable) draw(about float64) (list []flow) {
	x := t.ExpFloat64()
	p := math.Min(about*x*x*x/6/float64(len(t.partners)), 0.9)
	if p < 1e-9 {
		return nil
	}
	scale := 1e6 * (1 + float64(500*t.reporter.weight))
	for j := t.gap(p) - 1; j < len(t.partners); j += t.gap(p) {
		if t.partners[j].number == t.reporter.number {
			continue
		}
		a := amount{value: t.amount(scale)}
		if t.whole {
			a.value += 1000 - a.value%1000
		}
		a.weight = 1 + a.value/int64(1+t.Uint32()%64)
		list = append(list, flow{j, a})
	}
	return list
}

// sum adds up, by partner, the subheadings below a code.
func (t *comtradeTable) sum(i int, drawn [][]flow) (list []flow) {
	sums := make([]amount, len(t.partners))
	for j := i + 1; j < t.goods[i].end; j++ {
		for _, f := range drawn[j] {
			sums[f.partner].add(f.amount)
		}
	}
	for j, a := range sums {
		if a.value > 0 {
			list = append(list, flow{j, a})
		}
	}
	return list
}

// split writes a flow by mode of transport, beside its total.
func (t *comtradeTable) split(g good, partner string, a amount) {
	for i, mode := range modes {
		part := amount{a.value * int64(t.Uint32()%1000) / 1000, a.weight / 2}
		if i == len(modes)-1 {
			part = a
		}
		if part.value > 0 {
			t.row(g, partner, mode, part, false)
		}
		a.value, a.weight = a.value-part.value, a.weight-part.weight
	}
}
