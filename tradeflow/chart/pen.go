package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// anchor says which end of a text stands at its point.
type anchor uint8

const (
	atStart anchor = iota
	atMiddle
	atEnd
)

// typesetter is what our canvases can do beyond vg.Canvas: set text in the fonts
// of the figure, and keep a right-aligned text right-aligned when the reader's
// font is a little wider than ours.
type typesetter interface {
	set(s style, at vg.Point, a anchor, text string)
}

// pen draws the few things that charts are made of on any vg.Canvas.
type pen struct{ draw.Canvas }

func newPen(c vg.Canvas, s sheet) *pen {
	return &pen{draw.Canvas{Canvas: c, Rectangle: vg.Rectangle{Max: vg.Point{X: s.width, Y: s.height}}}}
}

// text draws one line with its baseline at a point.
func (p *pen) text(s style, x, y vg.Length, a anchor, text string) {
	if text == "" {
		return
	}
	p.SetColor(s.color)
	if c, ok := p.canvas().(typesetter); ok {
		c.set(s, vg.Point{X: x, Y: y}, a, text)
		return
	}
	p.FillString(s.face(), vg.Point{X: x - s.before(a, text), Y: y}, text)
}

// canvas is the one below: a layer of a plot is handed one inside another.
func (p *pen) canvas() vg.Canvas {
	c := p.Canvas.Canvas
	for {
		inner, ok := c.(draw.Canvas)
		if !ok {
			return c
		}
		c = inner.Canvas
	}
}

// before is how much of the text lies left of its anchor.
func (s style) before(a anchor, text string) vg.Length {
	return s.width(text) * vg.Length(a) / 2
}

// middle draws lines of text whose block is centred on the height y, by the
// height of the capitals.
func (p *pen) middle(s style, x, y vg.Length, a anchor, lines []string) {
	top := y + (vg.Length(len(lines)-1)*s.step()+capHeight*s.size)/2
	for i, l := range lines {
		p.text(s, x, top-capHeight*s.size-vg.Length(i)*s.step(), a, l)
	}
}

// haloed draws a line of text on a white ground, so that what lies under it
// does not run through the letters.
func (p *pen) haloed(s style, x, y vg.Length, a anchor, text string) {
	left := x - s.before(a, text)
	p.rect(white, left-1.5, y-descent*s.size-0.5, left+s.width(text)+1.5, y+capHeight*s.size+1.5)
	p.text(s, x, y, a, text)
}

// rect fills a rectangle given by two opposite corners.
func (p *pen) rect(c color.NRGBA, x0, y0, x1, y1 vg.Length) {
	r := vg.Rectangle{Min: vg.Point{X: min(x0, x1), Y: min(y0, y1)}, Max: vg.Point{X: max(x0, x1), Y: max(y0, y1)}}
	p.SetColor(c)
	p.Fill(r.Path())
}

// line strokes through the points.
func (p *pen) line(c color.NRGBA, width vg.Length, points ...vg.Point) {
	p.StrokeLines(draw.LineStyle{Color: c, Width: width}, points)
}

func (p *pen) level(c color.NRGBA, width, x0, x1, y vg.Length) {
	p.StrokeLine2(draw.LineStyle{Color: c, Width: width}, x0, y, x1, y)
}

func (p *pen) upright(c color.NRGBA, width, x, y0, y1 vg.Length) {
	p.StrokeLine2(draw.LineStyle{Color: c, Width: width}, x, y0, x, y1)
}

func (p *pen) dashed(c color.NRGBA, width, x, y0, y1 vg.Length) {
	p.StrokeLine2(draw.LineStyle{Color: c, Width: width, Dashes: []vg.Length{3, 2}}, x, y0, x, y1)
}

func (p *pen) area(c color.NRGBA, points []vg.Point) {
	p.FillPolygon(c, points)
}

func (p *pen) dot(c color.NRGBA, radius vg.Length, at vg.Point) {
	p.DrawGlyphNoClip(draw.GlyphStyle{Color: c, Radius: radius, Shape: draw.CircleGlyph{}}, at)
}

// fullCircle recognises the path that draw.CircleGlyph makes.
func fullCircle(p vg.Path) (center vg.Point, radius vg.Length, ok bool) {
	if len(p) != 3 || p[0].Type != vg.MoveComp || p[1].Type != vg.ArcComp || p[2].Type != vg.CloseComp ||
		math.Abs(p[1].Angle) < 2*math.Pi {
		return vg.Point{}, 0, false
	}
	return p[1].Pos, p[1].Radius, true
}
