package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// batchRows is how many rows go to a server of ClickHouse at once.
const batchRows = 100_000

// toShards loads into ClickHouse, on one server or several. A reporter's rows go to one
// of them.
func (l *loading) toShards(ctx context.Context) (err error) {
	t := l.table
	servers, table := t.Shards, t.Local
	if servers == nil {
		servers, table = []*sql.DB{t.DB}, t.Name
	}
	var shards []*stage
	defer func() {
		for _, s := range shards {
			err = errors.Join(err, s.close(err))
		}
	}()
	for _, db := range servers {
		s, err := l.newStage(ctx, db, table)
		if err != nil {
			return err
		}
		shards = append(shards, s)
	}
	err = l.each(ctx, func(fields []string) error {
		h := fnv.New32a()
		_, _ = h.Write([]byte(fields[1]))
		return shards[h.Sum32()%uint32(len(shards))].add(ctx, fields)
	})
	if err != nil {
		return err
	}
	var before, after []publication
	total := l.rows
	for _, s := range shards {
		if err := s.flush(ctx); err != nil {
			return err
		}
		l.rows = s.rows
		if err := l.arrived(ctx, s.session, s.beside); err != nil {
			return err
		}
		if err := l.once(ctx, s.session, s.beside, s.name); err != nil {
			return err
		}
		was, err := l.published(ctx, s.session, s.name)
		if err != nil {
			return err
		}
		is, err := l.published(ctx, s.session, s.beside)
		if err != nil {
			return err
		}
		before, after = append(before, was...), append(after, is...)
	}
	l.rows = total
	if err := keeps(before, after); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), defaultTimeout/2) // nobody gives up between two servers
	defer stop()
	for i, s := range shards {
		if err := s.replace(ctx); err != nil {
			return fmt.Errorf("server %d of %d has not taken the rows, those before it have: load again: %w", i+1, len(shards), err)
		}
	}
	for _, s := range shards { // another load may have put the same flows there meanwhile
		if err := l.once(ctx, s.session, s.name, s.name); err != nil {
			return fmt.Errorf("two loads at a time: take one out by loading no rows under its name: %w", err)
		}
		if err := s.stands(ctx); err != nil {
			return err
		}
	}
	return nil
}

// stage is a table beside the real one, on one server.
type stage struct {
	*session
	db           *sql.DB
	name, beside string // quoted
	batch        string
	insert       string
	pending      [][]any
	rows         int64
}

func (l *loading) newStage(ctx context.Context, db *sql.DB, table string) (*stage, error) {
	conn, err := open(ctx, db, ClickHouse, false)
	if err != nil {
		return nil, err
	}
	w := &writer{Dialect: ClickHouse}
	s := &stage{session: conn, db: db, batch: l.table.Batch, name: w.relation(&Table{Name: table}), beside: w.relation(&Table{Name: table + "_" + newMark()})}
	s.insert = fmt.Sprintf("INSERT INTO %s (%s)", s.beside, ClickHouse.columnList())
	if err := s.exec(ctx, "CREATE TABLE "+s.beside+" AS "+s.name); err != nil {
		return nil, errors.Join(err, s.close(err)) // the server may have made it all the same
	}
	return s, nil
}

// close drops the table beside, also after an error, which has made its connection
// unfit.
func (s *stage) close(err error) error {
	s.session.close(err)
	ctx, stop := context.WithTimeout(context.Background(), defaultTimeout/20)
	defer stop()
	conn, err := open(ctx, s.db, ClickHouse, false)
	if err == nil {
		err = conn.exec(ctx, "DROP TABLE IF EXISTS "+s.beside)
		conn.close(err)
	}
	if err != nil {
		return fmt.Errorf("the table %s is left over: %w", s.beside, err)
	}
	return nil
}

// add keeps a row until there are enough to send.
func (s *stage) add(ctx context.Context, fields []string) error {
	row := make([]any, 0, len(fields)+1)
	for i, name := range columnNames()[:len(fields)] {
		field := strings.Clone(fields[i])
		switch {
		case slices.Contains(flags, name):
			row = append(row, map[string]uint8{"true": 1}[field])
		case slices.Contains(amounts, name) && field == "":
			row = append(row, nil)
		default:
			row = append(row, field)
		}
	}
	s.pending = append(s.pending, append(row, s.batch))
	if len(s.pending) < batchRows {
		return nil
	}
	return s.flush(ctx)
}

// flush sends what is kept, as one block, which is stored whole or not at all.
func (s *stage) flush(ctx context.Context) error {
	if len(s.pending) == 0 {
		return nil
	}
	tx, err := s.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, s.insert)
	for _, row := range s.pending {
		if err == nil {
			_, err = insert.ExecContext(ctx, row...)
		}
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	s.rows += int64(len(s.pending))
	s.pending = s.pending[:0]
	return tx.Commit()
}

// replace puts the rows in the place of those that were loaded before.
func (s *stage) replace(ctx context.Context) error {
	partition := "'" + s.batch + "'" // from an alphabet without quotes
	if s.rows == 0 {
		return s.exec(ctx, "ALTER TABLE "+s.name+" DROP PARTITION "+partition)
	}
	return s.exec(ctx, "ALTER TABLE "+s.name+" REPLACE PARTITION "+partition+" FROM "+s.beside)
}

// stands fails where other rows are in the place of those that were loaded: of two loads
// under one name at the same time, each may have won on another server.
func (s *stage) stands(ctx context.Context) error {
	var texts []string
	for _, name := range columnNames() {
		text := s.dialect.quote(name)
		if slices.Contains(amounts, name) {
			text = "ifNull(toString(" + text + "), '')"
		}
		texts = append(texts, text)
	}
	sums := map[string]string{}
	for _, table := range []string{s.name, s.beside} {
		query := fmt.Sprintf("SELECT toString(sum(%s)), count() AS `%s` FROM %s WHERE batch = '%s'", s.dialect.hash(texts), markedColumn, table, s.batch)
		err := s.ask(ctx, query, nil, func(rows *sql.Rows) (bool, error) {
			var sum, n string
			err := rows.Scan(&sum, &n)
			sums[table] = sum + " of " + n
			return true, err
		})
		if err != nil {
			return err
		}
	}
	if sums[s.name] != sums[s.beside] {
		return fmt.Errorf("another load under the name %q has come between: load again", s.batch)
	}
	return nil
}
