package chart

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"
)

// sums checks what the chart promises to add up.
func (l *linter) sums(c *composition) {
	for _, s := range c.plan.adds {
		sum, size := 0.0, math.Abs(s.total)
		for _, v := range s.parts {
			sum += v
			size = max(size, math.Abs(v))
		}
		if d := math.Abs(sum - s.total); !(d <= max(s.within, 1e-9*size)) {
			l.add("adds", "%s: the parts are %.6g and not %.6g", s.what, sum, s.total)
		}
	}
}

// absences checks that what is not there, or not quite, can be seen to be so.
func (l *linter) absences(f *Figure, c *composition) {
	l.bridges(c)
	all := l.allTexts(f, c)
	missing, ranged, open := 0, 0, 0
	for _, i := range c.plan.drawn {
		for _, k := range c.subject.rows[i].cells {
			switch {
			case !k.known:
				missing++
			case k.open:
				open++
			case above(k) || below(k):
				ranged++
			}
		}
	}
	if missing > 0 && !strings.Contains(strings.ToLower(all), "n/a") && !strings.Contains(all, saysSilent) {
		l.add("missing", "%d numbers are missing, and neither the chart nor the note says n/a", missing)
	}
	if ranged > 0 && !explainsRanges.MatchString(sentences(f.Subtitle, f.Note, c.plan.remark)) {
		l.add("range", "%d numbers have bounds that the note does not explain", ranged)
	}
	if open > 0 && !strings.Contains(strings.ToLower(all), "at least") && !strings.Contains(all, "≥") {
		l.add("range", "of %d numbers it is not known how much more they may be, and the note does not say so", open)
	}
	l.partial(f, c)
	cover, gaps := c.subject.coverage()
	strips := factsOf[stripFact](l.probe)
	told := len(strips) > 0 && strips[0].all == cover.all && slices.Equal(strips[0].known, cover.known)
	if gaps && !told && !strings.Contains(all, cover.remark(c.subject.periods)) {
		l.add("coverage", "some of %d %s are missing in some periods, which nothing shows", cover.all, cover.of)
	}
}

var explainsRanges = regexp.MustCompile(`(?i)light area|thin line|certain|range|bound|at most|at least`)

// allTexts is everything that the figure says, its frame as it was before it was
// broken into lines.
func (l *linter) allTexts(f *Figure, c *composition) string {
	parts := []string{clean(f.Title), clean(f.Subtitle), clean(f.Source), sentences(f.Note, c.plan.remark)}
	for _, t := range l.chartTexts() {
		parts = append(parts, t.text)
	}
	return strings.Join(parts, "\n")
}

// bridges finds lines that run across a missing number. Rows that share their
// colour with others cannot be told from each other, and are passed over.
func (l *linter) bridges(c *composition) {
	if c.plan.times == nil || !c.plan.hued {
		return
	}
	rows := c.subject.rows
	for _, i := range c.plan.drawn {
		r := rows[i]
		shared := slices.ContainsFunc(c.plan.drawn, func(o int) bool { return o != i && rows[o].color == r.color })
		if shared {
			continue
		}
		last := r.last()
		for j, k := range r.cells {
			first := slices.IndexFunc(r.cells, func(k cell) bool { return k.known })
			if k.known || j < first || j > last {
				continue
			}
			from, to := c.plan.times(j)
			middle := (from + to) / 2
			slit := vg.Rectangle{Min: vg.Point{X: middle - 0.05, Y: 0}, Max: vg.Point{X: middle + 0.05, Y: l.sheet.height}}
			for _, s := range l.strokes {
				if s.order > l.framed && s.color == r.color && s.crosses(slit) && !standing(s) {
					l.add("missing", "the line of %q runs across %s, which is unknown", r.label, c.subject.periods[j].Words())
				}
			}
		}
	}
}

// standing reports whether a stroke is upright, such as the bounds in a gap.
func standing(s mark) bool {
	b := bounds(s.runs)
	return b.Max.X-b.Min.X < 0.1
}

// partial checks that a last year which is not whole is called by its months.
func (l *linter) partial(f *Figure, c *composition) {
	last := c.subject.periods[len(c.subject.periods)-1]
	year, month := last.End()
	if last.Months() >= 12 || month == time.December {
		return
	}
	all := clean(f.Subtitle)
	for _, t := range l.chartTexts() {
		all += "\n" + t.text
	}
	for _, word := range []string{month.String(), month.String()[:3], fmt.Sprintf("Q%d", (month+2)/3)} {
		for _, form := range []string{"%s %d", "%[2]d %[1]s"} {
			if strings.Contains(all, fmt.Sprintf(form, word, year)) {
				return
			}
		}
	}
	first, _ := c.subject.periods[0].Start()
	if strings.Contains(all, fmt.Sprintf("%s, %d", month, first)) && strings.Contains(all, fmt.Sprint(year)) {
		return // the same months of several years: "January to November, 2021 and 2022"
	}
	l.add("partial", "nothing says that %d ends with %s here", year, month)
}
