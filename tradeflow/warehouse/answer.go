package warehouse

import (
	"context"
	"database/sql"
	"iter"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// answer runs a statement and yields what it finds. An error in the middle of the rows,
// as of a shard that goes away, comes out too.
func (s *Statement) answer(ctx context.Context, db *session) iter.Seq2[tradeflow.Group, error] {
	return func(yield func(tradeflow.Group, error) bool) {
		if s.never {
			return
		}
		if err := s.run(ctx, db, yield); err != nil {
			yield(tradeflow.Group{}, err)
		}
	}
}

func (s *Statement) run(ctx context.Context, db *session, yield func(tradeflow.Group, error) bool) error {
	if err := db.makeRoom(ctx, s); err != nil {
		return err
	}
	return db.ask(ctx, s.Text, s.Args, func(rows *sql.Rows) (more bool, err error) {
		g, err := s.scan(rows)
		if err != nil {
			return false, err
		}
		return g.Rows == 0 || yield(g, nil), nil // none, where nothing is grouped and no row passes
	})
}

// scan reads a row: the keys that the table tells, the sums, and the number of rows.
func (s *Statement) scan(rows *sql.Rows) (g tradeflow.Group, err error) {
	g.Keys = append([]string(nil), s.keys...)
	var to []any
	keys := make([]sql.NullString, len(g.Keys)) // null is "", also where none should be: Reduce says so
	for i := range g.Keys {
		if g.Keys[i] == unknownKey {
			to = append(to, &keys[i])
		}
	}
	var counted [5]int64 // sums stand where statement's writer puts them
	var texts [5]sql.NullString
	for i, k := range s.sums {
		if k == counting {
			to = append(to, &counted[i])
		} else {
			to = append(to, &texts[i])
		}
	}
	to = append(to, &g.Rows)
	if err := rows.Scan(to...); err != nil {
		return g, err
	}
	for i := range g.Keys {
		if g.Keys[i] == unknownKey {
			g.Keys[i] = keys[i].String
		}
	}
	g.Known = counted[1]
	sums := []*tradeflow.Thousandths{0: &g.Value, 2: &g.Measured, 3: &g.Missing, 4: &g.Estimated}
	for i, k := range s.sums {
		if k == counting {
			continue
		}
		if *sums[i], err = thousandths(texts[i], k); err != nil {
			return g, err
		}
	}
	return g, nil
}
