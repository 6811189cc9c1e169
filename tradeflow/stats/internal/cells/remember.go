package cells

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

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
