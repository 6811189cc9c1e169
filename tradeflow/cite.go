package tradeflow

import (
	"regexp"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/citation"
)

// A source is cited as publisher, dataset and day: "Eurostat Comext DS-045409,
// extracted 2023-01-21". The day is one that the file declares, in a column, above its
// figures or in the name that the publisher gave it, or else Files.Retrieved. The time
// at which a file was last written is never asked for: of a copy or a checkout it says
// nothing, and a figure would differ from one machine to the next.

// cited is the last source that was cited, and of what.
type cited struct {
	dataset, day *meaning
	text         string
}

// source cites where the current row is from.
func (d *decoder) source() string {
	dataset, day := d.mark(colDataset).meant(), d.mark(colDay).meant()
	c := &d.cited
	if c.text != "" && c.dataset == dataset && c.day == day {
		return c.text
	}
	name, when := d.told.dataset, d.told.day
	if dataset != nil && dataset.text != "" {
		name = dataset.text
	}
	if day != nil && day.text != "" {
		when = day.text
	}
	if when == "" && !d.retrieved.IsZero() {
		when = citation.Day(citation.Retrieved, d.retrieved)
	}
	*c = cited{dataset, day, citation.Dated(strings.TrimSpace(d.format.source+" "+name), when)}
	return c.text
}

// meant is what a column says now; nil where the table does not have it.
func (f *field) meant() *meaning {
	if f == nil {
		return nil
	}
	return f.now
}

var eurostatDataset = regexp.MustCompile(`\bDS-\d+`)

// eurostatCode finds DS-045409 in "ESTAT:DS-045409(1.0)" and in "EU trade since 1988 by
// HS2-4-6 and CN8 [DS-045409__custom_4624885]". No source is better than a rejected row.
func eurostatCode(s string) (string, error) { return eurostatDataset.FindString(s), nil }

// dayBy reads the days of a column, written in one of the layouts of package time.
func dayBy(word string, layouts ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		for _, layout := range layouts {
			if t, err := time.Parse(layout, s); err == nil {
				return citation.Day(word, t), nil
			}
		}
		return "", nil
	}
}

var (
	// "17/02/25 11:00:00" in the column LAST UPDATE
	eurostatUpdate = dayBy(citation.Updated, "02/01/06 15:04:05", "02/01/2006 15:04:05", time.RFC3339)
	// "Data extracted on 21/01/2023 20:19:52 from [ESTAT]" above a sheet, cut to the time
	eurostatExtraction = dayBy(citation.Extracted, "02/01/2006 15:04:05")
)

var viewFile = regexp.MustCompile(`Relational_View_(\d{4}-\d\d-\d\d)T`)

// viewName tells the day from a name such as
// Relational_View_2024-11-16T05_46_58.864Z.csv, which Eurostat's site gives.
func viewName(file string) (t told) {
	if m := viewFile.FindStringSubmatch(file); m != nil {
		if day, err := time.Parse(time.DateOnly, m[1]); err == nil {
			t.day = citation.Day(citation.Extracted, day)
		}
	}
	return t
}
