package reroute

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/hscodes"
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
	ranges    map[tradeflow.Key]bool // the lines that were read and may hold more than is certain
	same      memo
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
		return &book{panel: p, at: cells.Places(p), published: cells.Publications(p, tradeflow.Partner), turned: true, ranges: map[tradeflow.Key]bool{}, same: memo{}}
	}
	return &book{panel: p, at: cells.Places(p), published: cells.Publications(p, tradeflow.Reporter), partners: cells.Publications(p, tradeflow.Partner), ranges: map[tradeflow.Key]bool{}, same: memo{}}
}

// openImports reads imports as they are declared.
func openImports(p *tradeflow.Panel) *book {
	return &book{panel: p, at: cells.Places(p), published: cells.Publications(p, tradeflow.Reporter), ranges: map[tradeflow.Key]bool{}, same: memo{}}
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
	key    tradeflow.Key
	series *tradeflow.Series // nil: the panel has none
	absent cells.Absent
	beside *cells.Absent // what its partner's side says of it; nil: nothing
}

func (b *book) line(k tradeflow.Key) line {
	if i, known := b.at[k]; known {
		return line{key: k, series: &b.panel.Series[i]}
	}
	l := line{key: k, absent: b.published.Absent(k)}
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

// cell is that of a line, which is not reported where its declarant is silent all through
// a window.
func (b *book) cell(l line, j int) cells.Cell {
	c := l.cell(j)
	if c.Status == tradeflow.IncompleteWindow && b.silent[b.declarant(l.key)][min(j, 1)] {
		c.Status = tradeflow.NotReported
	}
	if c.Known() && c.IsRange() {
		b.ranges[l.key] = true
	}
	return c
}

// sums adds up columns over economies and goods. A sum is unknown where a part is;
// the reporters of which one is are named. They are rebuilt where some commodity's
// number, as one of the reporters declares it, does not stand for the same goods in
// all columns.
func (b *book) sums(columns []int, from, to []tradeflow.Country, goods []tradeflow.Key) (sums []cells.Cell, unknown []tradeflow.Country, rebuilt bool) {
	sums = make([]cells.Cell, len(columns))
	for _, reporter := range from {
		known := true
		for _, partner := range to {
			for _, k := range goods {
				k.Reporter, k.Partner = reporter, partner
				l := b.line(k)
				var editions tradeflow.EditionSet
				for i, j := range columns {
					c, sum := b.cell(l, j), &sums[i]
					sum.Low, sum.High, sum.Editions = sum.Low+c.Low, sum.High+c.High, sum.Editions|c.Editions
					editions |= c.Editions
					if c.Known() {
						continue
					}
					known = false
					if sum.Known() || c.Status == tradeflow.EditionBreak {
						sum.Status = c.Status
					}
				}
				rebuilt = rebuilt || !b.same.goods(k, b.editions(editions))
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
	return sums, unknown, rebuilt
}

// editions are those in which a book counts the goods of cells that were declared in
// some: the query may have asked for one.
func (b *book) editions(declared tradeflow.EditionSet) tradeflow.EditionSet {
	if e := b.panel.Query.Edition; e != 0 {
		return tradeflow.EditionSet(0).Add(e)
	}
	return declared
}

// memo remembers which commodities' numbers stand for the same goods in all of some
// editions: looking it up takes long.
type memo map[meaning]bool

type meaning struct {
	code     hscodes.Code
	editions tradeflow.EditionSet
}

func (m memo) goods(k tradeflow.Key, editions tradeflow.EditionSet) bool {
	if editions&(editions-1) == 0 || !k.Commodity.IsValid() { // one edition at most
		return true
	}
	what := meaning{k.Commodity, editions}
	same, known := m[what]
	if !known {
		same = true
		for e := hscodes.HS1992; e <= hscodes.HS2022; e++ {
			same = same && (!editions.Has(e) || cells.SameGoods(&asDeclared, k, tradeflow.EditionSet(0).Add(e), editions))
		}
		m[what] = same
	}
	return same
}

var asDeclared tradeflow.Panel // whose query asks for no edition

var bothWindows = []int{0, 1}

// flow returns the flow from some economies to others, per month of the windows.
func (b *book) flow(from, to []tradeflow.Country, goods ...tradeflow.Key) Flow {
	if b == nil {
		nothing := Level{Value: math.NaN(), Status: tradeflow.NotReported}
		return Flow{Before: nothing, After: nothing, Unknown: slices.Clone(from)}
	}
	sums, unknown, rebuilt := b.sums(bothWindows, from, to, goods)
	return Flow{N: len(from) - len(unknown), Unknown: unknown, rebuilt: rebuilt,
		Before: Level{sums[0].Value / b.months[0], sums[0].Status, b.editions(sums[0].Editions)},
		After:  Level{sums[1].Value / b.months[1], sums[1].Status, b.editions(sums[1].Editions)}}
}

// unit is that of a panel's amounts per month.
func (b *book) unit() tradeflow.Unit {
	return tradeflow.Unit{Kind: tradeflow.PerUnit, Name: b.panel.Unit.Name + " per month"}
}

// alike reports whether two panels are in the same unit; one that is not known does
// not disagree.
func alike(a, b *tradeflow.Panel) bool { return a == nil || b == nil || a.Unit == b.Unit }
