package places

import (
	_ "embed"
	"math"
	"slices"
	"sync"
	"time"
)

//go:embed groups.csv
var groupsTable string

// A membership lasts from the month first to before the month end: those on
// whose last day it held.
type membership struct{ first, end int }

var memberships = sync.OnceValue(func() map[string]map[string]membership {
	groups := map[string]map[string]membership{}
	for _, row := range rows(groupsTable) {
		group, code, joined, left := row[0], row[1], row[2], row[3]
		if groups[group] == nil {
			groups[group] = map[string]membership{}
		}
		groups[group][code] = membership{monthOf(joined, math.MinInt), monthOf(left, math.MaxInt)}
	}
	return groups
})

func monthOf(date string, without int) int {
	if date == "" {
		return without
	}
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic("places: " + err.Error()) // our own embedded file; a test reads it
	}
	return d.Year()*12 + int(d.Month()) - 1
}

// Groups returns the codes of the groups whose members are known, sorted.
func Groups() []string {
	var codes []string
	for group := range memberships() {
		codes = append(codes, group)
	}
	slices.Sort(codes)
	return codes
}

// Member reports whether an economy is a member of a group on the last day of a
// month, given as year*12 + month-1. For a year, ask for its December. EU and EA
// change with their members; EU27, EU28, EA20 and COALITION are fixed lists.
// Overseas territories with a code of their own are no members.
func Member(group, code string, month int) bool {
	m, ok := memberships()[group][code]
	return ok && m.first <= month && month < m.end
}

// Members returns the codes of a group's members on the last day of a month,
// sorted.
func Members(group string, month int) []string {
	var codes []string
	for code := range memberships()[group] {
		if Member(group, code, month) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// Note returns a sentence to show with any figure for a group, if it needs one.
func Note(group string) string {
	switch group {
	case "CIS":
		return "The CIS is counted without Turkmenistan from August 2005, without Georgia from August 2009 and without Ukraine from May 2018."
	case "COALITION":
		return "The export-control coalition is one list for all years, and holds S19 (Other Asia, nes) for Taiwan, which UN Comtrade and BACI do not list by itself."
	}
	return ""
}

// HasMembers reports whether a code is that of a group whose members are known.
func HasMembers(group string) bool { return memberships()[group] != nil }

// EverMember reports whether an economy is a member of a group, or was at some time.
func EverMember(group, code string) bool {
	_, ok := memberships()[group][code]
	return ok
}
