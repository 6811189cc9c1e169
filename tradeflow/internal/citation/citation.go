// Package citation joins the sources of figures: one dataset is cited once, with the
// span of the days on which it was updated, extracted or retrieved.
package citation

import (
	"regexp"
	"slices"
	"time"
)

// The words for a day on which figures were what they are.
const (
	Updated   = "updated"   // the publisher changed them last
	Extracted = "extracted" // the publisher's site wrote the file
	Retrieved = "retrieved" // the caller says that he got the file
)

// Day is the word and the day, as they stand behind a dataset: "updated 2025-02-17".
func Day(word string, t time.Time) string { return word + " " + t.Format(time.DateOnly) }

// Dated cites a dataset as of a day; day may be "".
func Dated(dataset, day string) string {
	if day == "" {
		return dataset
	}
	return dataset + ", " + day
}

var dated = regexp.MustCompile(`^(.+), (updated|extracted|retrieved) (\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?$`)

// Dataset is what a source cites, without its day.
func Dataset(source string) string {
	if m := dated.FindStringSubmatch(source); m != nil {
		return m[1]
	}
	return source
}

// Merge lists each source once, in the order in which they came. Twenty files of one
// dataset are one source; where their days differ it has the first and the last. A
// source of an unknown day stays beside one of a known day: nothing says that both
// are of that day.
func Merge(sources ...string) []string {
	var out []string
	type span struct{ dataset, word, first, last string }
	var spans []span // of out; without a word: not dated
	for _, s := range sources {
		is := span{dataset: s}
		if m := dated.FindStringSubmatch(s); m != nil {
			is = span{m[1], m[2], m[3], max(m[3], m[4])}
		}
		i := slices.IndexFunc(spans, func(t span) bool { return t.dataset == is.dataset && t.word == is.word })
		if i < 0 {
			spans, out = append(spans, is), append(out, s)
			continue
		}
		t := &spans[i]
		if is.word == "" || is.first >= t.first && is.last <= t.last {
			continue
		}
		t.first, t.last = min(t.first, is.first), max(t.last, is.last)
		out[i] = t.dataset + ", " + t.word + " " + t.first + " to " + t.last
	}
	return out
}
