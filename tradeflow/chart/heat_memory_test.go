package chart

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
	"gonum.org/v1/plot/vg"
)

// TestHeatOfLongNames: the search for the places of long names does not set them anew
// each time. It counts what is allocated, which is what took the time, because a clock
// goes wrong where other programs run.
func TestHeatOfLongNames(t *testing.T) {
	if racing.Enabled {
		t.Skip("the race detector allocates too")
	}
	name := func(i int) string {
		return fmt.Sprint(strings.Repeat("Numerically controlled machining centres and parts of them ", 2)[:89], i)
	}
	for _, from := range []int{2021, 2017} {
		f := Heat(crowd(years(from, 2022), name, plainNumber))
		for f.Size = range Slide + 1 {
			var b bytes.Buffer
			n := testing.AllocsPerRun(1, func() {
				b.Reset()
				if err := f.Write(&b, SVG); err != nil {
					t.Fatal(err)
				}
			})
			if n > 100_000 {
				t.Errorf("from %d, size %d: %.0f allocations", from, f.Size, n)
			}
			t.Logf("from %d, size %d: %.0f allocations", from, f.Size, n)
		}
	}
}

// TestSettings: what is remembered is what would be set.
func TestSettings(t *testing.T) {
	m := newSettings()
	text := "Machines for the reception, conversion and transmission of voice, images or other data"
	for range 2 {
		for _, st := range []style{{size: 8}, {size: 10}, {size: 10, bold: true}} {
			for _, width := range []vg.Length{30, 60, 200} {
				lines, whole := st.wrap(text, width)
				got, same := m.wrap(st, text, width)
				if fmt.Sprint(lines, whole) != fmt.Sprint(got, same) {
					t.Errorf("%q, want %q", got, lines)
				}
				for most := range 5 {
					if got, want := m.cut(st, got, width, most), st.cut(lines, width, most); fmt.Sprint(got) != fmt.Sprint(want) {
						t.Errorf("%q, want %q", got, want)
					}
				}
			}
		}
	}
}
