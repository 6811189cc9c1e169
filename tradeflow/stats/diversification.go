package stats

import (
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Diversification returns UNCTAD's diversification index for each economy, a pure
// number from 0 (its exports are made up as the reference's) to 1: half the sum,
// over all goods, of the absolute differences between the good's share in its
// exports and in those of the reference. It is UNCTAD's name: a high number is an
// economy that differs. Panels, totals and the reference are as in RCA. A good that
// one side does not list is a zero there, and a warning counts them; where the two
// panels were asked for different goods, there is no number. Nor is there one where
// a part of a total is unknown, or the economy exports nothing (ZeroTotal).
// Source: UNCTAD Handbook of Statistics.
func Diversification(p, world *tradeflow.Panel) *tradeflow.Panel {
	return apart(p, world, "stats.Diversification", "diversification index", 0, 0.5)
}

// Krugman returns Krugman's specialisation index for each economy, a pure number
// from 0 to 2: the sum, over all goods, of the absolute differences between their
// shares in its exports and in those of the reference, twice Diversification. The
// reference may be another economy's panel: goods are matched, and partners where
// both have them; reporters are not. It has a number where Diversification has one.
// Source: Krugman, Geography and Trade (1991).
func Krugman(p, world *tradeflow.Panel) *tradeflow.Panel {
	return apart(p, world, "stats.Krugman", "Krugman specialisation index", 0, 1)
}

// Similarity returns the export similarity index of Finger and Kreinin for each
// economy of a with those of b together, a pure number from 0 (no good in common)
// to 1 (the same shares): the sum, over all goods, of the smaller of the two
// shares. Statuses, and goods that one side does not list, are as in
// Diversification. Source: Finger and Kreinin, Economic Journal 89 (1979), who print
// it on 100.
func Similarity(a, b *tradeflow.Panel) *tradeflow.Panel {
	if b == nil {
		panic("stats.Similarity: no second panel")
	}
	return apart(a, b, "stats.Similarity", "export similarity", 1, -0.5) // Σmin = 1 − ½Σ|a − b|, as both sum to 1
}

// Complementarity returns the trade complementarity index of every exporter with
// every importer, a pure number from 0 (none of what the one exports does the other
// import) to 1 (the same shares): one less half the sum, over all goods, of the
// absolute differences between their shares in the importer's imports and in the
// exporter's exports. The keys of the result have the exporter as reporter and the
// importer as partner; both panels are by reporter and goods. Statuses, and goods
// that one side does not list, are as in Diversification. Source: Michaely (1996);
// World Bank, WITS, which prints it on 100.
//
// It panics where a panel has partners in its keys: sum over them first.
func Complementarity(exports, imports *tradeflow.Panel) *tradeflow.Panel {
	const function = "stats.Complementarity"
	cells.Amounts(exports, function)
	cells.Amounts(imports, function)
	if (said(exports) | said(imports)).Has(tradeflow.Partner) {
		panic(function + ": the keys have partners: sum over them first")
	}
	alike(function, exports, imports)
	exports, imports, periods := cells.Level(exports, imports)
	q := cells.ResultOf(exports, "trade complementarity", tradeflow.Unit{Kind: tradeflow.PlainRatio}, periods, nil)
	q.Query.By, q.Query.Partners = exports.Query.By&^goods, imports.Query.Reporters
	if imports.Query.By.Has(tradeflow.Reporter) {
		q.Query.By |= tradeflow.Partner
	}
	x, m := Share(exports, goods), Share(imports, goods)
	directed(q, exports, tradeflow.Export)
	directed(q, imports, tradeflow.Import)
	adopt(q, x)
	adopt(q, m)
	from, to := cells.GroupBy(exports, goods), cells.GroupBy(imports, goods)
	var pairs []pair
	for e := range from.Keys {
		for i := range to.Keys {
			q.Series = append(q.Series, tradeflow.NewSeries(tradeflow.Key{Reporter: from.Keys[e].Reporter, Partner: to.Keys[i].Reporter}, len(q.Periods), tradeflow.NotReported))
			pairs = append(pairs, pair{from.Members[e], to.Members[i]})
		}
	}
	if comparable(q, exports, imports) {
		distances(q, [2]*tradeflow.Panel{exports, imports}, [2]*tradeflow.Panel{x, m}, pairs, sameScope(exports, imports), 1, -0.5)
	}
	return q
}

// apart returns constant + factor·Σ|h − w| for each economy of p.
func apart(p, world *tradeflow.Panel, function, name string, constant, factor float64) *tradeflow.Panel {
	ref, by := reference(p, world, goods, function)
	own, base := Share(p, goods), Share(ref, goods)
	groups := cells.GroupBy(p, goods)
	q := cells.ResultOf(p, name, tradeflow.Unit{Kind: tradeflow.PlainRatio}, p.Periods, groups.Keys)
	q.Query.By &^= goods
	explain(q, p, world, goods)
	adopt(q, own)
	adopt(q, base)
	if !comparable(q, p, ref) {
		return q
	}
	others := cells.GroupBy(base, goods)
	pairs := make([]pair, len(groups.Keys))
	for g, k := range groups.Keys {
		pairs[g].a = groups.Members[g]
		if n := slices.Index(others.Keys, k.Without(everything&^by)); n >= 0 {
			pairs[g].b = others.Members[n]
		}
	}
	distances(q, [2]*tradeflow.Panel{p, ref}, [2]*tradeflow.Panel{own, base}, pairs, world == nil || sameScope(p, world), constant, factor)
	return q
}
