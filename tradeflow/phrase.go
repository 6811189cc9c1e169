package tradeflow

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

func (t *tally) money(v Thousandths) string {
	return Unit{Amount, strings.Join(t.currencies.list(t.used.currencies), "/")}.Format(v.Float())
}

// with appends a text to a list that does not have it.
func with(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// some joins the first n words of a list, and says how many more there are.
func some(list []string, n int) string {
	if len(list) <= n {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:n], ", "), len(list)-n)
}

// periodList writes periods with runs folded: "2021-01 to 2021-12, 2022-05".
func periodList(list []Period) string {
	list = slices.Clone(list)
	slices.SortFunc(list, Period.Compare)
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1].first == list[j].first+int32(list[j].months) {
			j++
		}
		if j == i {
			parts = append(parts, list[i].String())
		} else {
			parts = append(parts, list[i].String()+" to "+list[j].String())
		}
		i = j + 1
	}
	return some(parts, 4)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
