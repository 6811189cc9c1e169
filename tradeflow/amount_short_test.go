package tradeflow

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestShortNumber compares numbers read eight characters at once with those read one
// after another, whatever stands behind them in the table.
func TestShortNumber(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	slow := func(b string) (Thousandths, bool) { // the same number, too long for the fast way
		v, rounded, err := parseAmount([]byte("0000000000000000"+b), 1)
		return v, err == nil && !rounded && b != "" && b[0] != '.' && !strings.ContainsAny(b, "eE ")
	}
	for range 200_000 {
		b := make([]byte, r.IntN(9))
		for i := range b {
			b[i] = "0123456789.../:-e \x00,"[min(r.IntN(30), r.IntN(20))]
		}
		want, ok := slow(string(b))
		if i := strings.IndexByte(string(b), '.'); i >= 0 && len(b)-1-i > 3 {
			ok = false // left to the slow way, even where only zeros follow
		}
		inTable := append(append([]byte(nil), b...), ",12.5\n2021,4"...)[:len(b)]
		for _, raw := range [][]byte{b, inTable} {
			if got, plain := plainAmount(raw, 1); plain != ok || plain && got != want {
				t.Fatalf("%q is %d, %v, want %d, %v", raw, got, plain, want, ok)
			}
		}
	}
	for text, want := range map[string]Thousandths{"0": 0, "7": 7000, "12345678": 12345678000, "0.001": 1, "12.5": 12500, "1234.567": 1234567, "5.": 5000} {
		if got, ok := plainAmount([]byte(text), 1); !ok || got != want {
			t.Errorf("%s is %d, %v", text, got, ok)
		}
	}
}
