package warehouse

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// constant returns what a term is where it is the same in all rows.
func (w *writer) constant(t tradeflow.Term) (key string, ok bool) {
	if t.Column == tradeflow.Splits {
		n, same := 0, true
		for i, name := range splitters {
			same = same && w.columns[name].name == ""
			if w.columns[name].fixed != "" {
				n += 1 << i
			}
		}
		return fmt.Sprint(n), same
	}
	if t.Sort != nil && len(t.Sort) == 0 {
		return fmt.Sprint(t.Else), true
	}
	c := w.columns[t.Column]
	if c.name != "" {
		return "", false
	}
	key = c.fixed
	if t.First > 0 && len(key) > t.First {
		key = key[:t.First]
	}
	if n, found := t.Sort[key]; found {
		key = fmt.Sprint(n)
	} else if t.Sort != nil {
		key = fmt.Sprint(t.Else)
	}
	return key, true
}

// text is a column in which null is "".
func (w *writer) text(name string) string {
	c := w.columns[name]
	if c.name == "" {
		return "''"
	}
	expr := "t." + c.name
	switch c.kind {
	case padded:
		expr = "toStringCutToZero(" + expr + ")"
	case enum:
		expr = "toString(" + expr + ")"
	}
	if slices.Contains(required, name) {
		return expr
	}
	return "COALESCE(" + expr + ", '')"
}

// required are the columns of text that are never null.
var required = []string{"period", "reporter", "partner", "direction", "code", "currency", "source"}

// term writes a term.
func (w *writer) term(t tradeflow.Term) string {
	if t.Column == tradeflow.Splits {
		var sum []string
		for i, name := range splitters {
			switch c := w.columns[name]; {
			case c.name != "":
				sum = append(sum, fmt.Sprintf("CASE WHEN %s = '' THEN 0 ELSE %d END", w.text(name), 1<<i))
			case c.fixed != "":
				sum = append(sum, fmt.Sprint(1<<i))
			}
		}
		return strings.Join(sum, " + ")
	}
	expr := w.text(t.Column)
	if t.First > 0 {
		expr = w.left(expr, t.First)
	}
	if t.Sort == nil {
		return expr
	}
	texts := slices.Sorted(maps.Keys(t.Sort))
	numbers := make([]string, len(texts))
	for i, text := range texts {
		numbers[i] = fmt.Sprint(t.Sort[text])
	}
	if w.Dialect == ClickHouse {
		return fmt.Sprintf("transform(%s, [%s], [%s], %d)", expr, w.bind(texts...), strings.Join(numbers, ", "), t.Else)
	}
	m := fmt.Sprintf("m%d", len(w.maps)+1)
	pairs := make([]string, len(texts))
	for i, text := range texts {
		pairs[i] = "(" + w.bind(text) + ", " + numbers[i] + ")"
	}
	w.maps = append(w.maps, fmt.Sprintf("%s (k, n) AS (VALUES %s)", m, strings.Join(pairs, ", ")))
	w.joins = append(w.joins, fmt.Sprintf("\nLEFT JOIN %s ON %s.k = %s", m, m, expr))
	return fmt.Sprintf("COALESCE(%s.n, %d)", m, t.Else)
}

// where writes the conditions, and reports whether no row can pass.
func (w *writer) where(filters []tradeflow.Filter) (text string, never bool) {
	var all []string
	for _, f := range filters {
		if key, constant := w.constant(f.Term); constant {
			passes := slices.Contains(f.In, key) != f.Not
			if f.To != "" {
				passes = (f.From <= key && key < f.To) != f.Not
			}
			never = never || !passes
			continue
		}
		if len(f.In) == 0 && f.To == "" { // nothing is in it
			never = never || !f.Not
			continue
		}
		expr := w.term(f.Term)
		switch {
		case f.To != "" && f.Not: // a null is in no range
			all = append(all, fmt.Sprintf("(%s IS NULL OR %s < %s OR %s >= %s)", expr, expr, w.bind(f.From), expr, w.bind(f.To)))
		case f.To != "":
			all = append(all, fmt.Sprintf("%s >= %s AND %s < %s", expr, w.bind(f.From), expr, w.bind(f.To)))
		case f.Column == tradeflow.Splits:
			all = append(all, fmt.Sprintf("%s%s IN (%s)", expr, not(f.Not), strings.Join(f.In, ", ")))
		default:
			all = append(all, fmt.Sprintf("%s%s IN (%s)", expr, not(f.Not), w.bind(f.In...)))
		}
	}
	if all == nil {
		return "", never
	}
	return "\nWHERE " + strings.Join(all, "\n  AND "), never
}

func not(n bool) string {
	if n {
		return " NOT"
	}
	return ""
}

// sums writes the sums of an Ask, in the order of their names in Group.
func (w *writer) sums(a tradeflow.Ask, s *Statement) (list []string) {
	value := w.columns["value"]
	add := func(expr string, k kind) {
		list, s.sums = append(list, expr), append(s.sums, k)
	}
	own := func(c column) string { return "t." + c.name }
	add(w.exact(own(value), value.kind), value.kind)
	var m, estimated column
	switch a.Measure {
	case tradeflow.Value:
		add(w.count(own(value)), counting)
		return list
	case tradeflow.Count:
		return list
	case tradeflow.NetWeight:
		m, estimated = w.columns["net_weight"], w.columns["net_weight_estimated"]
	case tradeflow.Quantity:
		m, estimated = w.columns["quantity"], w.columns["quantity_estimated"]
	}
	if m.name == "" {
		add("0", counting)
		return list
	}
	amount := own(m)
	if unit := w.columns["quantity_unit"]; a.Measure == tradeflow.Quantity && unit.fixed == "" { // of no unit, it is none: it would add up with any other
		amount = "CASE WHEN " + w.text("quantity_unit") + " = '' THEN NULL ELSE " + amount + " END"
	}
	add(w.count(amount), counting)
	add(w.exact(amount, m.kind), m.kind)
	of := func(condition string) string {
		return w.exact("CASE WHEN "+condition+" THEN "+own(value)+" ELSE NULL END", value.kind)
	}
	add(of(amount+" IS NULL"), value.kind)
	if estimated.name != "" {
		is := own(estimated)
		if estimated.kind == integer {
			is += " = 1"
		}
		add(of(amount+" IS NOT NULL AND "+is), value.kind)
	}
	return list
}
