package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// kind is what the engine stores in a column, as far as sums go.
type kind uint8

const (
	text   kind = iota
	padded      // ClickHouse: text of a fixed length, with zeros behind it
	enum        // ClickHouse: numbers that stand for texts
	decimal
	integer
	floating
	flag
	counting // of a sum: a number of rows
)

// column is a column of tradeflow.Schema, as the table has it.
type column struct {
	name  string // quoted; "": the table has none
	kind  kind
	fixed string // what all rows say, where the table has none
}

// look asks the engine for the table's columns, and matches them with those of Schema.
func (t *Table) look(ctx context.Context, db *session) (map[string]column, error) {
	w, mark := &writer{Dialect: t.Dialect}, newMark()
	rows, err := db.query(ctx, "SELECT *, 1 AS "+w.quote(mark)+" FROM "+w.relation(t)+" LIMIT "+t.Dialect.toLook()+t.Dialect.ending(), w.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	for rows.Next() { // there are none; but an error may come behind the columns
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if len(types) == 0 && t.Dialect == ANSI {
		return nil, errors.New("the driver names no columns: the table is empty")
	}
	if err := inStep(namesOf(types), mark); err != nil {
		return nil, err
	}
	types = types[:len(types)-1]
	has := map[string]*sql.ColumnType{}
	for _, c := range types {
		has[c.Name()] = c
	}
	columns := map[string]column{}
	for _, f := range tradeflow.Schema.Fields() {
		own, renamed := t.Columns[f.Name]
		if !renamed {
			own = f.Name
		}
		fixed, said := t.Fixed[f.Name]
		c, there := has[own]
		switch {
		case said && there:
			return nil, fmt.Errorf("Table.Fixed says what column %s is, and the table has it: say one of the two", f.Name)
		case said:
			columns[f.Name] = column{fixed: fixed}
		case there:
			k, err := kindOf(f.Name, c)
			if err != nil {
				return nil, err
			}
			columns[f.Name] = column{name: t.Dialect.quote(own), kind: k}
		case renamed && own != "":
			return nil, fmt.Errorf("there is no column %q, which Table.Columns names for %s; there are %s", own, f.Name, strings.Join(namesOf(types), ", "))
		case f.Name == "value" || slices.Contains(required, f.Name): // others are null, or false, in all rows then
			return nil, fmt.Errorf("there is no column %s; there are %s: name it in Table.Columns, or say in Table.Fixed what it is in all rows", f.Name, strings.Join(namesOf(types), ", "))
		default:
			columns[f.Name] = column{}
		}
	}
	return columns, nil
}

func namesOf(types []*sql.ColumnType) (names []string) {
	for _, c := range types {
		names = append(names, c.Name())
	}
	return names
}

var amounts = []string{"value", "net_weight", "quantity"}

var flags = []string{"net_weight_estimated", "quantity_estimated"}

// kindOf says how the amounts of a column add up, and refuses types that do not.
func kindOf(name string, c *sql.ColumnType) (kind, error) {
	typ := strings.ToUpper(c.DatabaseTypeName())
	is := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(typ, p) })
	}
	wanted := "text"
	switch {
	case slices.Contains(amounts, name):
		wanted = "a number, best a decimal with three digits behind the point"
		switch {
		case is("DEC", "NUM"):
			return decimal, nil
		case is("INT", "LONG"):
			return integer, nil
		case is("FLOAT", "DOUBLE", "REAL") || typ == "": // the Flight SQL driver names no types, so that any may be
			return floating, nil
		}
	case slices.Contains(flags, name):
		wanted = "a flag, or an integer that is 0 or 1"
		switch {
		case is("INT"):
			return integer, nil
		case is("BOOL") || typ == "":
			return flag, nil
		}
	case is("FIXEDSTRING"):
		return padded, nil
	case is("ENUM8", "ENUM16"):
		return enum, nil
	case is("CHAR", "TEXT", "STRING", "ENUM", "NAME") || typ == "":
		return text, nil
	}
	return 0, fmt.Errorf("column %s of the table is of type %s: want %s; a view can convert it", c.Name(), c.DatabaseTypeName(), wanted)
}
