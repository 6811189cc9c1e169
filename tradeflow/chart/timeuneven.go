package chart

import (
	"fmt"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// usual is the length in months that most periods have, the longer one of two that
// are as frequent. It is 0 where length does not matter: for shares, rates and
// indices, and for windows that overlap, such as the year to date.
func (s *subject) usual() int {
	if s.source.Unit.Kind != tradeflow.Amount || newTimeAxis(s.periods).windows {
		return 0
	}
	count := map[int]int{}
	best := 0
	for _, t := range s.periods {
		count[t.Months()]++
	}
	for n, c := range count {
		if c > count[best] || c == count[best] && n > best {
			best = n
		}
	}
	return best
}

// partial reports whether an amount is of a shorter time than the others, such as
// the first eight months beside whole years: it looks like a fall, and is none.
func (s *subject) partial(j int) bool {
	n := s.periods[j].Months()
	return n < s.usual()
}

// uneven is the remark about periods that are not as long as the others.
func (s *subject) uneven() string {
	usual := s.usual()
	var shorter, longer []tradeflow.Period
	for _, t := range s.periods {
		switch n := t.Months(); {
		case n < usual:
			shorter = append(shorter, t)
		case n > usual && usual > 0:
			longer = append(longer, t)
		}
	}
	whole := "as long as the other periods"
	switch usual {
	case 12:
		whole = "a whole year"
	case 3:
		whole = "a whole quarter"
	}
	text := ""
	switch n := len(shorter); {
	case n == 1:
		text = shorter[0].Words() + " is not " + whole
	case n == 2:
		text = shorter[0].Words() + " and " + shorter[1].Words() + " are each not " + whole
	case n > 2:
		text = fmt.Sprintf("%s and %d other periods are each not %s", shorter[0].Words(), n-1, whole)
	}
	if n := len(longer); n > 0 {
		months := "several months"
		if l := longer[0].Months(); !slices.ContainsFunc(longer, func(t tradeflow.Period) bool { return t.Months() != l }) {
			months = fmt.Sprintf("%d months", l)
		}
		more := longer[0].Words() + " is one number for " + months
		switch {
		case n == 2:
			more = longer[0].Words() + " and " + longer[1].Words() + " are each one number for " + months
		case n > 2:
			more = fmt.Sprintf("%s and %d other periods are each one number for %s", longer[0].Words(), n-1, months)
		}
		if text == "" {
			return more
		}
		text = sentences(text, more)
	}
	return text
}
