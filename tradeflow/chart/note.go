package chart

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// noteLength is how many characters a derived note has at most, or nearly: more
// would not stand below a figure on a phone. Who wants all of it prints
// Panel.Warnings beside the figure.
const noteLength = 320

// note says what a reader must know before the numbers mislead: what ranges mean,
// which numbers are missing and why, and the panel's warnings, those that matter
// most first. What finds no room is counted. Where each bar says itself why it is
// missing, that is not said twice.
func note(p *tradeflow.Panel, kind string) string {
	own := []string{ranges(p, kind), least(p), missing(p)}
	free := 0
	if (kind == barsName || kind == divergingName) && len(p.Periods) == 1 {
		free = utf8.RuneCountInString(own[2]) // for where the bars have no room to say it
		own = own[:2]
	}
	return noteOf(p, free, own...)
}

// noteOf is the warnings of a panel for which there is room, and after them what the
// chart says itself. So many more characters are kept free.
func noteOf(p *tradeflow.Panel, free int, own ...string) string {
	told, left := told(p, noteLength-free-utf8.RuneCountInString(sentences(own...)))
	parts := append(told, own...)
	if left > 0 {
		parts = append(parts, fmt.Sprintf("%s with the data", count(left, "more note comes", "more notes come")))
	}
	return sentences(parts...)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// told are the warnings for which there is room, and how many are left. The first
// one is always told.
func told(p *tradeflow.Panel, room int) (told []string, left int) {
	const longest = 180
	for _, w := range ordered(p) {
		text := shorten(plain(p, w.Text), longest)
		if slices.Contains(told, text) {
			continue
		}
		n := utf8.RuneCountInString(text)
		if len(told) > 0 && n > room || strings.Contains(text, "no break") {
			left++
			continue
		}
		told = append(told, text)
		room -= n + 2
	}
	return told, left
}

// isoPeriod is a period as warnings write it: 2020-01 or 2022-01/11. A day matches
// too, and is no period.
var isoPeriod = regexp.MustCompile(`\b\d{4}-\d{2}(?:[-/]\d{2})?\b`)

// percent is a number and its sign, as warnings write it; a figure has no space there.
var percent = regexp.MustCompile(`(\d) %`)

// plain is a warning as a reader knows its words: without the name of the statistic,
// which is in the subtitle, and with its months in words.
func plain(p *tradeflow.Panel, text string) string {
	text = clean(text)
	if p.Statistic != "" {
		text = strings.TrimPrefix(text, clean(p.Statistic)+": ")
	}
	text = strings.Replace(percent.ReplaceAllString(text, "$1%"), "the input has", "the data have", 1)
	return isoPeriod.ReplaceAllStringFunc(text, func(s string) string {
		if t, err := tradeflow.ParsePeriod(s); err == nil {
			return t.Words()
		}
		return s
	})
}

// ordered are the warnings of a panel, those first that change how its numbers
// read: breaks of the nomenclature in what is drawn, then who is missing, then
// totals that do not fit, then the rest. What the note says itself is left out.
func ordered(p *tradeflow.Panel) []tradeflow.Warning {
	broken := map[string]bool{}
	absent := map[string]bool{}
	for i := range p.Series {
		name := p.Series[i].Key.Category
		for j := range p.Periods {
			c := read(&p.Series[i], j)
			broken[name] = broken[name] || !c.known || c.open || above(c) || below(c)
			absent[name] = absent[name] || c.status == tradeflow.NotInNomenclature
		}
	}
	rank := func(w tradeflow.Warning) int {
		switch {
		case w.Kind == tradeflow.AboutEdition && (w.Category == "" || broken[w.Category]):
			return 0
		case w.Kind == tradeflow.AboutCoverage:
			return 1
		case w.Kind == tradeflow.AboutTotals:
			return 2
		case w.Kind == tradeflow.AboutEdition:
			return 3
		case w.Kind == tradeflow.AboutAmounts:
			return 4
		}
		return 5
	}
	named := silences(p) <= mostGaps
	out := slices.DeleteFunc(slices.Clone(p.Warnings), func(w tradeflow.Warning) bool {
		return clean(w.Text) == "" || absent[w.Category] && strings.Contains(w.Text, saysAbsent) ||
			named && strings.HasPrefix(w.Text, saysSilent) && differing(p).Has(tradeflow.Reporter)
	})
	slices.SortStableFunc(out, func(a, b tradeflow.Warning) int { return rank(a) - rank(b) })
	return out
}

// saysAbsent is in the warning that a category is not in the nomenclature. The note
// has it shorter, with the months: "n/a: Drones: not in the nomenclature (...)".
const saysAbsent = "has no codes for it"

// saysSilent begins the warning that lists silent reporters. Where the note has room
// to name them all it does so itself; else the warning does, which names more.
const saysSilent = "nothing reported by"

// silences counts the series that have a cell without a report.
func silences(p *tradeflow.Panel) (n int) {
	for i := range p.Series {
		if slices.ContainsFunc(p.Series[i].Status, func(s tradeflow.Status) bool { return s == tradeflow.NotReported }) {
			n++
		}
	}
	return n
}

// ranges says what light areas and thin lines mean.
func ranges(p *tradeflow.Panel, kind string) string {
	extended, spread := false, false
	for i := range p.Series {
		for j := range p.Periods {
			c := read(&p.Series[i], j)
			extended = extended || c.ranged()
			spread = spread || c.spread() || c.bounded()
		}
	}
	switch {
	case kind == slopeName && extended:
		return "The numbers are what certainly belongs to a category; more may"
	case kind == slopeName && spread:
		return "Some of the numbers lie in a range, which is in the table of the figure"
	case kind == barsName:
		return barRanges(p, unitOf(p.Unit, 1).plus)
	case kind == divergingName || kind == dumbbellName || kind == waterfallName:
		return barRanges(p, true)
	case (kind == linesName || kind == multiplesName) && spread:
		return "Light areas show the range in which a number lies"
	case extended:
		return lightRanges
	}
	return ""
}

// least names the numbers above which nobody knows how much more there is.
func least(p *tradeflow.Panel) string {
	return gaps(p, "at least: ", func(c cell) bool { return c.open }, func(cell) string { return "" })
}

// missing lists the numbers that are not there: "n/a: Drones: break of the
// nomenclature (2021)".
func missing(p *tradeflow.Panel) string {
	listed := silences(p) > mostGaps && differing(p).Has(tradeflow.Reporter) &&
		slices.ContainsFunc(p.Warnings, func(w tradeflow.Warning) bool { return strings.HasPrefix(w.Text, saysSilent) })
	return gaps(p, "n/a: ", func(c cell) bool { return !c.known && !(listed && c.status == tradeflow.NotReported) }, cell.reason)
}
