package stats

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// MirrorForm is how the gap between two declarations of one flow is measured. X is
// the exporter's number, M the importer's, f the factor Mirror.CIF.
type MirrorForm uint8

const (
	GapDifference MirrorForm = iota // M/f − X, in the panel's unit
	GapRatio                        // M/(f·X)
	GapLog                          // ln(M/(f·X))
	GapSymmetric                    // (M/f − X) over the mean of M/f and X, from −2 to 2; others print it as −200 to 200 %
)

// Mirror says how the declarations of both sides are compared.
type Mirror struct {
	Form MirrorForm
	CIF  float64 // imports at CIF over exports at FOB; 0: 1, nothing is taken off. 1.06: IMF; 1.12: FAO; 1.05: mean of OECD
}

// MirrorGap returns how much more the importers declare of each flow than its
// exporters, in the form that m chooses: above zero (for the ratio, above 1) the
// importers declare more. A cell has a number only where both sides declare an
// amount above zero. Else its status says who does: ReporterOnly, the exporter;
// PartnerOnly, the importer; BothZero, neither; PartnerSilent, the importer
// published nothing for the period; NotReported, the exporter did not. A mirror
// zero is no evidence that nothing was traded.
//
// Exports are by reporter and partner, as exporters declare them; the mirror is the
// imports that the partners declare, turned:
//
//	stats.MirrorGap(exports, imports.Flip(), stats.Mirror{CIF: 1.06})
//
// Both should be whole answers to a query: a flow that one of them lacks counts as
// nothing declared where its declarant published the period, so one that was left
// out by hand looks one-sided. The factor is for values; weights and quantities
// have no freight in them, and are compared as they are. A gap is no evidence by
// itself: imports name the country of origin, exports the last known destination.
//
// Source: IMF, Direction of Trade Statistics (factor 1.06, 1.10 before); SDMX
// glossary, asymmetry coefficient (the symmetric form).
//
// It panics for panels that are not of amounts, and where the exports are imports,
// or the mirror was not turned.
func MirrorGap(exports, mirror *tradeflow.Panel, m Mirror) *tradeflow.Panel {
	b := face(exports, mirror, m, "stats.MirrorGap")
	q := b.result(b.keys, b.name(m.Form), m.unit(exports.Unit))
	count := oneSided{}
	for i, k := range b.keys {
		xs, ms := b.exports.row(i, k), b.mirror.row(i, k)
		for j := range b.periods {
			x, y := xs.cell(j), b.withoutFreight(ms.cell(j))
			if b.units {
				put(b.goods, &q.Series[i], j, x, y, m.gap)
				count.add(q.Series[i].Status[j], x, y)
				continue
			}
			cells.Put(&q.Series[i], j, unknown(tradeflow.UnitChange))
		}
	}
	b.warn(q)
	warnSilent(q)
	count.warn(q, exports.Unit)
	return q
}

// gap compares the exporter's cell with the importer's, from which freight was
// taken off.
func (m Mirror) gap(x, y cells.Cell) cells.Cell {
	c := unknown(declaredBy(x, y))
	switch c.Status {
	case tradeflow.OK:
		c.Value = m.Form.measure(x.Value, y.Value)
		c.Low, c.High = m.Form.measure(x.High, y.Low), m.Form.measure(x.Low, y.High)
	case tradeflow.EditionBreak:
		c.Low, c.High = m.Form.measure(x.High, y.Low), m.Form.measure(x.Low, y.High)
	}
	return c
}

// declaredBy says who declares a flow: OK, both do.
func declaredBy(x, m cells.Cell) tradeflow.Status {
	switch {
	case x.Status == tradeflow.EditionBreak || m.Status == tradeflow.EditionBreak:
		return tradeflow.EditionBreak
	case !x.Known():
		return x.Status
	case m.Status == tradeflow.NotReported:
		return tradeflow.PartnerSilent
	case !m.Known():
		return m.Status
	case x.Value < 0 || m.Value < 0:
		return tradeflow.BaseNonPositive
	case x.Value == 0 && m.Value == 0:
		return tradeflow.BothZero
	case m.Value == 0:
		return tradeflow.ReporterOnly
	case x.Value == 0:
		return tradeflow.PartnerOnly
	}
	return tradeflow.OK
}

// measure is NaN where the form has no number for the two amounts. All forms grow
// with m and fall with x, which makes bounds of them.
func (f MirrorForm) measure(x, m float64) float64 {
	switch {
	case f == GapDifference:
		return m - x
	case !(x >= 0 && m >= 0):
		return math.NaN()
	case f == GapSymmetric && x+m > 0:
		return 2 * (m - x) / (m + x)
	case f == GapRatio && x > 0:
		return m / x
	case f == GapLog && x > 0 && m > 0:
		return math.Log(m / x)
	}
	return math.NaN()
}

func (m Mirror) unit(amount tradeflow.Unit) tradeflow.Unit {
	switch m.Form {
	case GapDifference:
		return amount
	case GapLog:
		return tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "log points"}
	case GapSymmetric:
		return tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "fraction of the mean of both sides"}
	}
	return tradeflow.Unit{Kind: tradeflow.PlainRatio}
}
