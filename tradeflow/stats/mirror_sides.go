package stats

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// facing is two panels that declare the same flows, side by side.
type facing struct {
	exports, mirror *facet
	goods           *tradeflow.Panel // the one whose query says whether editions differ
	keys            []tradeflow.Key
	periods         []tradeflow.Period
	factor          float64 // CIF over FOB, by which the mirror is divided
	units           bool    // both are in the same unit
}

// face puts the exports beside their mirror: keys and periods of both, periods that
// one publishes together compared with the sum of the other's.
func face(exports, mirror *tradeflow.Panel, m Mirror, function string) *facing {
	cells.Amounts(exports, function)
	cells.Amounts(mirror, function)
	for _, p := range []struct {
		what  string
		panel *tradeflow.Panel
	}{{"exports", exports}, {"mirror", mirror}} {
		if d := p.panel.Query.Direction; d == tradeflow.Import || d == tradeflow.ReImport {
			panic(fmt.Sprintf("%s: the %s are %ss: exports come first, and imports turned by Panel.Flip second", function, p.what, d))
		}
	}
	if m.Form > GapSymmetric {
		panic(fmt.Sprintf("%s: form %d does not exist", function, m.Form))
	}
	if !(m.CIF >= 0) || math.IsInf(m.CIF, 0) {
		panic(fmt.Sprintf("%s: CIF factor %v: imports are divided by it", function, m.CIF))
	}
	b := &facing{goods: exports, factor: cmp.Or(m.CIF, 1), units: exports.Unit == mirror.Unit}
	if exports.Query.Measure != tradeflow.Value {
		b.factor = 1
	}
	if exports.Query.Edition != 0 && mirror.Query.Edition == 0 {
		b.goods = mirror
	}
	join := cells.JoinByKey(exports, mirror)
	b.keys, b.periods = join.Keys, join.Periods
	b.exports = &facet{join.Left, cells.Publications(join.Left.Panel, tradeflow.Reporter)}
	b.mirror = &facet{join.Right, cells.Publications(join.Right.Panel, tradeflow.Partner)}
	return b
}

// facet is one of the two panels, which knows what a flow means that it does not have.
type facet struct {
	*cells.Side
	published *cells.Published
}

// facetRow is one key of a side.
type facetRow struct {
	side   *facet
	i      int
	absent *cells.Absent // nil where the side has the key
}

func (s *facet) row(i int, k tradeflow.Key) facetRow {
	if s.Has(i) {
		return facetRow{side: s, i: i}
	}
	absent := s.published.Absent(k)
	return facetRow{s, i, &absent}
}

// cell returns the cell in the j-th of the common periods.
func (r facetRow) cell(j int) cells.Cell {
	if r.absent != nil {
		return r.absent.Cell(r.side.Column(j))
	}
	return r.side.Cell(r.i, j)
}

// withoutFreight divides the importer's cell by the factor.
func (b *facing) withoutFreight(c cells.Cell) cells.Cell {
	c.Value, c.Low, c.High = c.Value/b.factor, c.Low/b.factor, c.High/b.factor
	return c
}

func (b *facing) result(keys []tradeflow.Key, name string, unit tradeflow.Unit) *tradeflow.Panel {
	x, y := b.exports.Panel, b.mirror.Panel
	q := cells.ResultOf(x, name, unit, b.periods, keys)
	cells.Remember(q, y)
	if b.factor == 1 && x.Valuation != y.Valuation {
		q.Valuation = "FOB and CIF mixed"
		if x.Valuation == "" || y.Valuation == "" {
			q.Valuation = ""
		}
	}
	return q
}

// name names the form and the factor.
func (b *facing) name(f MirrorForm) string {
	imports := "imports"
	if b.factor != 1 {
		imports += " / " + strconv.FormatFloat(b.factor, 'g', -1, 64)
	}
	switch f {
	case GapRatio:
		return "mirror ratio, " + imports + " over exports"
	case GapLog:
		return "log mirror ratio, " + imports + " over exports"
	case GapSymmetric:
		return "mirror gap, " + imports + " less exports, over their mean"
	}
	return "mirror gap, " + imports + " less exports"
}

// warn tells the reader of q what a gap is made of besides trade.
func (b *facing) warn(q *tradeflow.Panel) {
	x, y := b.exports.Panel, b.mirror.Panel
	if !b.units {
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: nothing is compared: one side is in %s, the other in %s", q.Statistic, x.Unit.Name, y.Unit.Name))
		return
	}
	q.Warn(tradeflow.AboutCountries, q.Statistic+": imports name the country of origin, exports the last known destination, so that goods passing through a third country make a gap")
	switch {
	case x.Query.Measure != tradeflow.Value:
	case b.factor != 1 && x.Valuation == "FOB" && y.Valuation == "FOB":
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: both sides are valued FOB, so dividing by %v takes off freight that is not in the imports", q.Statistic, b.factor))
	case b.factor != 1 && y.Valuation == "FOB and CIF mixed":
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: some of the imports are valued FOB, and dividing by %v takes off freight that is not in them", q.Statistic, b.factor))
	case b.factor == 1 && x.Valuation == "FOB" && y.Valuation == "CIF":
		q.Warn(tradeflow.AboutAmounts, q.Statistic+": imports are valued CIF and exports FOB, so that part of the gap is freight and insurance")
	}
	b.exports.Warn(q)
	b.mirror.Warn(q)
}

// warnSilent names the partners whose periods are missing from a gap.
func warnSilent(q *tradeflow.Panel) {
	silent := map[string]bool{}
	for _, s := range q.Series {
		if slices.Contains(s.Status, tradeflow.PartnerSilent) {
			silent[cmp.Or(s.Key.Partner.Name(), "the partners")] = true
		}
	}
	if names := slices.Sorted(maps.Keys(silent)); len(names) > 0 {
		q.Warn(tradeflow.AboutCoverage, q.Statistic+": no imports published for some or all periods by "+cells.Some(len(names), func(i int) string { return names[i] }))
	}
}

// oneSided adds up what only one side declares.
type oneSided struct {
	all, exports, imports int
	x, m                  float64
}

func (o *oneSided) add(status tradeflow.Status, x, m cells.Cell) {
	switch status {
	case tradeflow.ReporterOnly:
		o.exports++
		o.x += x.Value
	case tradeflow.PartnerOnly:
		o.imports++
		o.m += m.Value
	case tradeflow.OK:
	default:
		return
	}
	o.all++
}

func (o *oneSided) warn(q *tradeflow.Panel, unit tradeflow.Unit) {
	if n := o.exports + o.imports; n > 0 {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: of %d declared flows %d have one side only: %s exported without an import, %s imported without an export",
			q.Statistic, o.all, n, unit.Format(o.x), unit.Format(o.m)))
	}
}
