package rows

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dates tells which styles show a number of days as a date, and on which day the
// count begins.
type dates struct {
	styles []bool
	from   time.Time
}

func (b *workbook) readDates() (d dates, err error) {
	d.from = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.Props.Date1904 == "1" || b.Props.Date1904 == "true" {
		d.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	name := targetOf(b.links, "styles")
	if name == "" {
		return d, nil
	}
	if err := b.decode(name, &sheet); err != nil {
		return d, err
	}
	own := map[int]bool{}
	for _, f := range sheet.Formats {
		own[f.ID] = showsDate(f.Code)
	}
	for _, c := range sheet.Cells {
		is, ok := own[c.Format]
		d.styles = append(d.styles, is || !ok && slices.Contains(dateFormats, c.Format))
	}
	return d, nil
}

// dateFormats are the numbers of the built-in formats that show a day or a month:
// ECMA-376 part 1, 18.8.30. From 27 on they are those of East Asian editions; 34,
// 35, 55 and 56, a date in Japan and a time in China, are left out.
var dateFormats = []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}

// literals are the parts of a number format that stand for themselves, and those
// in brackets: colours, conditions, languages. [h], [mm] and the like are hours,
// minutes and seconds, and stay.
var literals = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[(?:[^\]hms]|[^\]]{3})[^\]]*\]`)

// showsDate reports whether a number format shows a day, a month or a year. An m
// alone is a month unless hours or seconds make it minutes.
func showsDate(code string) bool {
	code = literals.ReplaceAllString(strings.ToLower(code), "")
	code, _, _ = strings.Cut(code, ";")
	if code == "general" || code == "standard" || strings.ContainsAny(code, "#?") {
		return false
	}
	return strings.ContainsAny(code, "yd") || strings.Contains(code, "m") && !strings.ContainsAny(code, "hs0")
}

// has reports whether the cells of a style are dates.
func (d dates) has(style string) bool {
	i, err := strconv.Atoi(style)
	return err == nil && i >= 0 && i < len(d.styles) && d.styles[i]
}

// append appends the date that a number of days stands for, with the time of day
// where it has one. What no program shows as a date stays a number: so do the
// first 60 days of 1900, whose count is wrong by the day that Lotus 1-2-3 invented.
func (d dates) append(b, number []byte) []byte {
	first := 0.0
	if d.from.Year() < 1900 {
		first = 61
	}
	days, err := strconv.ParseFloat(string(number), 64)
	if err != nil || !(days >= first && days < 2958466) {
		return append(b, number...)
	}
	const day = 24 * 60 * 60
	seconds := int(math.Round(days * day))
	at := d.from.AddDate(0, 0, seconds/day).Add(time.Duration(seconds%day) * time.Second)
	layout := time.DateOnly
	if at.Hour()+at.Minute()+at.Second() > 0 {
		layout = time.DateTime
	}
	return at.AppendFormat(b, layout)
}
