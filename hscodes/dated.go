package hscodes

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

// A ListVersion is one state of a list that has changed over time.
type ListVersion struct {
	Version string
	Date    time.Time // the day from which it stands here, in UTC
	Codes   int
	// Certain: Date is the publisher's own. If not, the version may be older.
	Certain bool
	Note    string // what is known about the date and the codes, and what is not
}

// A priorityVersion is a version of the Common High Priority List. Until now every
// version added whole tiers, so the tiers tell the codes.
type priorityVersion struct {
	ListVersion
	tiers []string
}

var priorityVersions = []priorityVersion{
	{ListVersion{"2023-05-19", day(2023, time.May, 19), 9, true,
		"the nine codes of a joint alert of FinCEN and BIS; 854800 stands for the ninth, which the copy seen cuts off; a version of 38 codes is said to have followed in mid-2023, but neither its date nor its codes were found"},
		[]string{"tier-1", "tier-2"}},
	{ListVersion{"2023-09-26", day(2023, time.September, 26), 45, false,
		"the date is that of a Canadian page about the list, which may be older; the codes are those of 2024-02-23 without tier 4.B"},
		[]string{"tier-1", "tier-2", "tier-3a", "tier-3b", "tier-4a"}},
	{ListVersion{"2024-02-23", day(2024, time.February, 23), 50, true,
		"date and number of codes as on the page of BIS; the latest version known here"},
		[]string{"tier-1", "tier-2", "tier-3a", "tier-3b", "tier-4a", "tier-4b"}},
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// HighPriorityVersions returns the versions of the Common High Priority List that
// are documented well enough to be used, oldest first.
func HighPriorityVersions() []ListVersion {
	var all []ListVersion
	for _, v := range priorityVersions {
		all = append(all, v.ListVersion)
	}
	return all
}

// HighPriorityAsOf returns the Common High Priority List as it stood on a calendar
// day, as far as is known: the last documented version until then. That is 9 codes
// from 19 May 2023, 45 from 26 September 2023, and 50, which is [HighPriority],
// from 23 February 2024. Only the first and the last of these dates are certain;
// between them codes may be missing that were on the list. Source says so, and
// [HighPriorityVersions] has more. Before the first there was no list, and that is
// an error.
//
// There are two ways to put a list that grows on a series of years, and a figure
// should name the one it uses. A fixed list is one version for all years, also for
// those before it existed: one Query with one Scheme. Its growth is trade. A list
// as of each year is one Query for each year, with the version of its last day: it
// answers what was listed then, and where it grows from 9 codes to 50 the totals
// grow without any trade. Never read a growth rate from it.
//
// The tiers are those of 2024; the first version had none.
func HighPriorityAsOf(date time.Time) (*Scheme, error) {
	today := day(date.Date()) // a day is a day, whatever the time zone
	for i, v := range slices.Backward(priorityVersions) {
		if !today.Before(v.Date) {
			return priorityLists()[i], nil
		}
	}
	return nil, fmt.Errorf("there was no Common High Priority List on %s: its first version is of %s; for earlier years apply a fixed list, such as HighPriority", today.Format(time.DateOnly), priorityVersions[0].Version)
}

// priorityLists holds the scheme of every version.
var priorityLists = sync.OnceValue(func() []*Scheme {
	latest := HighPriority()
	var lists []*Scheme
	for _, v := range priorityVersions {
		if v.Version == latest.Version() {
			lists = append(lists, latest)
			continue
		}
		info := latest.info
		info.Version, info.Published = v.Version, v.Version
		if !v.Certain {
			info.Published += " or earlier"
		}
		info.Source += "; " + v.Note
		var cats []Category
		for _, name := range v.tiers {
			cat, _ := latest.Category(name)
			cats = append(cats, cat)
		}
		s, err := NewScheme(info, cats...)
		if err != nil {
			panic("hscodes: high-priority list of " + v.Version + ": " + err.Error())
		}
		lists = append(lists, s)
	}
	return lists
})
