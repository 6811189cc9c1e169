package chart

import (
	"math"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// unit says how a panel's numbers are printed in a figure: all in one scale,
// which the subtitle names, with the sign or word on the top tick only.
type unit struct {
	factor         float64 // from the panel's number to the printed one
	words          string  // for the subtitle: "million EUR", "%"
	prefix, suffix string  // around the top tick: "€400m", "+150%"
	plus           bool    // changes carry their sign
	each           string  // after every printed value: "%" of a share or a rate
}

// unitOf chooses the scale in which the largest number has up to four digits.
func unitOf(u tradeflow.Unit, largest float64) unit {
	switch u.Kind {
	case tradeflow.Growth:
		return unit{factor: 100, words: "%", suffix: "%", each: "%", plus: true}
	case tradeflow.ShareOf:
		return unit{factor: 100, words: strings.TrimSpace("% of " + clean(u.Name)), suffix: "%", each: "%"}
	case tradeflow.Points:
		return unit{factor: 100, words: "percentage points", suffix: " pp", plus: true}
	case tradeflow.IndexOf:
		return unit{factor: 1, words: clean(u.Name) + " = 100"}
	case tradeflow.PlainRatio:
		return unit{factor: 1, words: "ratio"}
	}
	name := clean(u.Name)
	out := unit{factor: 1, words: name}
	short := ""
	for _, s := range []struct {
		size        float64
		words, sign string
	}{{1e12, "trillion", "tn"}, {1e9, "billion", "bn"}, {1e6, "million", "m"}, {1e3, "thousand", "k"}} {
		if largest >= s.size {
			out.factor, out.words, short = 1/s.size, strings.TrimSpace(s.words+" "+name), s.sign
			break
		}
	}
	switch name {
	case "EUR", "USD", "GBP":
		out.prefix, out.suffix = map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}[name], short
	default:
		out.suffix = strings.TrimRight(short+" "+shorten(name, 12), " ")
	}
	return out
}

// tick prints a tick's value; the top one carries the unit.
func (u unit) tick(v float64, decimals int, top bool) string {
	if v == 0 {
		return "0"
	}
	s := u.number(v, decimals)
	if !top {
		return s
	}
	if rest, negative := strings.CutPrefix(s, minus); negative {
		return minus + u.prefix + rest + u.suffix
	}
	return u.prefix + s + u.suffix
}

// value prints a number beside its mark. One that would round to nothing gets
// more digits, and says so where even these do not show it.
func (u unit) value(v float64, decimals int) string {
	for d := decimals; d <= decimals+2; d++ {
		if v == 0 || math.Abs(v) >= 0.5*math.Pow10(-d) {
			return u.number(v, d) + u.each
		}
	}
	least := strconv.FormatFloat(math.Pow10(-decimals-2), 'f', decimals+2, 64)
	if v < 0 {
		return ">" + minus + least + u.each
	}
	return "<" + least + u.each
}

const minus = "\u2212" // as wide as plus, unlike the hyphen

// number prints v with so many decimals, thousands commas, a real minus sign
// and, for changes, a plus; never "-0".
func (u unit) number(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	switch {
	case strings.Trim(s, "0.") == "":
		return whole
	case v < 0:
		return minus + whole
	case u.plus:
		return "+" + whole
	}
	return whole
}

// labelDecimals gives printed values about three significant digits, the same
// decimals throughout a figure; a percentage has at most one.
func labelDecimals(largest float64, percent bool) int {
	switch {
	case largest >= 99.95 || largest == 0:
		return 0
	case largest >= 10 || percent && largest >= 1:
		return 1
	case largest >= 1:
		return 2
	}
	return min(12, 1-int(math.Floor(math.Log10(largest))))
}
