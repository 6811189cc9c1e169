package cells

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Some lists the first of n things, and says how many there are besides: a
// warning is a sentence, not a table.
func Some(n int, thing func(int) string) string {
	const most = 6
	var named []string
	for i := range min(n, most) {
		named = append(named, thing(i))
	}
	list := strings.Join(named, ", ")
	if n > most {
		list += fmt.Sprintf(" and %d more", n-most)
	}
	return list
}

// Between names the time from the start of one period to the end of another.
func Between(from, to tradeflow.Period) string {
	if from == to {
		return from.Words()
	}
	return tradeflow.Month(from.Start()).Words() + " to " + tradeflow.Month(to.End()).Words()
}

// Plural names dimensions as the reader of a unit knows them: "partners and
// categories".
func Plural(d tradeflow.Dims) string {
	var names []string
	for _, n := range []struct {
		dim  tradeflow.Dims
		name string
	}{{tradeflow.Reporter, "reporters"}, {tradeflow.Partner, "partners"}, {tradeflow.Category, "categories"}, {tradeflow.Commodity, "commodities"}} {
		if d.Has(n.dim) {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " and ")
}
