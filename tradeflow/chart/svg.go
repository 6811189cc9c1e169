package chart

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"image/color"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svgCanvas is a vg.Canvas that writes SVG. gonum's own, vgsvg, names a single
// font without a fallback, knows neither text-anchor nor title and desc, and
// draws sharp joins.
type svgCanvas struct {
	states
	body   bytes.Buffer
	height vg.Length
	fonts  *chain
}

func newSVG(s sheet, fonts *chain) *svgCanvas {
	return &svgCanvas{states: newStates(), height: s.height, fonts: fonts}
}

// document returns a file that stands alone.
func (c *svgCanvas) document(s sheet, title, desc string) []byte {
	id := c.id(title, desc)
	var out bytes.Buffer
	out.WriteString(svgRoot(s))
	fmt.Fprintf(&out, " aria-labelledby=\"title-%s desc-%s\" lang=\"en\">\n", id, id)
	fmt.Fprintf(&out, "<title id=\"title-%s\">%s</title>\n<desc id=\"desc-%s\">%s</desc>\n", id, escape(title), id, escape(desc))
	c.group(&out)
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// fragment returns an element for the inside of an HTML page. It has no title
// of its own, which browsers would show as a tooltip all over the chart, and
// names itself in an attribute instead. Over the drawing lie invisible areas
// whose titles are the numbers there.
func (c *svgCanvas) fragment(s sheet, title, desc string, targets []target) []byte {
	id := c.id(title, desc)
	var out bytes.Buffer
	out.WriteString(svgRoot(s))
	fmt.Fprintf(&out, " aria-label=\"%s\" aria-describedby=\"about-%s\" lang=\"en\">\n<desc id=\"about-%s\">%s</desc>\n", escape(title), id, id, escape(desc))
	c.group(&out)
	if len(targets) > 0 {
		out.WriteString(`<g class="targets" fill="none" pointer-events="all">` + "\n")
		for _, t := range targets {
			size := t.area.Size()
			fmt.Fprintf(&out, `<rect x="%s" y="%s" width="%s" height="%s"><title>%s</title></rect>`+"\n",
				rounded(t.area.Min.X), rounded(c.height-t.area.Max.Y), rounded(size.X), rounded(size.Y), escapeLines(t.lines))
		}
		out.WriteString("</g>\n")
	}
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// svgRoot is the beginning of the first tag.
func svgRoot(s sheet) string {
	w, h := rounded(s.width), rounded(s.height)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt" viewBox="0 0 %s %s" role="img"`, w, h, w, h)
}

// id is a hash of the whole drawing, so that the ids of many figures on one
// page differ, and the same figure has the same bytes.
func (c *svgCanvas) id(title, desc string) string {
	h := fnv.New64a()
	fmt.Fprint(h, title, "\x00", desc, "\x00")
	h.Write(c.body.Bytes())
	return fmt.Sprintf("%016x", h.Sum64())
}

// group writes all that is drawn. A reader without Liberation Sans has most
// likely Arial, which is as wide.
func (c *svgCanvas) group(out *bytes.Buffer) {
	fmt.Fprintf(out, `<g font-family="'Liberation Sans', Arial, Helvetica, %ssans-serif" stroke-linejoin="round">`+"\n", c.fonts.families())
	out.Write(c.body.Bytes())
	out.WriteString("</g>\n")
}

// Stroke implements vg.Canvas.
func (c *svgCanvas) Stroke(p vg.Path) {
	s := c.now()
	if s.width <= 0 || len(p) == 0 {
		return
	}
	fmt.Fprintf(&c.body, `<path d="%s" fill="none" stroke="%s"%s stroke-width="%s"`,
		c.path(p), hex(s.color), opacity("stroke", s.color), rounded(s.width*s.to.scale()))
	if len(s.dashes) > 0 {
		fmt.Fprintf(&c.body, ` stroke-dasharray="%s" stroke-dashoffset="%s"`, s.dash(), rounded(s.offset*s.to.scale()))
	}
	c.body.WriteString("/>\n")
}

// Fill implements vg.Canvas.
func (c *svgCanvas) Fill(p vg.Path) {
	if len(p) == 0 {
		return
	}
	s := c.now()
	if center, radius, ok := fullCircle(p); ok {
		at := s.to.apply(center)
		fmt.Fprintf(&c.body, `<circle cx="%s" cy="%s" r="%s" fill="%s"%s/>`+"\n",
			rounded(at.X), rounded(c.height-at.Y), rounded(radius*s.to.scale()), hex(s.color), opacity("fill", s.color))
		return
	}
	fmt.Fprintf(&c.body, `<path d="%s" fill="%s"%s/>`+"\n", c.path(p), hex(s.color), opacity("fill", s.color))
}

// FillString implements vg.Canvas.
func (c *svgCanvas) FillString(f font.Face, at vg.Point, text string) {
	c.set(styleOf(f, c.now().color), at, atStart, text)
}

// set implements typesetter. The browser looks for the fonts of a text itself.
func (c *svgCanvas) set(st style, at vg.Point, a anchor, text string) {
	if st.size == 0 || text == "" {
		return
	}
	st.fonts = c.fonts
	s := c.now()
	p := s.to.apply(at)
	fmt.Fprintf(&c.body, `<text x="%s" y="%s"`, rounded(p.X), rounded(c.height-p.Y))
	if a != atStart {
		fmt.Fprintf(&c.body, ` text-anchor="%s"`, [...]string{atMiddle: "middle", atEnd: "end"}[a])
	}
	if s.to.b != 0 {
		fmt.Fprintf(&c.body, ` transform="rotate(%s %s %s)"`, rounded(vg.Length(-s.to.degrees())), rounded(p.X), rounded(c.height-p.Y))
	}
	fmt.Fprintf(&c.body, ` font-size="%s"`, rounded(st.size*s.to.scale()))
	if st.bold {
		c.body.WriteString(` font-weight="700"`)
	}
	// Where a reader has neither Liberation Sans nor Arial, another face must not
	// run out of its place: the text is set to the width that it was laid out for.
	fmt.Fprintf(&c.body, ` textLength="%s" lengthAdjust="spacingAndGlyphs"`, rounded(st.width(text)*s.to.scale()))
	fmt.Fprintf(&c.body, ` fill="%s"%s>%s</text>`+"\n", hex(s.color), opacity("fill", s.color), escape(text))
}

// path writes path data; curves and arcs that are not whole circles become
// short straight lines.
func (c *svgCanvas) path(p vg.Path) string {
	var b strings.Builder
	runs, closed := c.outline(p)
	for _, run := range runs {
		for i, at := range run {
			b.WriteString([...]string{"M", "L"}[min(i, 1)])
			b.WriteString(rounded(at.X) + " " + rounded(c.height-at.Y))
		}
		if closed {
			b.WriteByte('Z')
		}
	}
	return b.String()
}

// rounded prints a coordinate to a hundredth of a point: finer than any eye,
// and coarse enough that every processor prints the same digits.
func rounded(v vg.Length) string {
	r := toGrid(v) / 100
	if r == 0 {
		return "0" // not "-0"
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

// toGrid is a coordinate in whole hundredths of a point. Coordinates are sums of
// round lengths, and many lie in the middle of two hundredths but for the last bit, in
// which processors differ: those that multiply and add in one step put one label of
// the golden figures at 168.04, others at 168.05. So the edge between two hundredths
// lies a little below the middle, where no coordinate is.
func toGrid(v vg.Length) float64 {
	const aside = 1e-5
	return math.Floor(float64(v)*100 + 0.5 + aside)
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

func opacity(what string, c color.NRGBA) string {
	if c.A == 0xFF {
		return ""
	}
	return fmt.Sprintf(` %s-opacity="%s"`, what, rounded(vg.Length(c.A)/255))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

func escape(s string) string { return escaper.Replace(clean(s)) }

func escapeLines(lines []string) string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = escape(l)
	}
	return cmp.Or(strings.Join(out, "\n"), "n/a")
}
