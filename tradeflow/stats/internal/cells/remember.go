package cells

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Remember lets q, a result that p went into as well, keep where p's numbers come
// from and what their reader must know: sources, warnings and the ledgers of files,
// each once.
func Remember(q, p *tradeflow.Panel) {
	for _, s := range p.Sources {
		if !slices.Contains(q.Sources, s) {
			q.Sources = append(q.Sources, s)
		}
	}
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
