package tradeflow

import (
	"errors"
	"math/big"
	"strings"
	"testing"
)

func TestParseAmount(t *testing.T) {
	for _, c := range []struct {
		text    string
		scale   int64
		want    Thousandths
		rounded bool
	}{
		{"0", 1, 0, false},
		{"26341029193.0", 1, 26341029193000, false},
		{"1080889.203", 1, 1080889203, false},
		{" 12.5 ", 1, 12500, false},
		{"-3", 1, -3000, false},
		{"2.63e10", 1, 26300000000000, false},
		{"1e-3", 1, 1, false},
		{"0.0005", 1, 0, true}, // ties go to even
		{"0.0015", 1, 2, true},
		{"0.00150001", 1, 2, true},
		{"0.00050001", 1, 1, true},
		{"9.1234", 1000, 9123400, false}, // thousands of dollars: 9,123.4 dollars
		{"0.0001234", 1000, 123, true},   // 0.1234 dollars
		{"000123456789012345678901234567890e-20", 1, 1234567890123, true},
	} {
		got, rounded, err := parseAmount([]byte(c.text), c.scale)
		if err != nil || got != c.want || rounded != c.rounded {
			t.Errorf("parseAmount(%q, %d) = %d, %v, %v; want %d, %v", c.text, c.scale, got, rounded, err, c.want, c.rounded)
		}
	}
	for _, s := range []string{"", " ", "NA", "N/A", ":", "null"} {
		if _, _, err := parseAmount([]byte(s), 1); !errors.Is(err, errMissing) {
			t.Errorf("parseAmount(%q): %v, want missing", s, err)
		}
	}
	for s, want := range map[string]string{
		"1,234": "comma", "12x": "not a number", "-": "not a number", "1e": "exponent", "1.2.3": "not a number", "99999999999999999": "beyond", "1e300": "beyond", "Inf": "not a number",
	} {
		if got, _, err := parseAmount([]byte(s), 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("parseAmount(%q) = %d, %v; want an error about %q", s, got, err, want)
		}
	}
}

// FuzzParseAmount holds the parser against exact rational arithmetic.
func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"1080889.203", "2.63e10", "0.0005", "-17.9995", "123456789012345678901234567890e-20"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, thousands bool) {
		scale := int64(1)
		if thousands {
			scale = 1000
		}
		if len(s) > 60 {
			return
		}
		got, rounded, err := parseAmount([]byte(s), scale)
		if err != nil {
			return
		}
		exact, ok := new(big.Rat).SetString(strings.Trim(s, " \t"))
		if !ok {
			t.Fatalf("%q was read as %d, and is no number", s, got)
		}
		exact.Mul(exact, big.NewRat(1000*scale, 1))
		off := new(big.Rat).Sub(big.NewRat(int64(got), 1), exact)
		half := big.NewRat(1, 2)
		switch off.Abs(off).Cmp(half) {
		case 1:
			t.Errorf("%q was read as %d thousandths, off by %s", s, got, off.FloatString(6))
		case 0:
			if got%2 != 0 {
				t.Errorf("%q was read as %d: a tie goes to even", s, got)
			}
		}
		if rounded != (off.Sign() != 0) {
			t.Errorf("%q: rounded is %v, off by %s", s, rounded, off.FloatString(6))
		}
	})
}
