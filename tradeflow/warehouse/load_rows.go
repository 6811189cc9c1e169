package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// throughParquet writes the rows to a file that DuckDB, which is in this process, reads:
// twenty times as fast as inserting them.
func (l *loading) throughParquet(ctx context.Context, s *session, name string) error {
	dir, err := os.MkdirTemp("", "dualuse-load")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "rows.parquet")
	if err := tradeflow.Save(file, counted(ctx, l, l.records)); err != nil {
		return err
	}
	var from []string
	for _, c := range columnNames() {
		switch {
		case c == batchColumn:
			from = append(from, "$2")
		case slices.Contains(amounts, c):
			from = append(from, "CAST("+DuckDB.quote(c)+" AS DECIMAL(18, 3))")
		default:
			from = append(from, DuckDB.quote(c))
		}
	}
	text := fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM read_parquet($1)", name, DuckDB.columnList(), strings.Join(from, ", "))
	return s.exec(ctx, text, file, l.table.Batch)
}

func (d Dialect) columnList() string {
	var list []string
	for _, c := range columnNames() {
		list = append(list, d.quote(c))
	}
	return strings.Join(list, ", ")
}

// arrived fails unless the table has all rows of the batch.
func (l *loading) arrived(ctx context.Context, s *session, name string) error {
	w := &writer{Dialect: l.table.Dialect}
	text := "SELECT count(*) AS " + w.quote(markedColumn) + " FROM " + name + " WHERE batch = " + w.bind(l.table.Batch)
	return s.ask(ctx, text, w.args, func(rows *sql.Rows) (bool, error) {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return false, err
		}
		if n != l.rows {
			return false, fmt.Errorf("%d rows were sent, and the table has %d of them", l.rows, n)
		}
		return true, nil
	})
}

// throughArrays sends PostgreSQL the rows as one array of texts for each column, which
// every driver can.
func (l *loading) throughArrays(ctx context.Context, s *session, name string) error {
	names := columnNames()
	var from, marks []string
	for i, c := range names {
		column := "u.c" + fmt.Sprint(i+1)
		switch {
		case slices.Contains(amounts, c):
			column += "::numeric(18, 3)"
		case slices.Contains(flags, c):
			column += "::boolean"
		}
		if c == batchColumn {
			from = append(from, fmt.Sprintf("$%d", i+1))
			continue
		}
		from, marks = append(from, column), append(marks, fmt.Sprintf("$%d::text[]", i+1))
	}
	var columns []string
	for i := range marks {
		columns = append(columns, fmt.Sprintf("c%d", i+1))
	}
	text := fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS u (%s)", name, PostgreSQL.columnList(), strings.Join(from, ", "), strings.Join(marks, ", "), strings.Join(columns, ", "))
	arrays := make([]strings.Builder, len(marks))
	n := 0
	flush := func() error {
		args := make([]any, len(names))
		for i := range arrays {
			args[i] = "{" + arrays[i].String() + "}"
			arrays[i].Reset()
		}
		args[len(args)-1] = l.table.Batch
		n = 0
		return s.exec(ctx, text, args...)
	}
	parts, err := l.newParts(ctx, s, name)
	if err != nil {
		return err
	}
	err = l.each(ctx, func(fields []string) error {
		if err := parts.make(ctx, s, name, fields[0]); err != nil {
			return err
		}
		for i, field := range fields {
			if n > 0 {
				arrays[i].WriteByte(',')
			}
			if field == "" {
				arrays[i].WriteString("NULL")
				continue
			}
			arrays[i].WriteByte('"')
			_, _ = arrayEscapes.WriteString(&arrays[i], field)
			arrays[i].WriteByte('"')
		}
		if n++; n == 5000 {
			return flush()
		}
		return nil
	})
	if err == nil && n > 0 {
		err = flush()
	}
	return err
}

var arrayEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`)

// yearParts are the partitions of a table of PostgreSQL, one for each year.
type yearParts struct {
	needed bool // the table is partitioned
	made   map[string]bool
}

func (l *loading) newParts(ctx context.Context, s *session, name string) (*yearParts, error) {
	p := &yearParts{made: map[string]bool{}}
	text := `SELECT count(*) AS "rows_found" FROM pg_class WHERE oid = to_regclass($1) AND relkind = 'p'`
	err := s.ask(ctx, text, []any{name}, func(rows *sql.Rows) (bool, error) { return true, rows.Scan(&p.needed) })
	return p, err
}

// make makes the partition of a period's year, if it is not there.
func (p *yearParts) make(ctx context.Context, s *session, name, period string) error {
	year := period[:min(4, len(period))]
	if !p.needed || p.made[year] {
		return nil
	}
	var first int
	if _, err := fmt.Sscanf(year, "%04d", &first); err != nil {
		return fmt.Errorf("period %q does not begin with a year", period)
	}
	p.made[year] = true
	part := strings.TrimSuffix(name, `"`) + fmt.Sprintf(`_%04d"`, first)
	return s.exec(ctx, fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM ('%04d') TO ('%04d')", part, name, first, first+1))
}
