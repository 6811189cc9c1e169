package chart

import (
	"image"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// states is the part of vg.Canvas that our own canvases share: colour, line
// style and transform, and the stack of them.
type states struct{ stack []state }

type state struct {
	color  color.NRGBA
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
	to     affine
}

// affine is the transform x' = a x + c y + e, y' = b x + d y + f.
type affine struct{ a, b, c, d, e, f float64 }

func (m affine) apply(p vg.Point) vg.Point {
	x, y := float64(p.X), float64(p.Y)
	return vg.Point{X: vg.Length(m.a*x + m.c*y + m.e), Y: vg.Length(m.b*x + m.d*y + m.f)}
}

// after is the transform that first does n, then m.
func (m affine) after(n affine) affine {
	return affine{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

// scale is the factor by which the transform enlarges lengths.
func (m affine) scale() vg.Length { return vg.Length(math.Sqrt(math.Abs(m.a*m.d - m.b*m.c))) }

// degrees is how far the transform turns, to the left.
func (m affine) degrees() float64 { return math.Atan2(m.b, m.a) * 180 / math.Pi }

func newStates() states {
	return states{[]state{{color: color.NRGBA{A: 0xFF}, width: 1, to: affine{a: 1, d: 1}}}}
}

func (s *states) now() *state { return &s.stack[len(s.stack)-1] }

// dash prints the pattern of a dashed line.
func (s *state) dash() string {
	parts := make([]string, len(s.dashes))
	for i, d := range s.dashes {
		parts[i] = rounded(d * s.to.scale())
	}
	return strings.Join(parts, " ")
}

// SetLineWidth implements vg.Canvas.
func (s *states) SetLineWidth(w vg.Length) { s.now().width = w }

// SetLineDash implements vg.Canvas.
func (s *states) SetLineDash(pattern []vg.Length, offset vg.Length) {
	s.now().dashes, s.now().offset = pattern, offset
}

// SetColor implements vg.Canvas.
func (s *states) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	s.now().color = color.NRGBAModel.Convert(c).(color.NRGBA)
}

// Rotate implements vg.Canvas.
func (s *states) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	s.now().to = s.now().to.after(affine{a: cos, b: sin, c: -sin, d: cos})
}

// Translate implements vg.Canvas.
func (s *states) Translate(p vg.Point) {
	s.now().to = s.now().to.after(affine{a: 1, d: 1, e: float64(p.X), f: float64(p.Y)})
}

// Scale implements vg.Canvas.
func (s *states) Scale(x, y float64) { s.now().to = s.now().to.after(affine{a: x, d: y}) }

// Push implements vg.Canvas.
func (s *states) Push() { s.stack = append(s.stack, *s.now()) }

// Pop implements vg.Canvas.
func (s *states) Pop() {
	if len(s.stack) > 1 {
		s.stack = s.stack[:len(s.stack)-1]
	}
}

// DrawImage implements vg.Canvas. The figures hold no images.
func (s *states) DrawImage(vg.Rectangle, image.Image) {}

// outline returns what a file needs of a path: its runs without points that no
// eye can see, and whether each is closed by a line back to its start.
func (s *states) outline(p vg.Path) (runs [][]vg.Point, closed bool) {
	closed = len(p) > 0 && p[len(p)-1].Type == vg.CloseComp
	runs = s.flatten(p)
	for i, run := range runs {
		if closed && len(run) > 1 {
			run = run[:len(run)-1]
		}
		runs[i] = simplify(run)
	}
	return runs, closed
}

// flatten returns the path as runs of straight lines in figure coordinates.
func (s *states) flatten(p vg.Path) (runs [][]vg.Point) {
	to := s.now().to
	add := func(at vg.Point) {
		if len(runs) == 0 {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], to.apply(at))
	}
	var here vg.Point
	for _, c := range p {
		switch c.Type {
		case vg.MoveComp:
			runs = append(runs, nil)
			add(c.Pos)
		case vg.LineComp:
			add(c.Pos)
		case vg.ArcComp:
			n := max(2, int(math.Ceil(math.Abs(c.Angle)/(math.Pi/16))))
			for i := range n + 1 {
				sin, cos := math.Sincos(c.Start + c.Angle*float64(i)/float64(n))
				add(vg.Point{X: c.Pos.X + c.Radius*vg.Length(cos), Y: c.Pos.Y + c.Radius*vg.Length(sin)})
			}
		case vg.CurveComp:
			from, control := here, append(c.Control[:len(c.Control):len(c.Control)], c.Pos)
			for i := 1; i <= 16; i++ {
				add(bezier(from, control, vg.Length(i)/16))
			}
		case vg.CloseComp:
			if n := len(runs); n > 0 && len(runs[n-1]) > 0 {
				runs[n-1] = append(runs[n-1], runs[n-1][0])
			}
		}
		here = c.Pos
	}
	return runs
}

// bezier is the point at t of the curve from a point through its controls, by
// de Casteljau.
func bezier(from vg.Point, control []vg.Point, t vg.Length) vg.Point {
	points := append([]vg.Point{from}, control...)
	for n := len(points) - 1; n > 0; n-- {
		for i := range n {
			points[i].X += t * (points[i+1].X - points[i].X)
			points[i].Y += t * (points[i+1].Y - points[i].Y)
		}
	}
	return points[0]
}
