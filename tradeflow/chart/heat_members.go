package chart

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// dimensions are those of a key, in the order of its names.
var dimensions = []tradeflow.Dims{tradeflow.Reporter, tradeflow.Partner, tradeflow.Category, tradeflow.Commodity}

// plural names the members of a dimension.
func plural(d tradeflow.Dims) string {
	switch d {
	case tradeflow.Reporter:
		return "reporters"
	case tradeflow.Partner:
		return "partners"
	case tradeflow.Category:
		return "categories"
	case tradeflow.Commodity:
		return "commodities"
	}
	return "series"
}

// within is the part of a key that lies in the given dimensions.
func within(k tradeflow.Key, d tradeflow.Dims) tradeflow.Key {
	const every = tradeflow.Reporter | tradeflow.Partner | tradeflow.Category | tradeflow.Commodity
	return k.Without(every &^ d)
}

// eachOf lists dimensions one by one.
func eachOf(all tradeflow.Dims) (out []tradeflow.Dims) {
	for _, d := range dimensions {
		if all.Has(d) {
			out = append(out, d)
		}
	}
	return out
}

// membersOf are the parts of all keys in the given dimensions, each once, in the
// order of the panel.
func membersOf(p *tradeflow.Panel, d tradeflow.Dims) (out []tradeflow.Key) {
	seen := map[tradeflow.Key]bool{}
	for _, s := range p.Series {
		if k := within(s.Key, d); !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

// wordsOf names the part of a key that a row, a column or a panel stands for.
func wordsOf(p *tradeflow.Panel, k tradeflow.Key) string {
	var parts []string
	for _, c := range []tradeflow.Country{k.Reporter, k.Partner} {
		if c != "" {
			parts = append(parts, c.Name())
		}
	}
	if k.Category != "" {
		name := k.Category
		if p.Query.Scheme != nil {
			name = p.Query.Scheme.Label(name)
		}
		parts = append(parts, name)
	}
	if k.Commodity.IsValid() {
		parts = append(parts, "HS "+k.Commodity.String())
	}
	return cmp.Or(shorten(clean(strings.Join(parts, ", ")), maxName), "Total")
}

// smallestDimension is the dimension with the fewest members, or of equally many
// the one whose longest name is shorter: the one for the columns of a table.
func smallestDimension(p *tradeflow.Panel, among tradeflow.Dims) (best tradeflow.Dims) {
	fewest, longest := 0, 0
	for _, d := range dimensions {
		if !among.Has(d) {
			continue
		}
		keys, long := membersOf(p, d), 0
		for _, k := range keys {
			long = max(long, utf8.RuneCountInString(wordsOf(p, k)))
		}
		if best == 0 || len(keys) < fewest || len(keys) == fewest && long < longest {
			best, fewest, longest = d, len(keys), long
		}
	}
	return best
}

// hyphenated offers places to break long words that stand in many heads:
// Kazakh-stan, Nether-lands. Others are not broken: a rule that is right for
// every language's names is a dictionary.
func hyphenated(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		for _, end := range []string{"stan", "land", "lands"} {
			if head, ok := strings.CutSuffix(w, end); ok && utf8.RuneCountInString(head) >= 4 {
				words[i] = head + "- " + end
			}
		}
	}
	return strings.Join(words, " ")
}
