package reroute

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// book is a panel, read by key: two windows of it, or its own periods.
type book struct {
	panel     *tradeflow.Panel
	at        map[tradeflow.Key]int
	published *cells.Published
	partners  *cells.Published              // of exports, which may be imports that were turned: who is in them; else nil
	turned    bool                          // imports: partners declare them
	silent    map[tradeflow.Country][2]bool // declarants with no number at all in a window
	months    [2]float64
}

// declarant is who declares a flow.
func (b *book) declarant(k tradeflow.Key) tradeflow.Country {
	if b.turned {
		return k.Partner
	}
	return k.Reporter
}

// openExports reads exports, or imports, which it turns: then partners declare them.
// Imports that the caller has turned look like exports, and the exporters in them
// like declarants. So in exports a flow that is not there is a zero only where its
// partner is in the panel too: what Armenia bought from China says nothing of what
// Russia did.
func openExports(p *tradeflow.Panel) *book {
	if p.Query.Direction == tradeflow.Import {
		p = p.Flip()
		return &book{panel: p, at: cells.Places(p), published: cells.Publications(p, tradeflow.Partner), turned: true}
	}
	return &book{panel: p, at: cells.Places(p), published: cells.Publications(p, tradeflow.Reporter), partners: cells.Publications(p, tradeflow.Partner)}
}

// openImports reads imports as they are declared.
func openImports(p *tradeflow.Panel) *book {
	return &book{panel: p, at: cells.Places(p), published: cells.Publications(p, tradeflow.Reporter)}
}

// windows opens the sums of two windows; a panel that is not known gives nil.
func windows(open func(*tradeflow.Panel) *book, p *tradeflow.Panel, before, after tradeflow.Period) *book {
	if p == nil {
		return nil
	}
	sums, err := p.Windows(before, after)
	if err != nil {
		panic("reroute.Screen: " + err.Error())
	}
	b := open(sums)
	b.months = [2]float64{float64(before.Months()), float64(after.Months())}
	b.silent = map[tradeflow.Country][2]bool{}
	for i := range p.Series { // as it was declared
		s := &p.Series[i]
		by := s.Key.Reporter
		silent, seen := b.silent[by]
		if !seen {
			silent = [2]bool{true, true}
		}
		for j, t := range p.Periods {
			if s.Status[j].HasNumber() {
				silent[0] = silent[0] && !before.Contains(t)
				silent[1] = silent[1] && !after.Contains(t)
			}
		}
		b.silent[by] = silent
	}
	return b
}

// line is one key of a book.
type line struct {
	series *tradeflow.Series // nil: the panel has none
	absent cells.Absent
	beside *cells.Absent // what its partner's side says of it; nil: nothing
}

func (b *book) line(k tradeflow.Key) line {
	if i, known := b.at[k]; known {
		return line{series: &b.panel.Series[i]}
	}
	l := line{absent: b.published.Absent(k)}
	if b.partners != nil {
		beside := b.partners.Absent(k)
		l.beside = &beside
	}
	return l
}

// cell returns what is known of a line in column j.
func (l line) cell(j int) cells.Cell {
	s := l.series
	if s == nil {
		c := l.absent.Cell(j)
		if l.beside != nil && c.Known() && !l.beside.Cell(j).Known() {
			return l.beside.Cell(j)
		}
		return c
	}
	c := cells.Cell{Value: s.Values[j], Low: s.Values[j], High: s.Upper[j], Status: s.Status[j], Editions: s.Editions[j]}
	if c.Status == tradeflow.NotInNomenclature {
		c.Status = tradeflow.EditionBreak
	}
	return c
}

// sums adds up columns over economies and goods. A sum is unknown where a part is;
// the reporters of which one is are named.
func (b *book) sums(columns []int, from, to []tradeflow.Country, goods []tradeflow.Key) (sums []cells.Cell, unknown []tradeflow.Country) {
	sums = make([]cells.Cell, len(columns))
	for _, reporter := range from {
		known := true
		for _, partner := range to {
			for _, k := range goods {
				k.Reporter, k.Partner = reporter, partner
				l := b.line(k)
				for i, j := range columns {
					c, sum := l.cell(j), &sums[i]
					sum.Low, sum.High, sum.Editions = sum.Low+c.Low, sum.High+c.High, sum.Editions|c.Editions
					if c.Known() {
						continue
					}
					known = false
					if c.Status == tradeflow.IncompleteWindow && b.silent[b.declarant(k)][min(j, 1)] {
						c.Status = tradeflow.NotReported
					}
					if sum.Known() || c.Status == tradeflow.EditionBreak {
						sum.Status = c.Status
					}
				}
			}
		}
		if !known {
			unknown = append(unknown, reporter)
		}
	}
	for i := range sums {
		sum := &sums[i]
		if sum.Known() && cells.Wide(sum.Low, sum.High, cells.Tolerance(b.panel)) {
			sum.Status = tradeflow.EditionBreak
		}
		sum.Value = sum.Low
		if !sum.Known() {
			sum.Value = math.NaN()
		}
	}
	return sums, unknown
}

var bothWindows = []int{0, 1}

// flow returns the flow from some economies to others, per month of the windows.
func (b *book) flow(from, to []tradeflow.Country, goods ...tradeflow.Key) Flow {
	if b == nil {
		nothing := Level{math.NaN(), tradeflow.NotReported}
		return Flow{Before: nothing, After: nothing, Unknown: slices.Clone(from)}
	}
	sums, unknown := b.sums(bothWindows, from, to, goods)
	f := Flow{N: len(from) - len(unknown), Unknown: unknown}
	f.Before = Level{sums[0].Value / b.months[0], sums[0].Status}
	f.After = Level{sums[1].Value / b.months[1], sums[1].Status}
	for _, k := range goods {
		f.rebuilt = f.rebuilt || !cells.SameGoods(b.panel, k, sums[0].Editions, sums[1].Editions)
	}
	return f
}

// unit is that of a panel's amounts per month.
func (b *book) unit() tradeflow.Unit {
	return tradeflow.Unit{Kind: tradeflow.PerUnit, Name: b.panel.Unit.Name + " per month"}
}

// alike reports whether two panels are in the same unit; one that is not known does
// not disagree.
func alike(a, b *book) bool { return a == nil || b == nil || a.panel.Unit == b.panel.Unit }
