package tradeflow

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// allGoods is the code column of a row that is the total of all commodities.
const allGoods = "TOTAL"

// commodity is what the text of a code column says.
type commodity struct {
	code   hscodes.Code // invalid for the total of all goods
	masked bool         // the goods are in code, but their own line is withheld: "39XXXXXX"
}

// parseCommodity reads a published commodity code. Publishers write goods whose
// line they withhold with letters in place of digits: 39XXXXXX and 09SSS123 in
// Comext, 9999AA in old Comtrade lists. Such a row is no total: it stands beside
// the lines of its chapter or heading.
func parseCommodity(s string) (commodity, error) {
	if s == allGoods {
		return commodity{}, nil
	}
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == len(s) {
		c, err := hscodes.Parse(s)
		return commodity{code: c}, err
	}
	for _, c := range []byte(s[n:]) {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return commodity{}, fmt.Errorf("not a commodity code: %q is neither a digit nor a capital letter", rune(c))
		}
	}
	if n < 2 || len(s) > 12 {
		return commodity{}, fmt.Errorf("not a commodity code: expected TOTAL, or 2 to 12 digits of which the last may be masked with letters")
	}
	c, err := hscodes.Parse(s[:n-n%2])
	return commodity{code: c, masked: true}, err
}
