package hscodes

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

//go:embed labels.csv
var labelsCSV string

// labels holds the short labels by code. It panics only if the file in this folder
// is broken, which a test would have shown.
var labels = sync.OnceValue(func() map[Code]string {
	rows, err := csv.NewReader(strings.NewReader(labelsCSV)).ReadAll()
	if err != nil {
		panic("hscodes: labels.csv: " + err.Error())
	}
	m := map[Code]string{}
	for _, row := range rows[1:] {
		m[MustParse(row[0])] = row[1]
	}
	return m
})

// Label returns a few words for a code, "ball bearings" for 848210, or "" where
// there are none. Every code in [DualUse], [HighPriority] and [Chapters] has its
// own, under 40 characters; another has that of the longest code that contains it,
// which says less: 870322 is "vehicles".
//
// The words are ours, for the axis of a chart, and no text of a nomenclature. They
// tell what the number means in the editions in which those schemes list it: 848510
// has the words of HS2022, 3D printing, also in a file of HS2002, where it was ship
// propellers.
func Label(c Code) string {
	for d := c.Digits(); d >= 2; d -= 2 {
		if l, ok := labels()[c.Truncate(d)]; ok {
			return l
		}
	}
	return ""
}
