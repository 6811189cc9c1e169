package report

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// methods are what the names of statistics mean, in one sentence each. The method
// appendix, the documentation of package stats, has the formulas, edges and sources.
var methods = []struct{ phrase, note string }{
	{"year to date", "Year to date: the sum from January to the last month that is named; without a number where a month is missing."},
	{"month sum", "Sums of several months: those that end with the period; without a number where a month is missing."},
	{"fiscal year", "Fiscal years: twelve months from the named one, known by both calendar years."},
	{"monthly mean", "Monthly means: the sum over a window, divided by its months; all of them must be known."},
	{"on a year earlier", "Change on a year earlier: against the same months of the year before, found by the calendar; neither annualised nor seasonally adjusted."},
	{"not seasonally adjusted", "Not seasonally adjusted: periods of different seasons are compared as they are."},
	{"seasonally adjusted (STL", "Seasonally adjusted by STL (Cleveland and others, 1990): no official adjustment."},
	{"difference", "Differences: one number less another; of shares and rates in percentage points."},
	{"contribution", "Contributions: each member's change over the total of the base period; they add up to the growth of the total."},
	{"index", "Indices: the base period, or its mean, is 100; amounts are compared per month."},
	{"share", "Shares: of the total that is named; none has a number where a part of that total is unknown."},
	{"HHI", "Herfindahl-Hirschman index: the sum of squared shares, 0 to 1; bands for markets of firms say nothing of trade."},
	{"unit value", "Unit values: value over quantity; they are no prices, and move with the mix of goods too."},
	{"mirror", "Mirror gaps: what importers declare less, or over, what exporters do; imports name the country of origin and exports the last known destination."},
	{"reconstructed", "Reconstructed: from what partners declare, because the economy itself is silent."},
	{"peak", "Change from the peak: against the highest known number of the series."},
}

// Method adds a note on each statistic that the panels show, once and in reading
// order, and on ranges, where there are any.
func (p *Page) Method(panels ...*tradeflow.Panel) {
	for _, panel := range panels {
		if panel == nil {
			p.lacks("Method")
			return
		}
	}
	var notes []string
	for _, m := range methods {
		for _, panel := range panels {
			if strings.Contains(panel.Statistic, m.phrase) {
				notes = append(notes, "* "+m.note)
				break
			}
		}
	}
	if ranged(panels) {
		notes = append(notes, "* Ranges: some codes belong to a category only in part. A number is what is certain; where more than a few percent are not, there is none, but bounds.")
	}
	if notes != nil {
		p.Text(strings.Join(notes, "\n"))
	}
}

// ranged reports whether some cell is a range.
func ranged(panels []*tradeflow.Panel) bool {
	for _, panel := range panels {
		for i := range panel.Series {
			for j := range panel.Periods {
				if lower, upper := panel.Series[i].Bounds(j); lower < upper {
					return true
				}
			}
		}
	}
	return false
}
