package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// query is the question as a user of the library puts it.
func query(j job, codes table) (q tradeflow.Query, err error) {
	q = tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual, By: tradeflow.Reporter | tradeflow.Partner | tradeflow.Category}
	if j.Selective {
		q.Reporters, q.By = selected, tradeflow.Partner|tradeflow.Category
	}
	q.Scheme, err = codes.scheme()
	return q, err
}

// ours answers with the library.
func ours(ctx context.Context, t task, codes table) (func(io.Writer) error, error) {
	q, err := query(t.Job, codes)
	if err != nil {
		return nil, err
	}
	panel, err := (&tradeflow.Files{Paths: []string{t.Path}}).Aggregate(ctx, q)
	if err != nil {
		return nil, err
	}
	// BACI's unit is a thousand dollars, of which a thousandth is a dollar.
	unit := 1.0
	if t.Job.File.isComtrade() {
		unit = 1000
	}
	return func(w io.Writer) error {
		for _, s := range panel.Series {
			category := slices.Index(codes.names, s.Key.Category)
			for i, value := range s.Values {
				if value > 0 { // a cell without rows has no number, or is zero
					fmt.Fprintf(w, "%s,%s,%s,%d,%.0f\n", panel.Periods[i], s.Key.Reporter, s.Key.Partner, category, math.Round(value*unit))
				}
			}
		}
		return nil
	}, nil
}
