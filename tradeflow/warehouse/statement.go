package warehouse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Statement is one SQL statement and its arguments, in the order of its marks.
type Statement struct {
	Name string // what it is for: see tradeflow.Reduce
	Text string
	Args []any

	keys  []string // what the table does not tell: it is the same in all rows
	sums  []kind   // of the amounts that come out, between the keys and the number of rows
	never bool     // no row passes: it need not be run
}

// String returns the statement as a comment with its name, its text, and its arguments.
func (s Statement) String() string {
	var args strings.Builder
	for i, a := range s.Args {
		fmt.Fprintf(&args, "\n-- %d: %q", i+1, a)
	}
	return "-- " + s.Name + "\n" + s.Text + args.String() + "\n"
}

// markedColumn is the last column of every answer, the number of rows. When it is sent, a
// Statement calls it by a name of its own: see session.
const markedColumn = "rows_found"

// splitters are the columns of which tradeflow.Splits tells which are filled.
var splitters = []string{"partner2", "mode", "procedure"}

// unknownKey marks the keys of a Statement that come from the table.
const unknownKey = "\x00"

// writer writes a statement.
type writer struct {
	Dialect
	columns map[string]column
	args    []any
	maps    []string // WITH
	joins   []string
}

// bind adds arguments and returns their marks.
func (w *writer) bind(list ...string) string {
	marks := make([]string, len(list))
	for i, text := range list {
		w.args = append(w.args, text)
		marks[i] = w.placeholder(len(w.args))
	}
	return strings.Join(marks, ", ")
}

// statement writes an Ask as SQL. ClickHouse gets a flat statement, since a derived table
// over a Distributed one ships its rows; others join tables of values, since DuckDB takes
// a hundred times as long for the same as a CASE.
func (t *Table) statement(columns map[string]column, a tradeflow.Ask) Statement {
	w := &writer{Dialect: t.Dialect, columns: columns}
	s := Statement{Name: a.Name}
	var list, group []string
	for _, term := range a.By {
		key, constant := w.constant(term)
		if constant {
			s.keys = append(s.keys, key)
			continue
		}
		s.keys = append(s.keys, unknownKey)
		alias := fmt.Sprintf("key%d", len(list)+1)
		list = append(list, w.term(term)+" AS "+w.quote(alias))
		group = append(group, w.groupBy(len(list), alias))
	}
	relation := w.relation(t) // whose arguments stand between those of the list and of the conditions
	where, never := w.where(a.Where)
	s.never = never
	from := "\nFROM " + relation + " AS t" + strings.Join(w.joins, "")
	switch {
	case a.Distinct != "" && t.Dialect == ClickHouse:
		list = append(list, "uniqExact("+w.text(a.Distinct)+") AS "+w.quote(markedColumn))
	case a.Distinct != "":
		inner := slices.Concat(list, []string{w.text(a.Distinct) + " AS " + w.quote("counted")})
		from = "\nFROM (\nSELECT DISTINCT " + strings.Join(inner, ", ") + from + where + "\n) AS d"
		where = ""
		for i := range list {
			list[i] = w.quote(fmt.Sprintf("key%d", i+1))
		}
		list = append(list, w.count("*")+" AS "+w.quote(markedColumn))
	default:
		for i, sum := range w.sums(a, &s) {
			list = append(list, fmt.Sprintf("%s AS %s", sum, w.quote(fmt.Sprintf("sum%d", i+1))))
		}
		list = append(list, w.count("*")+" AS "+w.quote(markedColumn))
	}
	var b strings.Builder
	if len(w.maps) > 0 {
		b.WriteString("WITH " + strings.Join(w.maps, ",\n") + "\n")
	}
	b.WriteString("SELECT " + strings.Join(list, ", ") + from + where)
	if len(group) > 0 {
		b.WriteString("\nGROUP BY " + strings.Join(group, ", "))
	}
	if a.Repeated {
		b.WriteString("\nHAVING count(*) > 1\nLIMIT 1")
	}
	b.WriteString(t.Dialect.ending())
	s.Text, s.Args = b.String(), w.args
	return s
}

// relation names the table, of which Validate has made sure, or its files.
func (w *writer) relation(t *Table) string {
	if len(t.Parquet) > 0 {
		return "read_parquet([" + w.bind(t.Parquet...) + "])"
	}
	parts := strings.Split(t.Name, ".")
	for i, p := range parts {
		parts[i] = w.quote(p)
	}
	return strings.Join(parts, ".")
}

// groupBy names a term of the list: some engines want its number, ClickHouse its name.
func (w *writer) groupBy(n int, alias string) string {
	if w.Dialect == ClickHouse {
		return w.quote(alias)
	}
	return fmt.Sprint(n)
}
