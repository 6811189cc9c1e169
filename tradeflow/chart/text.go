package chart

import (
	"image/color"
	"strings"
	"sync"
	"unicode"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

// Heights of Liberation Sans, in sizes of the type. Text is placed by its
// baseline: the font's own extents would leave digits visibly low.
const (
	capHeight = 0.70
	descent   = 0.21
	leading   = 1.19
	smallest  = vg.Length(8) // no text is set smaller
)

// house is the fonts of the house, read only once it is made.
var house = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

// style is how a piece of text is set.
type style struct {
	size  vg.Length
	bold  bool
	color color.NRGBA
	// fonts are the caller's, for characters that Liberation Sans lacks. A
	// canvas draws and measures with its own; a layout that has none takes the
	// usual width of the script.
	fonts *chain
}

func (s style) face() font.Face {
	f := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if s.bold {
		f.Weight = xfont.WeightBold
	}
	return house().Lookup(f, s.size)
}

// styleOf is the style of a text that gonum sets.
func styleOf(f font.Face, c color.NRGBA) style {
	return style{size: f.Font.Size, bold: f.Font.Weight >= xfont.WeightBold, color: c}
}

func (s style) width(text string) (w vg.Length) {
	if latin(text) { // nearly always: one run in one font
		return widthOf(s.face(), s.bold, text)
	}
	for _, r := range s.runs(text) {
		w += r.width
	}
	return w
}

// widest returns the width of the widest line.
func (s style) widest(lines []string) (w vg.Length) {
	for _, l := range lines {
		w = max(w, s.width(l))
	}
	return w
}

func (s style) step() vg.Length { return leading * s.size }

// height is the height of n lines, from the top of capitals to the last descent.
func (s style) height(n int) vg.Length {
	if n == 0 {
		return 0
	}
	return vg.Length(n-1)*s.step() + (capHeight+descent)*s.size
}

// clean makes any string drawable on one line: broken UTF-8, control and
// format characters go, white space becomes single spaces. Names come from
// data files, and files hold anything.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00A0' || r == '\u202F': // no-break spaces
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		case r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF: // no characters, and no XML
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

// wrap breaks text into lines of at most the given width. A word that is wider
// than a line is broken where it must be; whole reports that none was.
func (s style) wrap(text string, width vg.Length) (lines []string, whole bool) {
	whole = true
	line := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) {
		if line != "" {
			if longer := line + " " + word; s.width(longer) <= width {
				line = longer
				continue
			}
			lines = append(lines, line)
			line = ""
		}
		for s.width(word) > width {
			head := s.head(word, width)
			lines, word, whole = append(lines, head), word[len(head):], false
			if word == "" {
				break
			}
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines, whole
}

// head returns the longest beginning of text that fits, and at least one rune.
func (s style) head(text string, width vg.Length) string {
	end := 0
	for i, r := range text {
		next := i + len(string(r))
		if end > 0 && s.width(text[:next]) > width {
			break
		}
		end = next
	}
	return text[:end]
}

// balance wraps text so that its lines are about equally long: it narrows the
// measure as far as the number of lines stays the same.
func (s style) balance(text string, width vg.Length) []string {
	lines, whole := s.wrap(text, width)
	if len(lines) < 2 || !whole {
		return lines
	}
	low, high := width/vg.Length(len(lines)+1), width
	for range 12 {
		middle := (low + high) / 2
		if narrower, whole := s.wrap(text, middle); whole && len(narrower) == len(lines) {
			lines, high = narrower, middle
		} else {
			low = middle
		}
	}
	return lines
}

// fit sets text within a width and a number of lines: it wraps, then shrinks
// to the smallest size, and cuts with an ellipsis only after that.
func (s style) fit(text string, width vg.Length, maxLines int) ([]string, style) {
	for {
		lines, whole := s.wrap(text, width)
		if len(lines) <= maxLines && whole {
			return lines, s
		}
		if s.size <= smallest {
			return s.cut(lines, width, maxLines), s
		}
		s.size = max(smallest, s.size-0.5)
	}
}

// fitName sets a name and its number in up to four lines. Where even the
// smallest size has no room, the name is cut and never the number.
func (s style) fitName(name string, width vg.Length, with func(name string) string) ([]string, style) {
	const most = 4
	least := s
	least.size = min(s.size, smallest)
	n := len([]rune(name))
	for ; n > 8; n -= 4 {
		if lines, _ := least.wrap(with(shorten(name, n)), width); len(lines) <= most {
			break
		}
	}
	return s.fit(with(shorten(name, n)), width, most)
}

// cut keeps the first lines, and ends the last with an ellipsis if text is lost.
func (s style) cut(lines []string, width vg.Length, maxLines int) []string {
	if len(lines) <= maxLines || maxLines < 1 {
		return lines[:min(len(lines), max(0, maxLines))]
	}
	return append(lines[:maxLines-1:maxLines-1], s.broken(lines[maxLines-1], width))
}

// broken is a line that breaks off: as much of it as has room before an ellipsis.
func (s style) broken(line string, width vg.Length) string {
	last := []rune(line)
	for len(last) > 1 && s.width(string(last)+"…") > width {
		last = last[:len(last)-1]
	}
	return strings.TrimRight(string(last), " ,;:") + "…"
}

// shorten cuts prose at a word to at most n runes.
func shorten(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}
