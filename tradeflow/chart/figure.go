package chart

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/whole"
)

// Figure is a panel drawn as a chart in its editorial frame. Lines, Bars and the
// other functions of this package make one and fill in the words that the panel
// knows; set Title, change what should be different, then Save. A Figure may be drawn by several
// goroutines at once, as long as none changes it or its panel.
type Figure struct {
	Title    string // what the chart shows, as a finding: "Exports have tripled"
	Subtitle string // what the numbers are: flow, unit, period. Derived from the panel
	Note     string // warnings and missing numbers. Derived from the panel
	Source   string // who published the numbers. Derived from the panel
	Alt      string // the chart in a sentence or two, for who cannot see it. Derived from the panel

	// Events are vertical lines on time axes.
	Events []Event
	// Highlight names the series to emphasise: labels as they are drawn, or
	// the country or category of a key, by code or by name. The rest become
	// thinner; more than six others become grey.
	Highlight []string
	// Colors fixes the colour of series by their label, so that an entity
	// looks the same in several figures. The function Colors makes such a map.
	Colors map[string]color.Color
	// By is the dimension that a heat map puts into its rows, and of which small
	// multiples draw a panel for each member; 0 leaves it to the chart.
	By tradeflow.Dims
	// Size is the format; the zero value is Wide.
	Size Size
	// Fonts are TrueType files, read into memory, for characters that
	// Liberation Sans lacks, such as Chinese. The first that has a character
	// draws it. Nothing is embedded but the glyphs that a PDF shows.
	Fonts [][]byte

	panel *tradeflow.Panel
	kind  kind
	fault error  // why there is nothing to draw, where the panels already tell
	paper *sheet // instead of Size; tests only
}

// Format is a file format.
type Format uint8

const (
	PNG  Format = iota + 1 // pixels, 192 to the inch
	SVG                    // lines and text, for the web and for print
	PDF                    // a page of the size of the figure, for print
	HTML                   // the SVG as an element inside an HTML page, with the numbers on hover
)

// kind is one sort of chart.
type kind struct {
	name string // "Line chart"
	plan func(s *subject, panel vg.Rectangle) (plan, error)
}

// plan is a chart that is laid out and ready to be drawn.
type plan struct {
	draw   func(p *pen)
	drawn  []int  // the rows that it shows, in its order
	hidden []int  // the periods of these that it does not show
	remark string // what a reader must know about this layout, such as rows left out
	// targets are where the reader of a page finds which numbers; nil: nowhere.
	targets func() []target
	// times is the stretch of a time axis that belongs to a period; nil where
	// periods do not stand side by side.
	times func(j int) (from, to vg.Length)
	// hued says that the colour of a mark tells which row it is of.
	hued bool
	// adds is what must add up in this chart, in the panel's unit.
	adds []sum
	// data are the numbers that are drawn, where these are not those of the rows.
	data func() []Datum
	// vega is the specification of a chart that draws other numbers than the rows'.
	vega func() object
}

// composition is a whole figure, laid out.
type composition struct {
	subject *subject
	fonts   *chain
	frame   frame
	plan    plan
	strip   *strip // nil where nothing is missing
}

// compose lays the figure out. What the chart remarks goes into the note,
// which takes room from the chart, so this is done until the remark stays.
func (f *Figure) compose() (*composition, error) {
	if f.fault != nil {
		return nil, f.fault
	}
	s, err := f.subject()
	if err != nil {
		return nil, err
	}
	fonts, err := chainOf(f.Fonts)
	if err != nil {
		return nil, err
	}
	c := &composition{subject: s, fonts: fonts}
	remark := ""
	for range 4 {
		c.frame = newFrame(f, s.sheet, fonts, remark)
		room := c.frame.panel.Size()
		if room.X < 60 || room.Y < 60 {
			return nil, fmt.Errorf("chart: no room for the drawing, only %.0f x %.0f points: shorten the title, subtitle or note, or choose a larger Size", room.X, room.Y)
		}
		if err = c.layOut(f.kind); err != nil {
			return nil, err
		}
		if c.plan.remark == remark {
			break
		}
		remark = c.plan.remark
	}
	return c, nil
}

// layOut lays the chart out in the panel of the frame. Where reporters are silent
// in some of the periods, it makes room for a strip below a time axis that shows
// how many are there; elsewhere the chart remarks it.
func (c *composition) layOut(k kind) (err error) {
	panel := c.frame.panel
	if c.plan, err = k.plan(c.subject, panel); err != nil {
		return err
	}
	c.strip = nil
	cover, gaps := c.subject.coverage()
	if !gaps {
		return nil
	}
	if c.plan.times == nil {
		c.plan.remark = sentences(c.plan.remark, cover.remark(c.subject.periods))
		return nil
	}
	c.strip = newStrip(cover, c.subject, panel)
	panel.Min.Y += c.strip.height
	c.plan, err = k.plan(c.subject, panel)
	c.strip.times = c.plan.times
	return err
}

func (c *composition) draw(canvas vg.Canvas) {
	p := newPen(canvas, c.subject.sheet)
	c.frame.draw(p)
	c.drawChart(p)
}

// drawChart draws all but the frame.
func (c *composition) drawChart(p *pen) {
	c.plan.draw(p)
	if c.strip != nil {
		c.strip.draw(p)
	}
}

// Write writes the figure as a whole file of the given format. The same figure
// always gives the same bytes. A panel that cannot be drawn gives an error that
// says what to do, and nothing is written.
func (f *Figure) Write(w io.Writer, format Format) error {
	b, err := f.render(format)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func (f *Figure) render(format Format) ([]byte, error) {
	if format < PNG || format > HTML {
		return nil, errors.New("chart: unknown format: choose chart.PNG, chart.SVG, chart.PDF or chart.HTML")
	}
	c, err := f.compose()
	if err != nil {
		return nil, err
	}
	title, sheet := f.Title, c.subject.sheet
	if clean(title) == "" {
		title = f.Subtitle
	}
	switch format {
	case PNG:
		canvas := newPNG(sheet, c.fonts)
		c.draw(canvas)
		return encodePNG(canvas, title, f.Alt)
	case PDF:
		return c.drawPDF(title, f.Alt)
	}
	canvas := newSVG(sheet, c.fonts)
	c.draw(canvas)
	if format == HTML {
		return canvas.fragment(sheet, title, f.Alt, c.targets()), nil
	}
	return canvas.document(sheet, title, f.Alt), nil
}

// Save writes the figure to a file, as a PNG, SVG or PDF by the extension of its
// name. The file appears whole or not at all: an older one stays until then.
func (f *Figure) Save(path string) error {
	format, ok := map[string]Format{".png": PNG, ".svg": SVG, ".pdf": PDF}[strings.ToLower(filepath.Ext(path))]
	if !ok {
		return fmt.Errorf("chart: save %s: the name must end in .png, .svg or .pdf", path)
	}
	b, err := f.render(format)
	if err != nil {
		return err
	}
	err = whole.File(path, func(w io.Writer) error { _, err := w.Write(b); return err })
	if err != nil {
		return fmt.Errorf("chart: save: %w", err)
	}
	return nil
}
