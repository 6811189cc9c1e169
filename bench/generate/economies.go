package generate

import (
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
	"sync"
)

//go:embed economies.csv
var economiesCSV string

// Economy is a country or area of the generated files.
type Economy struct {
	Number string // as UN Comtrade and BACI write it
	Code   string // as tradeflow.Country writes it
	Name   string // as UN Comtrade describes it; some hold a comma
	number int
	weight float64 // of its trade; all weights together are 1
}

// Economies returns the economies of the generated files, the largest first.
// Their trade falls with their rank, as that of real ones does.
var Economies = sync.OnceValue(func() []Economy {
	rows, err := csv.NewReader(strings.NewReader(economiesCSV)).ReadAll()
	if err != nil {
		panic(err)
	}
	list, total := make([]Economy, len(rows)), 0.0
	for i, row := range rows {
		n, err := strconv.Atoi(row[0])
		if err != nil {
			panic(err)
		}
		list[i] = Economy{Number: row[0], Code: row[1], Name: row[2], number: n, weight: 1 / float64(i+12)}
		total += list[i].weight
	}
	for i := range list {
		list[i].weight /= total
	}
	return list
})
