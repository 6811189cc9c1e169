package oracle

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// input is the panels that a call may use: the last one without a name, which goes
// through the calls, and those with a name, which are arguments.
type input struct {
	current *tradeflow.Panel
	named   map[string]*tradeflow.Panel
}

// add takes a panel over; its head is "EUR", or "weight: kg" with a name.
func (in *input) add(p *tradeflow.Panel, head string) {
	name, unit, named := strings.Cut(head, ":")
	if !named {
		p.Unit = unitOf(head)
		in.current = p
		return
	}
	p.Unit = unitOf(strings.TrimSpace(unit))
	in.named[name] = p
}

// all returns the panels in an order of their own.
func (in *input) all() (list []tradeflow.Panel) {
	if in.current != nil {
		list = append(list, *in.current)
	}
	for _, name := range slices.Sorted(maps.Keys(in.named)) {
		list = append(list, *in.named[name])
	}
	return list
}

// statistic computes an answer, a *tradeflow.Panel or a Table, from a panel and
// the words behind its name.
type statistic func(p *tradeflow.Panel, args *arguments) any

// compute calls the statistics named in "Rolling 2, YoY", from left to right, and
// says in which package the last of them is.
func (in *input) compute(calls string) (answer any, pkg string, err error) {
	answer = in.current
	for call := range strings.SplitSeq(calls, ",") {
		words := strings.Fields(call)
		p, ok := answer.(*tradeflow.Panel)
		if !ok || p == nil {
			return nil, "", fmt.Errorf("%s has no panel to work on", words[0])
		}
		f, home, err := find(words[0])
		if err != nil {
			return nil, "", err
		}
		pkg = cmp.Or(home, pkg)
		args := &arguments{words: words[1:], input: in}
		answer = f(p, args)
		if args.err == nil && len(args.words) > 0 {
			args.err = fmt.Errorf("%q is left over", args.words)
		}
		if args.err != nil {
			return nil, "", fmt.Errorf("%s: %w", words[0], args.err)
		}
	}
	return answer, pkg, nil
}

// find looks a statistic up by its name, and says which package it is in.
func find(name string) (f statistic, pkg string, err error) {
	for _, list := range []struct {
		pkg string
		all map[string]statistic
	}{
		{"stats", overTime}, {"stats", shares}, {"stats", structure}, {"stats", prices}, {"stats", mirrors},
		{"stats/decompose", decompositions}, {"stats/model", seasons}, {"stats/model", models}, {"stats/reroute", reroutings}, {"", shapes},
	} {
		if f, ok := list.all[name]; ok {
			return f, list.pkg, nil
		}
	}
	return nil, "", fmt.Errorf("no statistic is called %q", name)
}

// arguments are the words behind a statistic's name, taken one after the other.
// The first that does not fit is the error.
type arguments struct {
	words []string
	input *input
	err   error
}

func (a *arguments) next(what string) string {
	if len(a.words) == 0 {
		a.fail("lacks %s", what)
		return ""
	}
	word := a.words[0]
	a.words = a.words[1:]
	return word
}

func (a *arguments) fail(format string, args ...any) {
	if a.err == nil {
		a.err = fmt.Errorf(format, args...)
	}
}

// more reports whether words are left.
func (a *arguments) more() bool { return len(a.words) > 0 && a.err == nil }

// has takes a word, if it is the next.
func (a *arguments) has(word string) bool {
	if len(a.words) == 0 || a.words[0] != word {
		return false
	}
	a.words = a.words[1:]
	return true
}

func (a *arguments) whole() int {
	word := a.next("a whole number")
	n, err := strconv.Atoi(word)
	if err != nil {
		a.fail("%q is no whole number", word)
	}
	return n
}

func (a *arguments) number() float64 {
	word := a.next("a number")
	v, err := numberOf(word)
	if err != nil {
		a.fail("%q is no number", word)
	}
	return v
}

func (a *arguments) period() tradeflow.Period {
	t, err := periodOf(a.next("a period"))
	if err != nil {
		a.fail("%v", err)
	}
	return t
}

// periods takes all words that are left.
func (a *arguments) periods() (all []tradeflow.Period) {
	for a.more() {
		all = append(all, a.period())
	}
	return all
}

func (a *arguments) month() time.Month {
	word := a.next("a month")
	t, err := time.Parse("January", word)
	if err != nil {
		a.fail("%q is no month", word)
	}
	return t.Month()
}

func (a *arguments) country() tradeflow.Country { return tradeflow.Country(a.next("a country")) }

// dims takes as many words as name dimensions.
func (a *arguments) dims() (d tradeflow.Dims) {
	for len(a.words) > 0 && dimensions[a.words[0]] != 0 {
		d |= dimensions[a.words[0]]
		a.words = a.words[1:]
	}
	if d == 0 {
		a.fail("lacks a dimension: reporter, partner, category or commodity")
	}
	return d
}

// panel takes the name of a panel.
func (a *arguments) panel() *tradeflow.Panel {
	name := a.next("the name of a panel")
	p := a.input.named[name]
	if p == nil {
		a.fail("no panel above is called %q", name)
		return &tradeflow.Panel{}
	}
	return p
}

var dimensions = map[string]tradeflow.Dims{"reporter": tradeflow.Reporter, "partner": tradeflow.Partner, "category": tradeflow.Category, "commodity": tradeflow.Commodity}
