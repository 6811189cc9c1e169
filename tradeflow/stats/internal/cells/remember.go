package cells

import (
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
	switch {
	case q.Ledger == nil:
		q.Ledger = p.Ledger
	case p.Ledger != nil && p.Ledger != q.Ledger:
		all := &tradeflow.Ledger{Files: slices.Clone(q.Ledger.Files)}
		for _, f := range p.Ledger.Files { // one that was read for both stands there once
			if !slices.ContainsFunc(all.Files, func(g tradeflow.FileLedger) bool { return reflect.DeepEqual(f, g) }) {
				all.Files = append(all.Files, f)
			}
		}
		q.Ledger = all
	}
}
