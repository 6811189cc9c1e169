package chart

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image/color"
	"math"
	"strconv"
	"strings"

	xfont "golang.org/x/image/font"
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
}

func newSVG(height vg.Length) *svgCanvas { return &svgCanvas{states: newStates(), height: height} }

// document returns the whole file. Its ids come from a hash of the content, so
// that many figures can stand on one page and the same figure has the same bytes.
func (c *svgCanvas) document(s sheet, title, desc string) []byte {
	h := fnv.New64a()
	fmt.Fprint(h, title, "\x00", desc, "\x00")
	h.Write(c.body.Bytes())
	id := fmt.Sprintf("%016x", h.Sum64())
	var out bytes.Buffer
	w, ht := rounded(s.width), rounded(s.height)
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt" viewBox="0 0 %s %s" role="img" aria-labelledby="title-%s desc-%s" lang="en">`+"\n",
		w, ht, w, ht, id, id)
	fmt.Fprintf(&out, "<title id=\"title-%s\">%s</title>\n<desc id=\"desc-%s\">%s</desc>\n", id, escape(title), id, escape(desc))
	out.WriteString(`<g font-family="'Liberation Sans', Arial, Helvetica, sans-serif" stroke-linejoin="round">` + "\n")
	out.Write(c.body.Bytes())
	out.WriteString("</g>\n</svg>\n")
	return out.Bytes()
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
		parts := make([]string, len(s.dashes))
		for i, d := range s.dashes {
			parts[i] = rounded(d * s.to.scale())
		}
		fmt.Fprintf(&c.body, ` stroke-dasharray="%s" stroke-dashoffset="%s"`, strings.Join(parts, " "), rounded(s.offset*s.to.scale()))
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
	c.fillAnchored(f, at, atStart, text)
}

func (c *svgCanvas) fillAnchored(f font.Face, at vg.Point, a anchor, text string) {
	if f.Font.Size == 0 || text == "" {
		return
	}
	s := c.now()
	p := s.to.apply(at)
	fmt.Fprintf(&c.body, `<text x="%s" y="%s"`, rounded(p.X), rounded(c.height-p.Y))
	if a != atStart {
		fmt.Fprintf(&c.body, ` text-anchor="%s"`, [...]string{atMiddle: "middle", atEnd: "end"}[a])
	}
	if s.to.b != 0 {
		fmt.Fprintf(&c.body, ` transform="rotate(%s %s %s)"`,
			rounded(vg.Length(-math.Atan2(s.to.b, s.to.a)*180/math.Pi)), rounded(p.X), rounded(c.height-p.Y))
	}
	fmt.Fprintf(&c.body, ` font-size="%s"`, rounded(f.Font.Size*s.to.scale()))
	if f.Font.Weight >= xfont.WeightBold {
		c.body.WriteString(` font-weight="700"`)
	}
	// Where a reader has neither Liberation Sans nor Arial, another face must not
	// run out of its place: the text is set to the width that it was laid out for.
	fmt.Fprintf(&c.body, ` textLength="%s" lengthAdjust="spacingAndGlyphs"`, rounded(f.Width(text)*s.to.scale()))
	fmt.Fprintf(&c.body, ` fill="%s">%s</text>`+"\n", hex(s.color), escape(text))
}

// path writes path data; curves and arcs that are not whole circles become
// short straight lines.
func (c *svgCanvas) path(p vg.Path) string {
	var b strings.Builder
	closed := len(p) > 0 && p[len(p)-1].Type == vg.CloseComp
	for _, run := range c.flatten(p) {
		if closed && len(run) > 1 {
			run = run[:len(run)-1]
		}
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
	r := math.Round(float64(v)*100) / 100
	if r == 0 {
		return "0" // not "-0"
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
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
