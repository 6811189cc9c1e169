package main

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/chart"
	"github.com/tradeflow-go/dualuse/tradeflow/report"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

// story is the page under way: the panels it is told from, and what was found.
type story struct {
	job       *job
	who       string           // the reporters, in words
	then, now tradeflow.Period // the two windows that are compared
	all       *tradeflow.Panel // by partner and category
	toRussia  *tradeflow.Panel // by category
	toSix     *tradeflow.Panel // by category
	byPartner *tradeflow.Panel

	colors map[string]color.Color // the same for a country or category in every figure

	out      *report.Page
	findings []string
	figures  int
	drawn    []*chart.Figure
}

func newStory(exports *tradeflow.Panel, j *job) (*story, error) {
	s := &story{job: j, all: exports, who: "All reporters"}
	if len(j.reporter) == 1 {
		s.who = j.reporter[0].Name()
	}
	var err error
	if s.then, s.now, err = window(exports); err != nil {
		return nil, err
	}
	s.toRussia = exports.Only(func(k tradeflow.Key) bool { return k.Partner == russia })
	toSix := exports.Only(func(k tradeflow.Key) bool { return k.Partner != russia })
	if s.toSix, err = toSix.Sum(tradeflow.Partner); err != nil {
		return nil, err
	}
	// Drones and other categories that an edition lacks would make every total
	// unknown, ranges would make it uncertain: shares are of the rest.
	windows := ytd(exports, s.then, s.now)
	known := exports.Only(func(k tradeflow.Key) bool {
		return !slices.ContainsFunc(windows.Series, func(w tradeflow.Series) bool { return w.Key.Category == k.Category && !certain(w) })
	})
	s.byPartner, err = known.Sum(tradeflow.Category)
	s.colors = chart.Colors(s.byPartner, largest(s.toRussia, 6), largest(s.toSix, 6))
	return s, err
}

func (s *story) page() (*report.Page, error) {
	s.out = report.New(fmt.Sprintf("%s: exports of dual-use goods to Russia and six neighbours, %s", s.who, s.now.Words()))
	s.out.Text(fmt.Sprintf("Every change on this page compares %s with %s: the same months of two years. "+
		"The six neighbours are Armenia, Belarus, Georgia, Kazakhstan, Kyrgyzstan and Uzbekistan. "+
		"Dual-use categories hold civil goods too; a figure here says what was traded, not what it was used for. %s",
		s.now.Words(), s.then.Words(), s.job.caveat))
	for _, section := range []func() error{s.growth, s.shares, s.index, s.levels} {
		if err := section(); err != nil {
			return nil, err
		}
	}
	for _, issue := range chart.LintTogether(s.drawn...) {
		s.find("Layout of the page: %s", issue)
	}
	s.out.Text("## Where the numbers come from")
	if s.job.source != "" {
		s.out.Text(s.job.source + ".")
	}
	shares := stats.Share(ytd(s.byPartner, s.then, s.now), tradeflow.Partner)
	s.out.Method(s.all, stats.YTD(s.all), stats.Diff(shares), stats.Index(stats.Rolling(s.toRussia, 3), s.then))
	s.out.Provenance(s.all, s.job.read...)
	return s.out, nil
}

// figure finishes a figure and puts it on the page.
func (s *story) figure(name, title string, f *chart.Figure) {
	f.Title = title
	if s.job.source != "" {
		_, scheme, _ := strings.Cut(f.Source, "; ")
		f.Source = s.job.source + "; " + scheme
	}
	if s.job.caveat != "" {
		f.Note = strings.TrimSpace(s.job.caveat + " " + f.Note)
	}
	if strings.Contains(name, "six") {
		six := strings.NewReplacer("exports of dual-use goods", "exports of dual-use goods to the six neighbours",
			"exports by", "exports to the six neighbours by")
		f.Subtitle, f.Alt = six.Replace(f.Subtitle), six.Replace(f.Alt)
	}
	for _, size := range []chart.Size{chart.Phone, chart.Wide} {
		f.Size = size
		for _, issue := range f.Lint() {
			s.find("Layout of %s: %s", name, issue)
		}
	}
	s.drawn = append(s.drawn, f)
	s.figures++
	s.out.Figure(fmt.Sprintf("%02d-%s", s.figures, name), f)
}

func (s *story) find(format string, args ...any) string {
	text := fmt.Sprintf(format, args...)
	s.findings = append(s.findings, text)
	return text
}

