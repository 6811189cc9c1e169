package chart

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// upright is a waterfall from left to right.
type upright struct {
	*waterfall
	axis valueAxis
	data vg.Rectangle
	y    func(float64) vg.Length
	slot vg.Length
}

// lay reports whether all names and numbers have room.
func (u *upright) lay() bool {
	u.setNumbers()
	bars := u.bars()
	low, high := u.extent()
	low, high = valueRange(low, high, true)
	u.axis = newValueAxis(ticker{u.unit, u.sheet.ticks}, low, high, u.sheet)
	u.data = u.area
	u.data.Min.X += u.axis.width
	u.slot = u.data.Size().X / vg.Length(len(bars))
	u.figures = style{size: u.sheet.label, bold: true}
	for u.figures.widest(u.texts)+3 > u.slot {
		if u.figures.size <= smallest {
			return false
		}
		u.figures.size = max(smallest, u.figures.size-0.5)
	}
	if !u.setBelow() {
		return false
	}
	u.data.Min.Y += u.below() + 0.6*u.sheet.label
	room := 1.05 * u.figures.size
	u.data.Max.Y -= room
	if low < 0 {
		u.data.Min.Y += room
	}
	u.y = scale(low, high, u.data.Min.Y, u.data.Max.Y)
	return u.data.Size().Y > 60
}

// setBelow sets the names below the bars, all in one size, and reports whether this
// can be done in three lines. A long word may reach into the slots beside its own
// where the names there leave room.
func (u *upright) setBelow() bool {
	for size := u.sheet.label; size >= smallest; size -= 0.5 {
		u.names = nil
		for _, b := range u.bars() {
			st := style{size: size, color: ink, bold: b.total || u.strong(b)}
			lines, _ := st.wrap(b.label, max(u.slot-4, st.widest(strings.Fields(b.label))+0.01))
			u.names = append(u.names, label{style: st, lines: lines})
		}
		if u.roomBelow() {
			return true
		}
	}
	return false
}

func (u *upright) roomBelow() bool {
	end := u.area.Min.X
	for i, l := range u.names {
		middle, half := u.x(float64(i)+0.5), l.style.widest(l.lines)/2
		if len(l.lines) > 3 || middle-half < end || middle+half > u.area.Max.X {
			return false
		}
		end = middle + half + 0.4*l.style.size
	}
	return true
}

func (u *upright) at(v float64) vg.Length { return u.y(v * u.unit.factor) }

func (u *upright) x(slot float64) vg.Length { return u.data.Min.X + vg.Length(slot)*u.slot }

func (u *upright) draw(p *pen) {
	const side = 0.17
	u.axis.grid(p, u.data, u.y, 0, u.sheet)
	bars := u.bars()
	for i, b := range bars {
		left, right := u.x(float64(i)+side), u.x(float64(i+1)-side)
		p.column(u.hue(b), b.value*u.unit.factor, u.at(b.from), u.at(b.to), left, right)
		if d := u.at(b.from) - u.at(b.to); max(d, -d) < 1 { // too small to be seen
			p.level(u.hue(b), 1, left, right, u.at(b.to))
		}
		if i+1 < len(bars) {
			p.level(axisGrey, 0.7*u.sheet.pen, right, u.x(float64(i+1)+side), u.at(b.to))
		}
		if b.ranged() {
			x := (left + right) / 2
			p.whisker(ink, u.sheet, vg.Point{X: x, Y: u.at(b.from + b.lower)}, vg.Point{X: x, Y: u.at(b.from + b.upper)})
		}
	}
	p.level(ink, 0.9*u.sheet.pen, u.data.Min.X, u.data.Max.X, u.y(0))
	for i, b := range bars {
		st, middle := u.ink(b), u.x(float64(i)+0.5)
		p.haloed(st, middle, u.baseline(b), atMiddle, u.texts[i])
		name := u.names[i]
		p.tell(nameFact{rows: b.named()})
		for j, l := range name.lines {
			p.text(name.style, middle, u.area.Min.Y+u.below()-capHeight*name.style.size-vg.Length(j)*name.style.step(), atMiddle, l)
		}
	}
}

// below is how high the names are.
func (u *upright) below() (h vg.Length) {
	for _, l := range u.names {
		h = max(h, l.style.height(len(l.lines)))
	}
	return h
}

// baseline is that of the number of a bar: above a rise and below a fall, or on
// the other side where it would stand on the zero line or on the names.
func (u *upright) baseline(b bar) vg.Length {
	size := u.figures.size
	gap := 0.5 * size
	low, high := b.reach()
	above, under := u.at(high)+gap, u.at(low)-gap-capHeight*size
	clear := func(y vg.Length) bool {
		return y-descent*size-1 > u.y(0) || y+capHeight*size+1 < u.y(0) && y-descent*size > u.area.Min.Y+u.below()
	}
	first, second := above, under
	if b.value < 0 {
		first, second = under, above
	}
	if !clear(first) && clear(second) {
		return second
	}
	return first
}

func (u *upright) targets() (out []target) {
	for i, b := range u.bars() {
		out = append(out, target{vg.Rectangle{
			Min: vg.Point{X: u.x(float64(i)), Y: u.area.Min.Y}, Max: vg.Point{X: u.x(float64(i + 1)), Y: u.area.Max.Y},
		}, u.lines(b)})
	}
	return out
}
