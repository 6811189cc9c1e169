package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

// frame is what surrounds every chart: the accent tag, title and subtitle above
// it, note and source below. gonum/plot has a title, but centres and never
// wraps it.
type frame struct {
	sheet  sheet
	blocks []block
	panel  vg.Rectangle // what is left for the chart
}

// block is lines of text that hang from a first baseline.
type block struct {
	style style
	lines []string
	first vg.Length
}

const tagHeight = 4.6

func newFrame(f *Figure, s sheet, fonts *chain, remark string) frame {
	fr := frame{sheet: s}
	width := s.width - 2*s.margin
	title := style{size: s.title, bold: true, color: ink, fonts: fonts}
	subtitle := style{size: s.subtitle, color: softInk, fonts: fonts}
	footer := style{size: s.footer, color: faintInk, fonts: fonts}

	y := s.height - tagHeight*s.pen - 0.9*s.title // the top of what comes next
	hang := func(st style, lines []string) {
		if len(lines) > 0 {
			fr.blocks = append(fr.blocks, block{st, lines, y - capHeight*st.size})
			y -= st.height(len(lines)) + 0.25*s.title
		}
	}
	hang(title, title.cut(title.balance(clean(f.Title), width), width, 3))
	lines := subtitle.balance(clean(f.Subtitle), width)
	if len(lines) > 2 {
		lines, subtitle = style{size: max(smallest, s.subtitle-1.5), color: softInk, fonts: fonts}.fit(clean(f.Subtitle), width, 3)
		if even := subtitle.balance(clean(f.Subtitle), width); len(even) == len(lines) {
			lines = even
		}
	}
	hang(subtitle, lines)
	top := y - 0.35*s.title

	y = s.margin - 0.2*s.footer // where the footer ends
	stand := func(lines []string) {
		if len(lines) > 0 {
			fr.blocks = append(fr.blocks, block{footer, lines, y + descent*s.footer + vg.Length(len(lines)-1)*footer.step()})
			y += vg.Length(len(lines)) * footer.step()
		}
	}
	footed := func(head, text string, most int) {
		if text = clean(text); text != "" {
			lines, _ := footer.wrap(head+strings.TrimPrefix(text, head), width)
			stand(footer.cut(lines, width, most))
		}
	}
	footed("Source: ", f.Source, 3)
	footed("Note: ", sentences(f.Note, remark), int(max(4, 10.7-width/100)))
	fr.panel = vg.Rectangle{Min: vg.Point{X: s.margin, Y: y + 0.9*s.footer}, Max: vg.Point{X: s.width - s.margin, Y: top}}
	return fr
}

func (fr frame) draw(p *pen) {
	s := fr.sheet
	p.rect(white, 0, 0, s.width, s.height)
	p.rect(vermilion, s.margin, s.height-tagHeight*s.pen, s.margin+30*s.pen, s.height)
	for _, b := range fr.blocks {
		for i, l := range b.lines {
			p.text(b.style, s.margin, b.first-vg.Length(i)*b.style.step(), atStart, l)
		}
	}
}

// sentences joins the texts, each ending in a full stop, and all but the first
// beginning with a capital: before that one stands "Note:".
func sentences(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t = clean(t); t == "" {
			continue
		}
		if !strings.ContainsAny(t[len(t)-1:], ".!?") && !strings.HasSuffix(t, "…") {
			t += "."
		}
		if r, n := utf8.DecodeRuneInString(t); len(out) > 0 && !strings.HasPrefix(t, "n/a") {
			t = string(unicode.ToUpper(r)) + t[n:]
		}
		out = append(out, t)
	}
	return strings.Join(out, " ")
}
