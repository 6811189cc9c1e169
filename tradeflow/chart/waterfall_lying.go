package chart

import "gonum.org/v1/plot/vg"

// lying is a waterfall from top to bottom.
type lying struct {
	*waterfall
	left vg.Length
	slot vg.Length
	x    func(float64) vg.Length
}

func (l *lying) lay() (err error) {
	room := l.area.Size().Y
	l.merge(int(room/(1.2*l.least()))-l.totals(), l.strong)
	l.setNumbers()
	bars := l.bars()
	l.slot = min(room/vg.Length(len(bars)), 5.6*l.sheet.label)
	l.figures = style{size: max(smallest, min(l.sheet.label, l.slot/1.2)), bold: true}
	texts := make([]string, len(bars))
	for i, b := range bars {
		texts[i] = b.label
	}
	var width vg.Length
	l.names, width = l.setNames(texts, func(i int) bool { return bars[i].total || l.strong(bars[i]) }, l.slot)
	l.left = l.area.Min.X + width
	low, high := l.extent()
	if low == high {
		high = 1
	}
	l.beyond = make([]bool, len(bars))
	for i := range bars {
		l.beyond[i] = true
	}
	// A number that would stand on the zero line goes to the other end of its bar,
	// which changes the scale; so this is done until all stand.
	for range len(bars) + 1 {
		var ends []end
		for i, b := range bars {
			at, side := l.place(i, b)
			e := end{at: at * l.unit.factor}
			if w := l.gap() + l.figures.width(l.texts[i]) + 1.5; side == atStart {
				e.after = w
			} else {
				e.before = w
			}
			ends = append(ends, e)
		}
		if l.x, err = squeeze(low, high, l.left, l.area.Max.X, ends); err != nil {
			return err
		}
		moved := false
		for i, b := range bars {
			if at, side := l.place(i, b); l.beyond[i] && side == atEnd {
				x := l.at(at) - l.gap()
				if zero := l.x(0); x+1 > zero && x-l.figures.width(l.texts[i])-1 < zero && at > 0 {
					l.beyond[i], moved = false, true
				}
			} else if l.beyond[i] && at < 0 {
				x := l.at(at) + l.gap()
				if zero := l.x(0); x-1 < zero && x+l.figures.width(l.texts[i])+1 > zero {
					l.beyond[i], moved = false, true
				}
			}
		}
		if !moved {
			return nil
		}
	}
	return nil
}

// place is the level at which the number of a bar stands, and the end of the text
// that is there: beyond the end of the bar, or behind its beginning.
func (l *lying) place(i int, b bar) (at float64, side anchor) {
	low, high := b.reach()
	if (b.value < 0) == l.beyond[i] {
		return low, atEnd
	}
	return high, atStart
}

func (l *lying) gap() vg.Length { return 0.4 * l.figures.size }

func (l *lying) at(v float64) vg.Length { return l.x(v * l.unit.factor) }

func (l *lying) middle(i int) vg.Length { return l.area.Max.Y - (vg.Length(i)+0.5)*l.slot }

func (l *lying) draw(p *pen) {
	bars := l.bars()
	half := min(0.33*l.slot, 1.3*l.sheet.label)
	bottom := l.area.Max.Y - vg.Length(len(bars))*l.slot
	for i := 1; i < len(bars); i++ {
		p.level(gridGrey, 0.6*l.sheet.pen, l.area.Min.X, l.area.Max.X, l.area.Max.Y-vg.Length(i)*l.slot)
	}
	for i, b := range bars {
		y := l.middle(i)
		p.bar(l.hue(b), b.value*l.unit.factor, l.at(b.from), l.at(b.to), y-half, y+half)
		if d := l.at(b.from) - l.at(b.to); max(d, -d) < 1 { // too small to be seen
			p.upright(l.hue(b), 1, l.at(b.to), y-half, y+half)
		}
		if i+1 < len(bars) {
			p.upright(axisGrey, 0.7*l.sheet.pen, l.at(b.to), y-half, l.middle(i+1)+half)
		}
		if b.ranged() {
			p.whisker(ink, l.sheet, vg.Point{X: l.at(b.from + b.lower), Y: y}, vg.Point{X: l.at(b.from + b.upper), Y: y})
		}
	}
	p.upright(ink, 0.9*l.sheet.pen, l.x(0), l.area.Max.Y, bottom)
	for i, b := range bars {
		p.middle(l.names[i].style, l.area.Min.X, l.middle(i), atStart, l.names[i].lines)
		p.tell(nameFact{rows: b.named()})
		at, side := l.place(i, b)
		x := l.at(at) + l.gap()
		if side == atEnd {
			x = l.at(at) - l.gap()
		}
		p.middle(l.ink(b), x, l.middle(i), side, []string{l.texts[i]})
	}
}

func (l *lying) targets() (out []target) {
	for i, b := range l.bars() {
		y := l.middle(i)
		out = append(out, target{vg.Rectangle{
			Min: vg.Point{X: l.area.Min.X, Y: y - l.slot/2}, Max: vg.Point{X: l.area.Max.X, Y: y + l.slot/2},
		}, l.lines(b)})
	}
	return out
}