// growth tells how each category changed, to Russia and to the six.
func (s *story) growth() error {
	s.out.Text("## Growth by category")
	for _, to := range []struct {
		name, words string
		exports     *tradeflow.Panel
	}{{"growth-russia", "Russia", s.toRussia}, {"growth-six", "the six neighbours", s.toSix}} {
		growth := stats.YTD(to.exports).At(s.now)
		fell, rose, none := 0, 0, []string{}
		for i, g := range growth.Series {
			switch {
			case !g.Status[0].HasNumber():
				none = append(none, growth.Label(i)+" ("+g.Status[0].String()+")")
			case g.Values[0] < 0:
				fell++
			default:
				rose++
			}
		}
		title := fmt.Sprintf("%s exports to %s fell in %s", s.who, to.words, outOf(fell, fell+rose, none))
		if rose > fell {
			title = fmt.Sprintf("%s exports to %s rose in %s", s.who, to.words, outOf(rose, fell+rose, none))
		}
		s.out.Text(s.find("%s, %s against %s.", title, s.now.Words(), s.then.Words()))
		if len(none) > 0 {
			s.out.Text("No rate of change exists for " + strings.Join(none, ", ") + ".")
		}
		s.figure(to.name, title, chart.Bars(growth))
		s.out.Table(ytd(to.exports, s.then, s.now))
	}
	each := stats.YTD(largest(s.all.Only(func(k tradeflow.Key) bool { return k.Partner != russia }), len(s.all.Series))).At(s.now)
	rose, all := 0, 0
	for _, g := range each.Series {
		if g.Status[0].HasNumber() {
			all++
			if g.Values[0] > 0 {
				rose++
			}
		}
	}
	if all > 0 {
		title := fmt.Sprintf("%d of %d flows to the six neighbours grew", rose, all)
		s.out.Text(s.find("%s: a category to a country each.", title))
		s.figure("flows-six", title, chart.Heat(each))
	}
	return nil
}

// shares tells who gained which share of the seven.
func (s *story) shares() error {
	shares := stats.Share(stats.Cumulative(s.byPartner), tradeflow.Partner).At(s.then, s.now)
	shift := stats.Diff(shares)
	gainers := slices.Clone(shift.Series)
	slices.SortFunc(gainers, func(a, b tradeflow.Series) int { return cmp.Compare(b.Values[0], a.Values[0]) })
	best := gainers[0].Key
	before, _, _ := shares.Cell(best, s.then)
	after, _, _ := shares.Cell(best, s.now)
	was, _, _ := shares.Cell(tradeflow.Key{Partner: russia}, s.then)
	is, _, _ := shares.Cell(tradeflow.Key{Partner: russia}, s.now)

	s.out.Text("## Who gained which share of the seven")
	s.out.Text(s.find("Of the listed exports to the seven, Russia took %s in %s and %s in %s; %s went from %s to %s.",
		shares.Unit.Format(was), s.then.Words(), shares.Unit.Format(is), s.now.Words(), best.Partner.Name(), shares.Unit.Format(before), shares.Unit.Format(after)))
	slope := chart.Slope(shares)
	slope.Highlight, slope.Colors = []string{russia.Name(), best.Partner.Name()}, s.colors
	s.figure("shares", fmt.Sprintf("Russia’s share of the seven went from %s to %s", shares.Unit.Format(was), shares.Unit.Format(is)), slope)
	s.figure("share-shift", fmt.Sprintf("%s gained %s of the sales to the seven, Russia lost %s", best.Partner.Name(), points(after-before), points(was-is)), chart.DivergingBars(shift))
	s.out.Table(shares)
	s.out.Text("A share also rises where the total falls: what the neighbours gained in money stands below. " +
		"Shares are of the categories that exist in the nomenclature of both years and whose value is certain in both.")
	return nil
}

// total adds up a column of numbers that are all known.
func total(p *tradeflow.Panel, j int) (sum float64) {
	for _, s := range p.Series {
		sum += s.Values[j]
	}
	return sum
}

// outOf counts categories: "5 of 9 categories", "all 9 categories"; where some have no
// rate of change, only the others can be compared.
func outOf(n, all int, none []string) string {
	noun := "categories"
	if len(none) > 0 {
		noun = "comparable categories"
	}
	if n == all && all > 2 {
		return fmt.Sprintf("all %d %s", all, noun)
	}
	return fmt.Sprintf("%d of %d %s", n, all, noun)
}

// round is an amount for a title: three digits, and no line ends between number and
// unit.
func round(u tradeflow.Unit, v float64) string {
	step := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-2)
	if v == 0 || math.IsNaN(v) {
		step = 1
	}
	number, name, _ := strings.Cut(u.Format(math.Round(v/step)*step), " ")
	if strings.Contains(number, ".") {
		number = strings.TrimSuffix(strings.TrimRight(number, "0"), ".")
	}
	return number + "\u00A0" + strings.ReplaceAll(name, " ", "\u00A0")
}

