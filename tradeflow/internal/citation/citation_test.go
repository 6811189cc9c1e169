package citation

import (
	"slices"
	"testing"
	"time"
)

func TestMerge(t *testing.T) {
	for _, c := range []struct{ sources, want []string }{
		{nil, nil},
		{[]string{"A", "B", "A"}, []string{"A", "B"}},
		{[]string{"A, updated 2025-02-17", "A, updated 2025-02-17"}, []string{"A, updated 2025-02-17"}},
		{[]string{"A, updated 2025-02-17", "B", "A, updated 2024-11-01"}, []string{"A, updated 2024-11-01 to 2025-02-17", "B"}},
		{[]string{"A, updated 2024-01-01 to 2024-03-01", "A, updated 2024-02-01"}, []string{"A, updated 2024-01-01 to 2024-03-01"}},
		{[]string{"A, updated 2024-02-01", "A, updated 2024-01-01 to 2024-03-01"}, []string{"A, updated 2024-01-01 to 2024-03-01"}},
		{[]string{"A, updated 2024-01-01 to 2024-02-01", "A, updated 2024-01-15 to 2024-03-01"}, []string{"A, updated 2024-01-01 to 2024-03-01"}},
		// An unknown day is none, and an update is no extraction.
		{[]string{"A", "A, updated 2024-02-01", "A, extracted 2024-02-02"}, []string{"A", "A, updated 2024-02-01", "A, extracted 2024-02-02"}},
		{[]string{"A, B, retrieved 2024-02-01", "A, retrieved 2024-02-02"}, []string{"A, B, retrieved 2024-02-01", "A, retrieved 2024-02-02"}},
	} {
		got := Merge(c.sources...)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.sources, got, c.want)
		}
		if again := Merge(got...); !slices.Equal(again, got) {
			t.Errorf("%q becomes %q when it is merged again", got, again)
		}
	}
}

func TestDated(t *testing.T) {
	day := time.Date(2025, time.February, 3, 23, 0, 0, 0, time.FixedZone("", -3600))
	s := Dated("UN Comtrade", Day(Retrieved, day))
	if s != "UN Comtrade, retrieved 2025-02-03" || Dataset(s) != "UN Comtrade" || Dated("UN Comtrade", "") != "UN Comtrade" {
		t.Error(s)
	}
	if s := "Atlas, Growth Lab"; Dataset(s) != s {
		t.Error(Dataset(s))
	}
}
