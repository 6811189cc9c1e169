package tradeflow

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// UnitKind is what sort of number a Panel holds.
type UnitKind uint8

const (
	Amount     UnitKind = iota // money or a quantity, in Unit.Name
	Growth                     // a fraction: 0.69 is +69 %
	ShareOf                    // a fraction of a total: 0.26 is 26 %
	Points                     // a difference of shares: 0.347 is 34.7 percentage points
	IndexOf                    // an index whose base is 100
	PlainRatio                 // a pure number, such as a ratio or an index of concentration
	PerUnit                    // an amount for each unit of another, which never adds up: a unit value
)

// Unit says what a Panel's numbers are and how to print them. Name is the
// currency or measure of an amount ("EUR", "kg"), the base of an index
// ("January 2022"), the denominator of a share ("all reporters"), what a pure
// number is ("log points"; "" is a ratio), or the two units of a unit value
// ("EUR per kg").
type Unit struct {
	Kind UnitKind `json:"kind"`
	Name string   `json:"name"`
}

// Format prints v in the unit: "525.21 million EUR", "+69.0%", "26.0%",
// "+34.7 pp", "118.3", "+8,549.2%". NaN is "n/a": a missing number is never a zero.
func (u Unit) Format(v float64) string {
	switch {
	case math.IsNaN(v):
		return "n/a"
	case u.Kind == Growth:
		return signed(100*v, 1) + "%"
	case u.Kind == ShareOf:
		return fixed(100*v, 1) + "%"
	case u.Kind == Points:
		return signed(100*v, 1) + " pp"
	case u.Kind == IndexOf:
		return fixed(v, 1)
	case u.Kind == PlainRatio && math.Abs(v) < 1:
		return fixed(v, 3)
	case u.Kind == PlainRatio:
		return fixed(v, 2)
	case u.Kind == PerUnit && math.Abs(v) < 1000:
		return fixed(v, 2) + " " + u.Name
	}
	size := math.Abs(v)
	switch {
	case size >= 1e9:
		return fixed(v/1e9, 2) + " billion " + u.Name
	case size >= 1e6:
		return fixed(v/1e6, 2) + " million " + u.Name
	case size >= 1e3:
		return fixed(v/1e3, 1) + " thousand " + u.Name
	}
	return strings.TrimSpace(fixed(v, 0) + " " + u.Name)
}

// String names the unit in words.
func (u Unit) String() string {
	switch u.Kind {
	case Growth:
		return "change, fraction"
	case ShareOf:
		return strings.TrimSpace("share of " + u.Name)
	case Points:
		return "percentage points, fraction"
	case IndexOf:
		return "index, " + u.Name + " = 100"
	case PlainRatio:
		return cmp.Or(u.Name, "ratio")
	}
	return u.Name
}

const minus = "\u2212" // the sign that lines up with plus in print

// fixed prints v with so many decimals, commas between thousands, a real minus sign,
// and never "-0".
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	zero := strings.Trim(s, "0.") == ""
	whole := len(s)
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole = i
	}
	for i := whole - 3; i > 0 && !math.IsInf(v, 0); i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if v < 0 && !zero {
		return minus + s
	}
	return s
}

func signed(v float64, decimals int) string {
	s := fixed(v, decimals)
	if v > 0 && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}
