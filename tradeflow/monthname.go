package tradeflow

import (
	"strings"
	"time"
)

// monthNames are the months in English, French and German, without accents.
var monthNames = [...]string{
	"january janvier januar", "february fevrier februar", "march mars marz", "april avril", "may mai", "june juin juni", "july juillet juli",
	"august aout", "september septembre", "october octobre oktober", "november novembre", "december decembre dezember",
}

var withoutAccents = strings.NewReplacer("é", "e", "è", "e", "û", "u", "ä", "a", ".", "")

// monthNamed returns the month that a name stands for, or an abbreviation of three
// letters or more that fits one month only, such as "Aug.", "août" or "Dez.", and 0
// for what is none.
func monthNamed(s string) time.Month {
	s = withoutAccents.Replace(strings.ToLower(strings.TrimSpace(s)))
	if s == "sept" {
		s = "sep"
	}
	var found time.Month
	for i, names := range monthNames {
		for name := range strings.FieldsSeq(names) {
			if len(s) >= 3 && strings.HasPrefix(name, s) {
				if m := time.Month(i + 1); found != 0 && found != m {
					return 0
				}
				found = time.Month(i + 1)
			}
		}
	}
	return found
}
