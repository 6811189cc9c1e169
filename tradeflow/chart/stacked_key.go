package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// keyRow is colours and what they stand for, in lines above a chart.
type keyRow struct {
	entries []keyEntry
	height  vg.Length
}

type keyEntry struct {
	color color.NRGBA
	style style
	lines []string
	left  vg.Length
	top   vg.Length // below the top of the key
	rows  []int
}

// keySize is how the names of a key are set.
type keySize struct {
	size vg.Length
	most int // lines of a name
}

// keySizes are the ways to set a key, the best first: where long names leave no room
// for the bars they are set smaller, and cut only after that.
func (c *stacked) keySizes() []keySize {
	return []keySize{{c.sheet.label, 3}, {smallest, 3}, {smallest, 1}}
}

// layKeys sets an entry for each band, in the order of the stack, as many on a line
// as have room. A name that is too long for a line is wrapped.
func (c *stacked) layKeys(as keySize) (k keyRow) {
	st := style{size: as.size, color: softInk}
	var x, y, deep vg.Length
	for _, b := range c.bands {
		st.bold = b.strong
		lines, fitted := st.fit(b.label, c.area.Size().X-1.4*c.sheet.label, as.most)
		w := 1.4*c.sheet.label + fitted.widest(lines)
		if x > 0 && x+w > c.area.Size().X {
			x, y, deep = 0, y+deep, 0
		}
		k.entries = append(k.entries, keyEntry{b.color, fitted, lines, x, y, c.rowsOf(b)})
		x += w + 1.4*st.size
		deep = max(deep, fitted.height(len(lines))+0.55*st.size)
	}
	k.height = y + deep + 0.4*st.size
	return k
}

func (k keyRow) draw(p *pen, area vg.Rectangle, s sheet) {
	for _, e := range k.entries {
		y := area.Max.Y - e.top - capHeight*e.style.size
		p.rect(e.color, area.Min.X+e.left, y, area.Min.X+e.left+0.9*s.label, y+capHeight*e.style.size)
		p.tell(nameFact{rows: e.rows})
		for i, l := range e.lines {
			p.text(e.style, area.Min.X+e.left+1.4*s.label, y-vg.Length(i)*e.style.step(), atStart, l)
		}
	}
}
