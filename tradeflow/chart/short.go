package chart

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// short is a period in as few characters as an axis has room for.
func short(t tradeflow.Period) string {
	y, m := t.Start()
	endYear, last := t.End()
	switch {
	case t.Months() == 12 && y != endYear && endYear > 0:
		return fmt.Sprintf("%d/%02d", y, endYear%100)
	case t.Months() == 1:
		return fmt.Sprintf("%.3s %d", m, y)
	case y != endYear:
		return fmt.Sprintf("%.3s %d–%.3s %d", m, y, last, endYear)
	case t.Months() == 12 || strings.HasPrefix(t.Words(), "Q"):
		return t.Words()
	}
	return fmt.Sprintf("%.3s–%.3s %d", m, last, y)
}

// level splits a short period into the two lines of an axis with two levels:
// "Q1" over "2022", "Mar" over "2022", and "2022" over nothing.
func level(t tradeflow.Period) (upper, lower string) {
	y, m := t.Start()
	endYear, last := t.End()
	year := strconv.Itoa(y)
	switch {
	case t.Months() >= 12 || y != endYear:
		return short(t), ""
	case t.Months() == 1:
		return m.String()[:3], year
	case strings.HasPrefix(t.Words(), "Q"):
		return t.Words()[:2], year
	}
	return fmt.Sprintf("%.3s–%.3s", m, last), year
}
