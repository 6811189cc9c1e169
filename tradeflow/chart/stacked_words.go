package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// stackWords sets the note and the description of a chart of stacks: what is said
// there of ranges, of what is missing and of the main number is about wholes.
func (f *Figure) stackWords() *Figure {
	s, err := f.subject()
	if err != nil {
		return f
	}
	h, err := newWholes(s, f.kind.name)
	if err != nil {
		return f
	}
	f.Note, f.Alt = h.note(), h.alt(f.kind.name, f.Subtitle)
	return f
}

// note holds the warnings, what a stack shows of ranges, and what is missing.
func (h *wholes) note() string {
	return noteOf(h.source, 0, h.ranges(), least(h.source), h.missing())
}

// ranges says how ranges are drawn. In a stack that always ends at 100 they have no
// place: the note names the widest, and the numbers beside the figure have all.
func (h *wholes) ranges() string {
	var at heap
	var part slab
	widest := 0.0
	found := false
	for _, one := range h.heaps {
		for k, p := range h.parts {
			low, high, ranged := h.bounds(one, slab{k, k, p.label, p.look})
			if !ranged || !one.whole {
				continue
			}
			found = true
			if high-low > widest {
				widest, at, part = high-low, one, slab{k, k, p.label, p.look}
			}
		}
	}
	switch {
	case !found:
		return ""
	case h.percent:
		low, high, _ := h.bounds(at, part)
		return fmt.Sprintf("Some shares are ranges, and drawn as what is certain; the widest is that of %s in %s, %s to %s",
			part.label, h.heading(at), h.unit.value(low, h.decimals), h.unit.value(high, h.decimals))
	case h.mixed:
		return "Bars show what certainly belongs to a category; more may, and thin lines from the dots reach as far"
	}
	return "Light areas reach from what certainly belongs to a category to all that may"
}

// missing lists what is unknown. Where one unknown part leaves all shares without a
// number, all have the same gap, which is named once and for all.
func (h *wholes) missing() string {
	p := h.source
	if len(p.Series) == 1 {
		return missing(p)
	}
	common, others := p.Empty(p.Periods), p.Empty(p.Periods)
	all := tradeflow.NewSeries(p.Series[0].Key, len(p.Periods), tradeflow.OK)
	for i := range p.Series {
		others.Series = append(others.Series, tradeflow.NewSeries(p.Series[i].Key, len(p.Periods), tradeflow.OK))
	}
	for j := range p.Periods {
		first := read(&p.Series[0], j)
		same := !first.known
		for i := range p.Series {
			c := read(&p.Series[i], j)
			same = same && !c.known && c.reason() == first.reason()
		}
		all.Set(j, 0, 0, tradeflow.OK)
		if same {
			all.Set(j, math.NaN(), math.NaN(), first.status)
		}
		for i := range p.Series {
			c := read(&p.Series[i], j)
			if c.known || same {
				c.raw, c.status = 0, tradeflow.OK
			}
			others.Series[i].Set(j, c.raw, c.raw, c.status)
		}
	}
	common.Series = []tradeflow.Series{all}
	text, rest := missing(common), missing(others)
	if text != "" && rest != "" {
		return text + "; " + strings.TrimPrefix(rest, "n/a: ")
	}
	return text + rest
}

// alt says in 60 to 420 characters what sort of chart it is, and its main number:
// the total and its largest part, at the end and at the beginning.
func (h *wholes) alt(kind, subtitle string) string {
	text := kind + ": " + shorten(subtitle, 200) + "."
	add := func(format string, args ...any) {
		if s := " " + fmt.Sprintf(format, args...); utf8.RuneCountInString(text+s) <= 420 {
			text += s
		}
	}
	var whole, partial []heap // a part of a year beside whole years would look like a fall
	for _, one := range h.heaps {
		switch {
		case one.whole && h.partial(one.period):
			partial = append(partial, one)
		case one.whole:
			whole = append(whole, one)
		}
	}
	if len(whole) == 0 {
		whole = partial
	}
	first, last := whole[0], whole[len(whole)-1]
	if h.byKey {
		last = slices.MaxFunc(whole, func(a, b heap) int { return cmp.Compare(a.sum(), b.sum()) })
	}
	top, most := 0, math.Inf(-1)
	for k, p := range h.parts {
		if c, ok := h.cell(last, k); ok && p.rank < 3 && c.value > most {
			top, most = k, c.value
		}
	}
	name := cmp.Or(shorten(h.parts[top].label, 60), "the series")
	print := func(v float64) string { return h.source.Unit.Format(v / h.unit.factor) }
	share := func(one heap) string {
		c, _ := h.cell(one, top)
		return print(c.value)
	}
	add("%d parts of a whole.", len(h.parts))
	switch {
	case h.byKey && h.percent:
		add("Largest part of %s: %s, %s.", last.name, name, share(last))
	case h.byKey:
		add("Largest total: %s, %s; its largest part: %s, %s.", last.name, print(last.sum()), name, share(last))
	case h.percent:
		add("Largest in %s: %s, %s.", h.heading(last), name, share(last))
		if last.period != first.period {
			add("It was %s in %s.", share(first), h.heading(first))
		}
	default:
		word := "total"
		if h.mixed {
			word = "sum"
		}
		add("The %s is %s in %s.", word, print(last.sum()), h.heading(last))
		if last.period != first.period {
			add("It was %s in %s.", print(first.sum()), h.heading(first))
		}
		add("Largest part in %s: %s, %s.", h.heading(last), name, share(last))
	}
	for utf8.RuneCountInString(text) < 60 {
		text += " The numbers come with the figure as a table."
	}
	return text
}

// tipsOf are the numbers of a heap, from the top of its stack downwards, after its
// name and total.
func (h *wholes) tipsOf(one heap) []string {
	const most = 12
	lines := []string{h.heading(one)}
	if !one.whole {
		lines = append(lines, "n/a: "+cmp.Or(one.reason, "some parts are unknown"))
	} else if !h.percent {
		word := "Total"
		if h.mixed {
			word = "Sum"
		}
		lines = append(lines, word+": "+h.source.Unit.Format(one.sum()/h.unit.factor))
	}
	shown, all := 0, 0
	for k, p := range slices.Backward(h.parts) {
		c, ok := h.cell(one, k)
		if !ok {
			continue
		}
		if all++; shown < most && (p.rank != 2 || len(h.parts) <= most) {
			lines = append(lines, p.label+": "+h.tipAmount(c))
			shown++
		}
	}
	if all > shown {
		lines = append(lines, fmt.Sprintf("and %d more", all-shown))
	}
	return lines
}
