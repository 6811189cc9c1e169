package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

var hatchGrey = color.NRGBA{0xD2, 0xD2, 0xD2, 0xFF}

// hatch fills a rectangle with slanted lines: something belongs there, and nobody
// knows how much.
func (p *pen) hatch(r vg.Rectangle, s sheet) {
	p.rect(white, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
	step := 5 * s.pen
	w, h := r.Max.X-r.Min.X, r.Max.Y-r.Min.Y
	for i := vg.Length(1); i*step < w+h; i++ {
		d := i * step // the line is x + y = d, from the corner at the lower left
		from, to := vg.Point{X: r.Min.X + min(d, w), Y: r.Min.Y + max(0, d-w)}, vg.Point{X: r.Min.X + max(0, d-h), Y: r.Min.Y + min(d, h)}
		p.line(hatchGrey, 0.7*s.pen, from, to)
	}
}

// absent hatches the place of something that is unknown, and writes n/a on it, with
// the reason where that fits. It reports whether there was room for n/a at least.
func (p *pen) absent(r vg.Rectangle, reason string, s sheet) bool {
	p.hatch(r, s)
	return p.absentWords(r, reason, s)
}

// absentWords writes n/a on a hatched place.
func (p *pen) absentWords(r vg.Rectangle, reason string, s sheet) bool {
	lines, st, ok := hatchWords(r, reason, s)
	if !ok {
		return false
	}
	w, h := st.widest(lines)/2+2, st.height(len(lines))/2+2
	x, y := (r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2
	p.rect(white, x-w, y-h, x+w, y+h)
	p.middle(st, x, y, atMiddle, lines)
	return true
}

func hatchWords(r vg.Rectangle, reason string, s sheet) ([]string, style, bool) {
	st := style{size: max(smallest, s.footer), color: faintInk}
	room := r.Size()
	if reason != "" {
		if lines, whole := st.wrap("n/a: "+reason, room.X-8); whole && len(lines) <= 4 && st.height(len(lines))+6 <= room.Y {
			return lines, st, true
		}
	}
	return []string{"n/a"}, st, st.width("n/a")+4 <= room.X && st.height(1)+4 <= room.Y
}
