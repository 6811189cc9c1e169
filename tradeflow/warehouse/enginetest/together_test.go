package enginetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// many are rows of one year, in thousands of flows.
func many(n int, value string) (rows []string) {
	for i := range n {
		rows = append(rows, drones("2022", fmt.Sprintf("R%03d", i%50), fmt.Sprintf("P%05d", i), value))
	}
	return rows
}

// TestLoadsTogether: of two loads at the same time, each is there whole or not at all, and
// no flow twice without an error.
func TestLoadsTogether(t *testing.T) {
	for _, e := range engines(t) {
		for _, batches := range [][]string{{"a", "a"}, {"a", "b"}} {
			t.Run(fmt.Sprint(e.Name, batches), func(t *testing.T) {
				for range 3 {
					table := made(t, e, "together")
					errs := make([]error, 2)
					var both sync.WaitGroup
					for i, batch := range batches {
						own, files := *table, illustrative(t, many(3000, fmt.Sprint(i+1))...)
						own.Batch = batch
						both.Go(func() { _, errs[i] = warehouse.Load(t.Context(), &own, files.Records(t.Context())) })
					}
					both.Wait()
					q := perReporter
					q.By = 0
					p, err := table.Aggregate(t.Context(), q)
					if err != nil {
						if errs[0] == nil && errs[1] == nil {
							t.Errorf("both loads have been told to be well, and then %v", err)
						}
						t.Log(errs, err)
						continue
					}
					if got := p.Series[0].Values[0]; got != 3000 && got != 6000 && errs[0] == nil && errs[1] == nil {
						t.Errorf("the sum is %v, of 3000 flows of 1 or 2; %v", got, errs)
					}
				}
			})
		}
	}
}

// TestCancelledLoad: a load that is cancelled at any moment leaves the table as it was, or
// is done, and no other table.
func TestCancelledLoad(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			table := made(t, e, "cancelled")
			table.Batch = "a"
			q := perReporter
			q.By = 0
			sum := func() float64 {
				p, err := table.Aggregate(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				return p.Series[0].Values[0]
			}
			first, second := illustrative(t, many(3000, "1")...), illustrative(t, many(3000, "2")...)
			begin := time.Now()
			if _, err := warehouse.Load(t.Context(), table, first.Records(t.Context())); err != nil {
				t.Fatal(err)
			}
			took, cancelled := time.Since(begin), 0
			const steps = 12
			for i := range steps {
				ctx, stop := context.WithTimeout(t.Context(), took*time.Duration(i+1)/(steps-3))
				_, err := warehouse.Load(ctx, table, second.Records(ctx))
				stop()
				switch got := sum(); {
				case err == nil && got == 6000:
					if _, err := warehouse.Load(t.Context(), table, first.Records(t.Context())); err != nil {
						t.Fatal(err)
					}
				case err != nil && got == 3000:
					cancelled++
					if !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("step %d: error %v", i, err)
					}
				default:
					t.Fatalf("step %d: error %v, and the sum is %v", i, err, got)
				}
			}
			t.Logf("%d of %d cancelled", cancelled, steps)
			query := map[string]string{"ClickHouse": "SHOW TABLES", "DuckDB": "SELECT table_name FROM information_schema.tables", "PostgreSQL": "SELECT relname FROM pg_class WHERE relkind = 'r'"}[e.Dialect]
			for _, node := range e.Nodes {
				rows, err := node.Query(query)
				if err != nil {
					t.Fatal(err)
				}
				for rows.Next() {
					var name string
					if err := rows.Scan(&name); err != nil {
						t.Fatal(err)
					}
					if strings.Contains(name, "cancelled") && !strings.HasSuffix(name, "cancelled") && !strings.HasSuffix(name, "_local") && !strings.HasSuffix(name, "_2022") {
						t.Errorf("the table %s is left over", name)
					}
				}
				rows.Close()
			}
		})
	}
}

// TestTogether: while the table changes, an answer is of one of its states, or an error;
// and those who share one connection wait for each other.
func TestTogether(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			table := made(t, e, "changing")
			table.Batch = "a"
			states := []*tradeflow.Files{illustrative(t, many(600, "1")...), illustrative(t, many(601, "2")...)}
			q := perReporter
			q.Measure = tradeflow.NetWeight
			var want []string
			load := func(i int) error {
				own := *table
				_, err := warehouse.Load(t.Context(), &own, states[i].Records(t.Context()))
				return err
			}
			for i := range states {
				if err := load(1 - i); err != nil {
					t.Fatal(err)
				}
				p, err := table.Aggregate(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, written(t, p))
			}
			done := make(chan error)
			go func() {
				var err error
				for i := range 12 {
					if err == nil {
						err = load(i % 2)
					}
				}
				done <- err
			}()
			asked, refused := 0, 0
			for ended := false; !ended; {
				select {
				case err := <-done:
					if err != nil {
						t.Error(err)
					}
					ended = true
				default:
				}
				p, err := table.Aggregate(t.Context(), q)
				asked++
				switch {
				case err != nil && strings.Contains(err.Error(), "changed") || err != nil && e.Dialect == "ClickHouse":
					refused++
				case err != nil:
					t.Error(err)
				case !slices.Contains(want, written(t, p)):
					t.Errorf("an answer of no state: %s", differ(written(t, p), want[0]))
				}
			}
			t.Logf("%d of %d refused", refused, asked)

			e.DB.SetMaxOpenConns(1)
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			defer stop()
			var both sync.WaitGroup
			for range 2 {
				both.Go(func() {
					if _, err := table.Aggregate(ctx, q); err != nil {
						t.Error(err)
					}
				})
			}
			both.Wait()
			if e.Cluster == "" {
				if err := load(0); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
