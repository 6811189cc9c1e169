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
// numbers that are drawn, WriteJSON adds the words, and WriteVegaLite writes line,
// bar and slope charts as a specification that a newsroom can restyle.
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
// # What is not there
//
// A number that is missing is never drawn as zero. A line has a gap, a bar is
// replaced by "n/a" and the reason, and the note says what is not there.
//
// Before printing, ask Lint: it returns texts that overlap, are cut or too
// pale, a missing source, and whatever else an editor would send back.
//
// The drawing is done with gonum.org/v1/plot: its canvases, fonts and scales.
// The colours are those of Okabe and Ito, which people with any colour vision
// tell apart.
package chart
