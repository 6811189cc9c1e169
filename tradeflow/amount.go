package tradeflow

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
)

// errMissing says that a field holds one of the marks for "no number".
var errMissing = errors.New("missing")

// parseAmount reads a decimal number as thousandths of its unit, times scale:
// BACI's thousands of dollars have a scale of 1000. What does not fit into
// thousandths is rounded half to even, and reported. Blanks around the number
// are allowed, and an exponent; commas and other decorations are not.
func parseAmount(b []byte, scale int64) (amount Thousandths, rounded bool, err error) {
	if amount, ok := plainAmount(b, scale); ok {
		return amount, false, nil
	}
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t') {
		b = b[:len(b)-1]
	}
	switch string(b) {
	case "", "NA", "N/A", "NaN", "nan", "null", "NULL", ":":
		return 0, false, errMissing
	}
	negative := b[0] == '-'
	if negative || b[0] == '+' {
		b = b[1:]
	}
	var mantissa uint64
	var seen, point, lost bool
	exponent := 3 // the result is in thousandths
	for i, c := range b {
		switch {
		case '0' <= c && c <= '9':
			seen = true
			if mantissa > (math.MaxUint64-9)/10 {
				lost = lost || c != '0'
				if !point {
					exponent++
				}
				continue
			}
			mantissa = 10*mantissa + uint64(c-'0')
			if point {
				exponent--
			}
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && seen:
			e, err := parseExponent(b[i+1:])
			if err != nil {
				return 0, false, err
			}
			return scaled(mantissa, exponent+e, scale, negative, lost)
		case c == ',':
			return 0, false, errors.New("a number with a comma: write 1234.5, without separators of thousands")
		default:
			return 0, false, errors.New("not a number")
		}
	}
	if !seen {
		return 0, false, errors.New("not a number")
	}
	return scaled(mantissa, exponent, scale, negative, lost)
}

// plainAmount reads what nearly all amounts are: up to fifteen digits, a point among
// them or not, which come to whole thousandths within the range.
func plainAmount(b []byte, scale int64) (Thousandths, bool) {
	if len(b) <= 8 {
		n, decimals, ok := shortNumber(b)
		if !ok || decimals > 3 || scale > 1000 {
			return 0, false
		}
		return Thousandths(n * thousandths[decimals] * scale), true
	}
	if len(b) > 15 || scale > 1000 {
		return 0, false
	}
	n, point := int64(0), -1
	for i, c := range b {
		if d := c - '0'; d <= 9 {
			n = 10*n + int64(d)
		} else if c == '.' && point < 0 && i > 0 {
			point = i
		} else {
			return 0, false
		}
	}
	decimals := 0
	if point >= 0 {
		decimals = len(b) - 1 - point
	}
	if decimals > 3 || n > 1e12 {
		return 0, false
	}
	return Thousandths(n * thousandths[decimals] * scale), true
}

// shortNumber reads up to eight characters at once: digits, and a point between or
// behind them. Nothing in it depends on where the number ends or has its point, which
// no processor can foresee.
func shortNumber(b []byte) (n int64, decimals int, ok bool) {
	const ones = 0x0101010101010101 // in each byte
	if len(b) == 0 {
		return 0, 0, false
	}
	blank := 8 - len(b) // bytes in front of the number, whose last character is in the highest byte
	text := packed8(b) << (8 * blank)
	point := text ^ ones*'.'
	if point = (point - ones) &^ point & (ones << 7); point != 0 {
		at := bits.TrailingZeros64(point) / 8
		before := text & (1<<(8*at) - 1)
		text = text>>(8*at+8)<<(8*at+8) | before<<8
		decimals = 7 - at
		blank++
		if at == blank-1 {
			return 0, 0, false // no digit in front of it
		}
	}
	text |= ones * '0' & (1<<(8*blank) - 1)
	if text&(ones*0xf0) != ones*'0' || (text+ones*6)&(ones*0xf0) != ones*'0' {
		return 0, 0, false
	}
	// Digits become numbers of two digits, these become ones of four and of eight.
	text &= ones * 0x0f
	text = text*10 + text>>8
	text = (text&0xff_000000ff*(100+1000000<<32) + text>>16&0xff_000000ff*(1+10000<<32)) >> 32
	return int64(text), decimals, true
}

// thousandths are what the last digit of a number of so many decimals is worth.
var thousandths = [...]int64{1000, 100, 10, 1}

func parseExponent(b []byte) (int, error) {
	negative := len(b) > 0 && b[0] == '-'
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		b = b[1:]
	}
	n, ok := digits(string(b))
	if !ok || n > 400 {
		return 0, errors.New("not a number: its exponent cannot be read")
	}
	if negative {
		return -n, nil
	}
	return n, nil
}

// scaled returns mantissa * scale * 10^exponent, rounded half to even.
func scaled(mantissa uint64, exponent int, scale int64, negative, lost bool) (Thousandths, bool, error) {
	for s := scale; s > 1; s /= 10 { // scales are powers of ten
		exponent++
	}
	for ; exponent > 0 && mantissa > 0; exponent-- {
		if mantissa > math.MaxInt64/10 {
			return 0, false, fmt.Errorf("a number beyond %.0f, more than any trade", float64(math.MaxInt64/1000))
		}
		mantissa *= 10
	}
	rounded := lost
	for ; exponent < 0 && mantissa > 0; exponent++ {
		// Digits that fall off below the last one only matter to a tie.
		digit := mantissa % 10
		mantissa /= 10
		if exponent == -1 {
			rounded = rounded || digit != 0
			if digit > 5 || digit == 5 && (lost || mantissa%2 == 1) {
				mantissa++
			}
		} else if digit != 0 {
			lost, rounded = true, true
		}
	}
	if mantissa > math.MaxInt64 {
		return 0, false, fmt.Errorf("a number beyond %.0f, more than any trade", float64(math.MaxInt64/1000))
	}
	if negative {
		return -Thousandths(mantissa), rounded, nil
	}
	return Thousandths(mantissa), rounded, nil
}

// withoutCommas takes the commas between thousands out of a number, and refuses
// those that stand elsewhere: a decimal comma would make a hundred of one.
func withoutCommas(b []byte) ([]byte, error) {
	first := bytes.IndexByte(b, ',')
	if first < 0 {
		return b, nil
	}
	whole, fraction, _ := bytes.Cut(bytes.TrimSpace(b), []byte{'.'})
	groups := bytes.Split(whole, []byte{','})
	for i, g := range groups {
		if len(bytes.TrimLeft(g, "+-")) > 3 || len(g) == 0 || i > 0 && len(g) != 3 {
			return nil, errors.New("a number with a comma that does not part thousands")
		}
	}
	if bytes.IndexByte(fraction, ',') >= 0 {
		return nil, errors.New("a number with a comma that does not part thousands")
	}
	plain := bytes.Join(groups, nil)
	if len(fraction) > 0 {
		plain = append(append(plain, '.'), fraction...)
	}
	return plain, nil
}

// powersOfTen are the scales of amounts, with their exponents.
var powersOfTen = func() map[int64]int {
	all := map[int64]int{}
	for n, scale := 0, int64(1); n <= 12; n, scale = n+1, scale*10 {
		all[scale] = n
	}
	return all
}()

// powerOfTen reads the exponent of a scale: "6" for millions.
func powerOfTen(s string) (int64, error) {
	for scale, n := range powersOfTen {
		if s == strconv.Itoa(n) {
			return scale, nil
		}
	}
	return 0, fmt.Errorf("scale %q is no power of ten", s)
}
