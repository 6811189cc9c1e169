package chart

import (
	"slices"
	"testing"
)

func TestSequence(t *testing.T) {
	for _, c := range []struct {
		name     string
		values   []float64
		fromZero bool
		want     []float64
	}{
		{"shares", []float64{0, 3, 74, 41}, true, []float64{0, 10, 20, 30, 40, 50, 60}},
		{"all of it", []float64{100, 5}, true, []float64{0, 20, 40, 60, 80, 100}},
		{"fractions", []float64{0.05, 0.45}, true, []float64{0, 0.1, 0.2, 0.3, 0.4}},
		{"an index", []float64{96, 104}, false, []float64{96, 98, 100, 102, 104}},
		{"an index from low to high", []float64{40, 410}, false, []float64{0, 100, 200, 300, 400}},
		{"zeros", []float64{0, 0}, true, []float64{0}},
		{"equal", []float64{5, 5}, false, []float64{0, 1, 2, 3, 4, 5}},
		{"one", []float64{1e15}, true, []float64{0, 2e14, 4e14, 6e14, 8e14, 1e15}},
	} {
		got := sequence(c.values, c.fromZero)
		if !slices.Equal(got.limits, c.want) || len(got.colors) != len(c.want) {
			t.Errorf("%s: limits %v with %d colours, want %v", c.name, got.limits, len(got.colors), c.want)
		}
	}
	c := sequence([]float64{0, 74}, true)
	for v, want := range map[float64]int{0: 0, 9.9: 0, 10: 1, 59: 5, 60: 6, 1000: 6, -1: 0} {
		if got := c.of(v); got != want {
			t.Errorf("%v is in class %d, want %d", v, got, want)
		}
	}
}

func TestUnevenSequence(t *testing.T) {
	giants := []float64{4, 2, 0.09, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.02, 0.01, 0.01}
	if c := sequence(giants, true); !c.crowded(giants) {
		t.Errorf("classes %v hold %v", c.limits, c.counts(giants))
	}
	c := unevenSequence(giants, 2)
	if !c.uneven || !slices.Equal(c.limits, []float64{0, 0.05, 0.1, 0.5, 1}) || len(c.colors) != 5 {
		t.Errorf("limits %v with %d colours hold %v", c.limits, len(c.colors), c.counts(giants))
	}
}

func TestDivergence(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		want   []float64
	}{
		{"points", []float64{-34, 34.7, 1, 2, 3, 4, 5, -3, -4, -5}, []float64{-25, -15, -5, 5, 15, 25}},
		{"one", []float64{12}, []float64{-10, -6, -2, 2, 6, 10}},
		{"zeros", []float64{0, 0}, []float64{-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}},
		{"losses only", []float64{-80, -40, -20}, []float64{-50, -30, -10, 10, 30, 50}},
		{"one giant", []float64{5, 10, 12, -8, -20, 30, 11, 14, -18, -22, 9000}, []float64{-50, -30, -10, 10, 30, 50}},
	} {
		if got := divergence(c.values); !slices.Equal(got.limits, c.want) || len(got.colors) != mostClasses {
			t.Errorf("%s: limits %v, want %v", c.name, got.limits, c.want)
		}
	}
	c := divergence([]float64{-34, 34.7, 1, 2, 3, 4, 5, -3, -4, -5})
	for v, want := range map[float64]int{-40: 0, -25: 1, -5: 3, 0: 3, 4.9: 3, 5: 4, 25: 6} {
		if got := c.of(v); got != want {
			t.Errorf("%v is in class %d, want %d", v, got, want)
		}
	}
}

// TestShades: small text can be read on every colour, and the scales rise.
func TestShades(t *testing.T) {
	for _, name := range []string{"Blues", "RdBu"} {
		for n := range mostClasses + 1 {
			all := shades(name, n)
			if len(all) != n {
				t.Errorf("%d shades of %s, want %d", len(all), name, n)
			}
			for i, c := range all {
				if r := contrast(inkOn(c), c); r < 4.5 {
					t.Errorf("%s %d of %d: text has %.1f:1", name, i, n, r)
				}
				if name == "Blues" && i > 0 && luminance(c) >= luminance(all[i-1]) {
					t.Errorf("%s %d of %d is not darker than the one before", name, i, n)
				}
			}
		}
	}
	if r := contrast(faintInk, absentGrey); r < 4.5 {
		t.Errorf("n/a has %.1f:1", r)
	}
}
