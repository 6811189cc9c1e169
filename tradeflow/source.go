package tradeflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

// Source is anything that answers a Query with a Panel: Files, Table.
type Source interface {
	Aggregate(ctx context.Context, q Query) (*Panel, error)
}

// AsOf answers a query with the list that was in force at the end of each period,
// such as hscodes.HighPriorityAsOf. The query's own Scheme is not used, and From and
// To must be set. A fixed list, which is Query.Scheme applied to all periods, shows
// trade; a list as of each period shows what was listed then, and grows when the
// list does: the panel warns of every change. A category that a version does not
// have, or for which it found nothing, is NotReported there.
//
// The source is asked once for each version. Errors: those of Aggregate and of list.
func AsOf(ctx context.Context, source Source, q Query, list func(time.Time) (*hscodes.Scheme, error)) (*Panel, error) {
	if !q.From.IsValid() || !q.To.IsValid() {
		return nil, errors.New("AsOf: Query.From and Query.To must be set")
	}
	step := 12
	if q.Frequency == Monthly {
		step = 1
	}
	var parts []*Panel
	end := q.To
	for t := (Period{q.From.first, int16(step)}); t.first < end.first+int32(end.months); {
		scheme, err := list(lastDay(t))
		if err != nil {
			return nil, fmt.Errorf("AsOf %s: %w", t, err)
		}
		q.Scheme, q.From = scheme, t
		for q.To = t; t.first < end.first+int32(end.months); t = t.Shift(step) {
			if next, err := list(lastDay(t)); err != nil || next.Hash() != scheme.Hash() {
				break
			}
			q.To = t
		}
		p, err := source.Aggregate(ctx, q)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return joined(parts), nil
}

func lastDay(t Period) time.Time {
	y, m := t.End()
	return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
}

// joined puts panels of one query and of different periods side by side.
func joined(parts []*Panel) *Panel {
	q := parts[len(parts)-1].Empty(nil)
	q.Query.From = parts[0].Query.From
	q.Ledger = &Ledger{}
	var keys []Key
	for i, p := range parts {
		q.Periods = append(q.Periods, p.Periods...)
		for _, s := range p.Series {
			keys = append(keys, s.Key)
		}
		for _, f := range p.Ledger.Files {
			f.Path += " (list of " + p.Query.Scheme.Version() + ")"
			q.Ledger.Files = append(q.Ledger.Files, f)
		}
		q.Sources = citation.Merge(append(q.Sources, p.Sources...)...)
		q.Reporting = q.Reporting.With(p.Reporting)
		for _, w := range p.Warnings {
			q.warnOf(w.Category, w.Kind, w.Text)
		}
		if i > 0 {
			q.Warn(AboutCoverage, fmt.Sprintf("the list changes from version %s to %s with %s: growth across that is growth of the list",
				parts[i-1].Query.Scheme.Version(), p.Query.Scheme.Version(), p.Query.From))
		}
	}
	slices.SortFunc(keys, Key.Compare)
	for _, k := range slices.Compact(keys) {
		s := NewSeries(k, len(q.Periods), NotReported)
		column := 0
		for _, p := range parts {
			if t := p.Find(k); t != nil {
				for j := range p.Periods {
					s.copyCell(column+j, t, j)
				}
			}
			column += len(p.Periods)
		}
		q.Series = append(q.Series, s)
	}
	return q
}
