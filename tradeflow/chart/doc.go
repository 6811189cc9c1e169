// Package chart draws panels as figures that can be printed as they are.
//
// A figure is made from a panel by one of three functions:
//
//	Lines  each series as a line over time
//	Bars   a ranking, upright bars over time, or groups of bars
//	Slope  two periods side by side, and what changed between them
//
// The figure already knows what its panel knows: flow, unit, valuation and
// period are in its subtitle, the publishers in its source line, warnings and
// missing numbers in its note. What it cannot know is what the chart shows.
// That is the title, and it should say the finding:
//
//	fig := chart.Lines(panel)
//	fig.Title = "Exports of machine tools have tripled since the invasion"
//	fig.Highlight = []string{"Machine tools"}
//	fig.Events = []chart.Event{{Year: 2022, Month: time.February, Day: 24, Label: "Full-scale invasion"}}
//	err := fig.Save("machine-tools.svg")
//
// Save writes a PNG or an SVG, by the extension. The SVG holds real text and a
// description for readers who cannot see it; both formats hold the same
// drawing, and the same figure always gives the same bytes. For a phone, set
// Size to Phone and save again: the figure is set anew, not made smaller.
//
// A number that is missing is never drawn as zero. A line has a gap, a bar is
// replaced by "n/a" and the reason, and the note says what is not there.
//
// Before printing, ask Lint: it returns texts that overlap, are cut or too
// pale, a missing source, and whatever else an editor would send back. Data
// and WriteCSV return exactly the numbers that are drawn, to be published
// beside the figure.
//
// The drawing is done with gonum.org/v1/plot: its canvases, fonts and scales.
// Type is Liberation Sans, which has the width of Arial; the colours are those
// of Okabe and Ito, which people with any colour vision tell apart.
package chart
