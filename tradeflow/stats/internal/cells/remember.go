package cells

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

// Against lets q tell who was silent in the periods with which its column j is
// compared, too: growth on a month of fewer reporters is no growth of trade. It goes by
// what q knows before, so that a base is not taken for compared with its own base.
func Against(q *tradeflow.Panel, bases func(j int) []tradeflow.Period) {
	known := q.Reporting
	if known == nil {
		return
	}
	both := &tradeflow.Reporting{Reporters: known.Reporters, Silent: maps.Clone(known.Silent)}
	for j, t := range q.Periods {
		silent := slices.Clone(both.Silent[t])
		for _, base := range bases(j) {
			silent = append(silent, known.Missing(base)...)
		}
		if len(silent) > 0 {
			slices.Sort(silent)
			both.Silent[t] = slices.Compact(silent)
		}
	}
	q.Reporting = both
}

// Remember lets q, a result that p went into as well, keep where p's numbers come
// from and what their reader must know: sources, warnings and the ledgers of files,
// each once.
func Remember(q, p *tradeflow.Panel) {
	q.Sources = citation.Merge(slices.Concat(q.Sources, p.Sources)...)
	q.Reporting = q.Reporting.With(p.Reporting)
	for _, w := range p.Warnings {
		if !slices.Contains(q.Warnings, w) {
			q.Warnings = append(q.Warnings, w)
		}
	}
	if q.Ledger == nil || p.Ledger == nil || p.Ledger == q.Ledger {
		q.Ledger = cmp.Or(q.Ledger, p.Ledger)
		return
	}
	files := q.Ledger.Files
	for _, f := range p.Ledger.Files { // one that was read for both stands there once
		if !slices.ContainsFunc(files, func(g tradeflow.FileLedger) bool { return reflect.DeepEqual(f, g) }) {
			files = append(slices.Clip(files), f)
		}
	}
	if len(files) > len(q.Ledger.Files) {
		q.Ledger = &tradeflow.Ledger{Files: files}
	}
}
