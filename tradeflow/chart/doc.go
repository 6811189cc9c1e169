// Package chart draws panels as figures that can be printed as they are.
//
// A figure is made from a panel by one of these functions:
//
//	Lines          each series as a line over time
//	Multiples      a small line chart for each series, on one scale
//	Area           shares that add up to 100%, as stacked areas over time
//	Bars           a ranking, upright bars over time, or groups of bars
//	StackedBars    totals and their parts
//	DivergingBars  gains and losses of one period, from the largest to the largest
//	Slope          two periods side by side, and what changed between them
//	Dumbbell       the same, a row of two dots for each series
//	Waterfall      steps from one total to the next; WaterfallOf takes a decomposition
//	Heat           a table whose cells have the colour of their number
//	Sankey         flows between economies, over one, two or three stages
//	Routes         the same of a screening for rerouted goods
//
// What cannot be drawn honestly is an error that names the chart to take instead:
// growth rates have no stack, shares of 130% no area.
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
// # Outputs
//
// Save writes a PNG, an SVG or a PDF, by the extension; Write also writes HTML,
// which is the SVG as an element for the inside of a page. All hold the same
// drawing, and the same figure always gives the same bytes.
//
//	PNG   pixels for screens, 192 to the inch; alternative text in the file
//	SVG   real text, a title and a description for readers who cannot see it
//	PDF   a page of the size of the figure; text that can be searched and copied
//	HTML  an <svg> element with the numbers on hover, as titles of invisible
//	      areas; no script, no style, no address, and ids that differ from
//	      figure to figure, so that many can stand on one page
//
// Beside the drawing stand its twins: Data and WriteCSV return exactly the
// numbers that are drawn, WriteJSON adds the words, and WriteVegaLite writes all
// charts but flow diagrams as a specification that a newsroom can restyle.
//
// Size is the format. For a phone, set Size to Phone and save again: the figure
// is set anew, not made smaller.
//
// Type is Liberation Sans, which has the width of Arial and covers the Latin,
// Cyrillic and Greek scripts. It has no Chinese, Japanese or Korean, among
// others: Fonts takes a TrueType font for what it lacks, and Lint says when a
// character is in none. In an SVG such a font is only named, not embedded.
// Scripts that join or turn around their letters are not supported.
//
// Figures of one report share their colours: Colors gives each economy or category
// of some panels its own, for Figure.Colors. LintTogether looks at all figures
// beside each other, and finds what contradicts.
//
// # What is not there
//
// A number that is missing is never drawn as zero. A line has a gap, a bar is
// replaced by "n/a" and the reason, a cell or a stack is hatched, and the note says
// what is not there. Where a number lies in a range, that is drawn or said
// too.
//
// Before printing, ask Lint: it returns texts that overlap, are cut or too
// pale, bars that are not as long as their numbers, parts that do not add up, a
// missing source, and whatever else an editor would send back.
//
// The drawing is done with gonum.org/v1/plot: its canvases, fonts and scales.
// The colours are those of Okabe and Ito, which people with any colour vision
// tell apart.
package chart
