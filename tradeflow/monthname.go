package tradeflow

import (
	"strings"
	"time"
)

// monthPrefixes begin the names of the months in English, French and German,
// without accents, each in the shortest form that names one month only.
var monthPrefixes = map[string]time.Month{
	"ja": time.January, "f": time.February, "mar": time.March, "ap": time.April, "av": time.April, "mai": time.May, "may": time.May,
	"jun": time.June, "juin": time.June, "jul": time.July, "juil": time.July, "au": time.August, "ao": time.August,
	"s": time.September, "o": time.October, "n": time.November, "d": time.December,
}

var withoutAccents = strings.NewReplacer("é", "e", "è", "e", "û", "u", "ä", "a", ".", "")

// monthNamed returns the month that a name or its abbreviation stands for, such
// as "Aug.", "août" or "Dez.", and 0 for what is none.
func monthNamed(s string) time.Month {
	s = withoutAccents.Replace(strings.ToLower(strings.TrimSpace(s)))
	if len(s) < 3 || len(s) > 9 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return 0
	}
	for n := len(s); n > 0; n-- {
		if m, ok := monthPrefixes[s[:n]]; ok {
			return m
		}
	}
	return 0
}
