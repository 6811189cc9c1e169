package chart

import (
	"fmt"
	"strconv"
	"time"
)

// Event is something that happened, drawn as a vertical line with a label on a
// time axis. Day and Month may be zero where only the month or year matters.
type Event struct {
	Year  int
	Month time.Month
	Day   int
	Label string
}

// ordinal places a date on the axis.
func (e Event) ordinal() float64 {
	if e.Month < time.January || e.Month > time.December {
		return float64(12 * e.Year)
	}
	days := time.Date(e.Year, e.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return float64(12*e.Year+int(e.Month)-1) + float64(max(1, min(e.Day, days))-1)/float64(days)
}

// date is the event's date as precisely as it is given.
func (e Event) date() string {
	switch {
	case e.Month < time.January || e.Month > time.December:
		return strconv.Itoa(e.Year)
	case e.Day <= 0:
		return fmt.Sprintf("%.3s %d", e.Month, e.Year)
	}
	return fmt.Sprintf("%d %.3s %d", e.Day, e.Month, e.Year)
}
