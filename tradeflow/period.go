package tradeflow

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Period is a run of whole calendar months: a month, a quarter, a year, or a
// span such as the January and February that China publishes as one figure.
// Periods are comparable and may be map keys. The zero Period is invalid.
type Period struct {
	first  int32 // ordinal of the first month: 12*year + month - 1
	months int16
}

// Year returns the calendar year y.
func Year(y int) Period { return Period{int32(12 * y), 12} }

// Quarter returns quarter q, 1 to 4, of year y.
func Quarter(y, q int) Period { return Period{int32(12*y + 3*(q-1)), 3} }

// Month returns one calendar month.
func Month(y int, m time.Month) Period { return Period{int32(12*y + int(m) - 1), 1} }

// Span returns the months first to last. A last month before the first lies in
// the following year, so Span(2022, time.April, time.March) is a fiscal year.
func Span(y int, first, last time.Month) Period {
	n := int16(last-first) + 1
	if n <= 0 {
		n += 12
	}
	return Period{int32(12*y + int(first) - 1), n}
}

// Window returns the months from the start of first to the end of last, such as
// the years 2019 to 2021 in one.
func Window(first, last Period) Period {
	return Period{first.first, int16(last.first + int32(last.months) - first.first)}
}

// ParsePeriod reads "2023", "2023-06", "202306", "2023M06", "2023Q2",
// "2023-01/02" (a span within a year) and "2022-04/2023-03" (a span across
// years): every form that String writes, and the usual ones of publishers.
func ParsePeriod(s string) (Period, error) {
	bad := func() (Period, error) {
		return Period{}, fmt.Errorf("period %q is not like 2023, 2023-06, 202306, 2023M06, 2023Q2 or 2023-01/02", s)
	}
	if len(s) < 4 {
		return bad()
	}
	y, ok := digits(s[:4])
	if !ok || y < 1900 || y > 2200 {
		return bad()
	}
	rest := s[4:]
	if rest == "" {
		return Year(y), nil
	}
	if (rest[0] == 'Q' || rest[0] == 'q') && len(rest) == 2 {
		if q, ok := digits(rest[1:]); ok && 1 <= q && q <= 4 {
			return Quarter(y, q), nil
		}
		return bad()
	}
	if head, tail, found := strings.Cut(rest, "/"); found {
		m, ok := month(strings.TrimPrefix(head, "-"))
		if !ok {
			return bad()
		}
		first := Month(y, m)
		if len(tail) == 7 && tail[4] == '-' {
			end, err := ParsePeriod(tail)
			if err != nil || end.first < first.first {
				return bad()
			}
			return Period{first.first, int16(end.first-first.first) + 1}, nil
		}
		last, ok := month(tail)
		if !ok || last < m {
			return bad()
		}
		return Span(y, m, last), nil
	}
	if rest[0] == '-' || rest[0] == 'M' || rest[0] == 'm' {
		rest = rest[1:]
	}
	if m, ok := month(rest); ok {
		return Month(y, m), nil
	}
	return bad()
}

func month(s string) (time.Month, bool) {
	m, ok := digits(s)
	return time.Month(m), ok && len(s) == 2 && 1 <= m && m <= 12
}

// digits reads a short run of ASCII digits, and nothing else.
func digits(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, s != "" && len(s) < 9
}

// IsValid reports whether p is a period at all.
func (p Period) IsValid() bool { return p.months > 0 }

// Start returns the first month.
func (p Period) Start() (year int, month time.Month) {
	return int(p.first) / 12, time.Month(p.first%12) + 1
}

// End returns the last month.
func (p Period) End() (year int, month time.Month) {
	return Period{p.first + int32(p.months) - 1, 1}.Start()
}

// Months returns the number of months: 1, 3, 12, or the length of the span.
func (p Period) Months() int { return int(p.months) }

// Ordinal returns the first month's place on one continuous axis of months,
// 12*year + month - 1. Charts draw on it: months are equally far apart there.
func (p Period) Ordinal() int { return int(p.first) }

// Shift moves p by so many months, keeping its length: Shift(-12) is the same
// period a year earlier.
func (p Period) Shift(months int) Period { return Period{p.first + int32(months), p.months} }

// Contains reports whether all of q lies in p.
func (p Period) Contains(q Period) bool {
	return q.first >= p.first && q.first+int32(q.months) <= p.first+int32(p.months)
}

// Compare orders periods by their first month, and the shorter one first.
func (p Period) Compare(q Period) int {
	return cmp.Or(cmp.Compare(p.first, q.first), cmp.Compare(p.months, q.months))
}

// String returns "2023", "2023Q2", "2023-06", "2023-01/02" or
// "2022-04/2023-03", and "no period" for the zero Period.
func (p Period) String() string {
	y, m := p.Start()
	endYear, last := p.End()
	switch {
	case !p.IsValid():
		return "no period"
	case p.months == 12 && m == time.January:
		return strconv.Itoa(y)
	case p.months == 1:
		return fmt.Sprintf("%d-%02d", y, m)
	case p.months == 3 && m%3 == 1:
		return fmt.Sprintf("%dQ%d", y, m/3+1)
	case y == endYear:
		return fmt.Sprintf("%d-%02d/%02d", y, m, last)
	default:
		return fmt.Sprintf("%d-%02d/%d-%02d", y, m, endYear, last)
	}
}

// Words returns the period as a reader of a chart expects it: "2023",
// "June 2023", "Q2 2023", "January to November 2022".
func (p Period) Words() string {
	y, m := p.Start()
	endYear, last := p.End()
	switch {
	case !p.IsValid() || p.months == 12 && m == time.January:
		return p.String()
	case p.months == 1:
		return fmt.Sprintf("%s %d", m, y)
	case p.months == 3 && m%3 == 1:
		return fmt.Sprintf("Q%d %d", m/3+1, y)
	case y == endYear:
		return fmt.Sprintf("%s to %s %d", m, last, y)
	case p.months%12 == 0 && m == time.January:
		return fmt.Sprintf("%d to %d", y, endYear)
	default:
		return fmt.Sprintf("%s %d to %s %d", m, y, last, endYear)
	}
}

// MarshalText writes the period as String does.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what ParsePeriod reads.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePeriod(string(text))
	return err
}
