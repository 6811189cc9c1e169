package stats

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// adopt tells q what a second panel knows of itself. Where the two were asked for
// different flows, q claims to be neither: a chart of exports less imports must not
// call itself exports.
func adopt(q, p *tradeflow.Panel) {
	cells.Remember(q, p)
	if p.Valuation != "" && q.Valuation != "" && p.Valuation != q.Valuation {
		q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: amounts valued %s stand beside amounts valued %s", q.Statistic, q.Valuation, p.Valuation))
		q.Valuation = "FOB and CIF mixed"
	}
	if p.Query.Direction != q.Query.Direction {
		q.Query.Direction = 0
	}
	if !slices.Equal(p.Query.Reporters, q.Query.Reporters) {
		q.Query.Reporters = nil
	}
	if !slices.Equal(p.Query.Partners, q.Query.Partners) {
		q.Query.Partners = nil
	}
	if !slices.Equal(p.Query.Codes, q.Query.Codes) {
		q.Query.Codes = nil
	}
}

// comparable reports whether two panels are in one unit. Where they are not, the
// cells of q become changes of unit, and its reader is told.
func comparable(q, a, b *tradeflow.Panel) bool {
	if a.Unit == b.Unit || len(a.Series) == 0 || len(b.Series) == 0 {
		return true
	}
	for i := range q.Series {
		for j := range q.Periods {
			cells.Put(&q.Series[i], j, unknown(tradeflow.UnitChange))
		}
	}
	q.Warn(tradeflow.AboutAmounts, fmt.Sprintf("%s: %s and %s are not compared", q.Statistic, a.Unit, b.Unit))
	return false
}

// directed warns where a panel is not of the direction that it is read as.
func directed(q, p *tradeflow.Panel, want tradeflow.Direction) {
	d := p.Query.Direction
	if d != 0 && d != want && !(d == tradeflow.ReExport && want == tradeflow.Export) && !(d == tradeflow.ReImport && want == tradeflow.Import) {
		q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: a panel of %ss is read as %ss", q.Statistic, d, want))
	}
}

// dims returns the dimensions that the keys of p keep: those that its query says,
// and, as in a panel made by hand, those in which a key says something.
func dims(p *tradeflow.Panel) tradeflow.Dims { return p.Query.By | said(p) }

// bothDims returns the dimensions of two panels that are to be joined. Where one of
// them has no query, what their keys say decides.
func bothDims(a, b *tradeflow.Panel) (x, y tradeflow.Dims) {
	if a.Query.By == 0 || b.Query.By == 0 {
		return said(a), said(b)
	}
	return dims(a), dims(b)
}

// said returns the dimensions in which some key of p says something: no goods where
// all that was published is a total.
func said(p *tradeflow.Panel) (d tradeflow.Dims) {
	for i := range p.Series {
		k := p.Series[i].Key
		if k.Reporter != "" {
			d |= tradeflow.Reporter
		}
		if k.Partner != "" {
			d |= tradeflow.Partner
		}
		if k.Category != "" {
			d |= tradeflow.Category
		}
		if k.Commodity.IsValid() {
			d |= tradeflow.Commodity
		}
	}
	return d
}

// alike panics where two panels cannot be joined because their queries keep
// different dimensions.
func alike(function string, a, b *tradeflow.Panel) {
	if x, y := bothDims(a, b); len(a.Series) > 0 && len(b.Series) > 0 && x != y {
		panic(fmt.Sprintf("%s: panels by %s and by %s have no keys in common: ask for the same Query.By", function, x, y))
	}
}

// sameScope reports whether two panels were asked for the same goods and partners,
// and have goods or only totals both: only then may what one of them does not list
// be a zero.
func sameScope(a, b *tradeflow.Panel) bool {
	s, t := a.Query.Scheme, b.Query.Scheme
	return (s == t || s != nil && t != nil && s.Hash() == t.Hash()) && a.Query.Edition == b.Query.Edition &&
		slices.Equal(a.Query.Codes, b.Query.Codes) && slices.Equal(a.Query.Partners, b.Query.Partners) &&
		(len(a.Series) == 0 || len(b.Series) == 0 || said(a)&goods == said(b)&goods)
}