func points(share float64) string { return fmt.Sprintf("%.1f points", 100*share) }

var invasion = chart.Event{Year: 2022, Month: time.February, Day: 24, Label: "Full-scale invasion"}

// index draws three-month sums against the twelve months before the invasion.
func (s *story) index() error {
	base := tradeflow.Span(2021, time.February, time.January)
	if _, missing := s.all.Tile(base); len(missing) > 0 || s.all.Query.Frequency != tradeflow.Monthly {
		return nil // the files do not hold the year before February 2022 by month
	}
	s.out.Text("## Since February 2022")
	s.out.Text("Three-month sums, so that a single large delivery does not make the line; 100 is the average of the twelve months before the invasion. The six largest categories are drawn.")
	for _, to := range []struct {
		name, words string
		exports     *tradeflow.Panel
	}{{"index-russia", "Russia", s.toRussia}, {"index-six", "the six neighbours", s.toSix}} {
		index := stats.Index(stats.Rolling(largest(to.exports, 6), 3), base)
		last := index.Periods[len(index.Periods)-1]
		now := index.Series[0].Values[len(index.Periods)-1]
		title := fmt.Sprintf("%s to %s: %s the level before the invasion", index.Label(0), to.words, times(now))
		s.out.Text(s.find("%s (the largest category; three months to %s against the average of %s).", title, monthOf(last), base.Words()))
		f := chart.Lines(index)
		f.Events, f.Colors = []chart.Event{invasion}, s.colors
		f.Highlight = []string{index.Label(0)}
		s.figure(to.name, title, f)
	}
	return nil
}

// levels draws how much went where.
func (s *story) levels() error {
	if s.all.Query.Frequency != tradeflow.Monthly {
		return nil
	}
	s.out.Text("## How much, in money")
	six, err := s.byPartner.Only(func(k tradeflow.Key) bool { return k.Partner != russia }).Sum(tradeflow.Partner)
	if err != nil {
		return err
	}
	windows := ytd(s.byPartner, s.then, s.now)
	toRussia, _, _ := windows.Cell(tradeflow.Key{Partner: russia}, s.now)
	beforeRussia, _, _ := windows.Cell(tradeflow.Key{Partner: russia}, s.then)
	sixWindows := ytd(six, s.then, s.now).Series[0]
	lost, gained := beforeRussia-toRussia, sixWindows.Values[1]-sixWindows.Values[0]
	unit := windows.Unit
	s.out.Text(s.find("Exports to Russia fell by %s, exports to the six neighbours rose by %s: %.0f%% of what Russia lost.", unit.Format(lost), unit.Format(gained), 100*gained/lost))
	s.figure("balance", fmt.Sprintf("Exports to the seven %s from %s to %s", went(total(windows, 0), total(windows, 1)), round(unit, total(windows, 0)), round(unit, total(windows, 1))), chart.Waterfall(windows))
	partners := stats.Rolling(s.byPartner.Only(func(k tradeflow.Key) bool { return k.Partner != russia }), 3)
	f := chart.Lines(partners)
	f.Events, f.Colors = []chart.Event{invasion}, s.colors
	top := partners.Top(1)
	s.figure("six-by-partner", fmt.Sprintf("Of the six, %s bought the most", top.Series[0].Key.Partner.Name()), f)
	s.figure("six-by-category", fmt.Sprintf("Exports to the six neighbours %s from %s to %s", went(sixWindows.Values[0], sixWindows.Values[1]), round(unit, sixWindows.Values[0]), round(unit, sixWindows.Values[1])),
		chart.Bars(ytd(largest(s.toSix, 8), s.then, s.now)))
	return nil
}

// largest keeps the n largest categories that are certain throughout.
func largest(p *tradeflow.Panel, n int) *tradeflow.Panel {
	whole := map[tradeflow.Key]bool{}
	for _, s := range p.Series {
		whole[s.Key] = certain(s)
	}
	return p.Only(func(k tradeflow.Key) bool { return whole[k] }).Top(n)
}

// certain reports whether every cell is one number, not a range and not unknown.
func certain(s tradeflow.Series) bool { return slices.Equal(s.Values, s.Upper) }

// times says an index in words: "4% of", "2.4 times".
func times(index float64) string {
	if index < 100 {
		return fmt.Sprintf("%.0f%% of", index)
	}
	return fmt.Sprintf("%.1f\u00A0times", index/100)
}

// went says which way a total went; a title must not say that it fell when it rose.
func went(from, to float64) string {
	if to > from {
		return "rose"
	}
	return "fell"
}

func monthOf(t tradeflow.Period) string {
	y, m := t.End()
	return fmt.Sprintf("%s %d", m, y)
}
