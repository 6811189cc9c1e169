package chart

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		unit      unit
		want      string
	}{
		{0, 412, unit{}, "0 100 200 300 400"},
		{0, 10, unit{prefix: "$", suffix: "bn"}, "0 2 4 6 8 $10bn"},
		{-48, 170, unit{suffix: "%", plus: true}, "0 +50 +100 +150%"},
		{-60, 170, unit{suffix: "%", plus: true}, "−50 0 +50 +100 +150%"},
		{0, 1, unit{}, "0 0.2 0.4 0.6 0.8 1.0"},
		{0, 12, unit{}, "0 2 4 6 8 10 12"},
		{94, 108, unit{}, "94 96 98 100 102 104 106 108"},
		{0, 2.4e-6, unit{}, "0 0.0000005 0.0000010 0.0000015 0.0000020"},
		{-9, -1, unit{prefix: "€", suffix: "m"}, "−8 −6 −4 −€2m"},
		{0, 6000, unit{suffix: "bn"}, "0 2,000 4,000 6,000bn"},
	} {
		var got []string
		for _, tick := range (ticker{c.unit, 5}).Ticks(c.low, c.high) {
			got = append(got, tick.Label)
			if back := parse(tick.Label); math.Abs(back-tick.Value) > 1e-9*math.Max(1, math.Abs(tick.Value)) && c.high > 1e-3 {
				t.Errorf("label %q does not say %g", tick.Label, tick.Value)
			}
		}
		if s := strings.Join(got, " "); s != c.want && c.low != 94 {
			t.Errorf("ticks of %g to %g: got %s, want %s", c.low, c.high, s, c.want)
		}
		if len(got) < 3 || len(got) > 7 {
			t.Errorf("ticks of %g to %g: %d of them", c.low, c.high, len(got))
		}
	}
	for _, bad := range [][2]float64{{1, 1}, {2, 1}, {nan, 1}, {0, math.Inf(1)}} {
		if v, _ := roundValues(bad[0], bad[1], 5); v != nil {
			t.Errorf("ticks of %v: %v", bad, v)
		}
	}
}

// parse reads a printed number back.
func parse(s string) float64 {
	v, sign, scale := 0.0, 1.0, 0.0
	for _, r := range s {
		switch {
		case r == '−':
			sign = -1
		case r == '.':
			scale = 1
		case '0' <= r && r <= '9':
			v = 10*v + float64(r-'0')
			scale *= 10
		}
	}
	return sign * v / math.Max(1, scale)
}

func TestUnit(t *testing.T) {
	for _, c := range []struct {
		of       tradeflow.Unit
		largest  float64
		v        float64
		decimals int
		words    string
		value    string
		tick     string
	}{
		{tradeflow.Unit{Name: "EUR"}, 4e8, 4e8, 0, "million EUR", "400", "€400m"},
		{tradeflow.Unit{Name: "CNY"}, 2e10, 1.23e10, 1, "billion CNY", "12.3", "12.3bn CNY"},
		{tradeflow.Unit{Name: "USD"}, 1e15, -1e15, 0, "trillion USD", "−1,000", "−$1,000tn"},
		{tradeflow.Unit{Name: "kg"}, 500, 0.2, 0, "kg", "0.2", "0 kg"},
		{tradeflow.Unit{}, 7, 7, 0, "", "7", "7"},
		{tradeflow.Unit{Kind: tradeflow.Growth}, 2, 1.68, 0, "%", "+168%", "+168%"},
		{tradeflow.Unit{Kind: tradeflow.Growth}, 2, -0.0001, 0, "%", "−0.01%", "0%"},
		{tradeflow.Unit{Kind: tradeflow.Growth}, 2, -1e-9, 0, "%", ">−0.01%", "0%"},
		{tradeflow.Unit{Kind: tradeflow.ShareOf, Name: "all reporters"}, 1, 0.26, 1, "% of all reporters", "26.0%", "26.0%"},
		{tradeflow.Unit{Kind: tradeflow.Points}, 1, 0.347, 1, "percentage points", "+34.7", "+34.7 pp"},
		{indexUnit, 400, 118.3, 0, "January 2022 = 100", "118", "118"},
		{tradeflow.Unit{Kind: tradeflow.PlainRatio}, 2, 0, 2, "ratio", "0.00", "0"},
	} {
		u := unitOf(c.of, c.largest)
		if u.words != c.words {
			t.Errorf("%v: words %q, want %q", c.of, u.words, c.words)
		}
		if got := u.value(c.v*u.factor, c.decimals); got != c.value {
			t.Errorf("%v: value %q, want %q", c.of, got, c.value)
		}
		if got := u.tick(c.v*u.factor, c.decimals, true); got != c.tick {
			t.Errorf("%v: tick %q, want %q", c.of, got, c.tick)
		}
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		name         string
		want, height []float64
		low, high    float64
		at           []float64
	}{
		{"apart already", []float64{10, 30, 50}, []float64{10, 10, 10}, 0, 100, []float64{10, 30, 50}},
		{"one place", []float64{50, 50, 50}, []float64{10, 10, 10}, 0, 100, []float64{40, 50, 60}},
		{"at the bottom", []float64{0, 1}, []float64{10, 10}, 0, 100, []float64{5, 15}},
		{"at the top", []float64{99, 100}, []float64{10, 20}, 0, 100, []float64{75, 90}},
		{"unequal", []float64{50, 52}, []float64{10, 30}, 0, 100, []float64{41, 61}},
		{"none", nil, nil, 0, 1, nil},
	} {
		got := spread(c.want, c.height, c.low, c.high)
		if len(got) != len(c.at) {
			t.Fatalf("%s: %v", c.name, got)
		}
		for i := range got {
			if math.Abs(got[i]-c.at[i]) > 1e-9 {
				t.Errorf("%s: got %v, want %v", c.name, got, c.at)
			}
			if i > 0 && got[i]-got[i-1] < (c.height[i]+c.height[i-1])/2-1e-9 {
				t.Errorf("%s: %v overlap", c.name, got)
			}
		}
		for i, again := range spread(got, c.height, c.low, c.high) {
			if math.Abs(again-got[i]) > 1e-9 {
				t.Errorf("%s: spreading twice moves labels", c.name)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	st := style{size: 10}
	text := "China’s machine-tool exports to Russia have more than tripled since the invasion"
	lines := st.balance(text, 260)
	if strings.Join(lines, " ") != text {
		t.Errorf("words are lost: %q", lines)
	}
	for _, l := range lines {
		if st.width(l) > 260 {
			t.Errorf("%q is too wide", l)
		}
	}
	if first, last := st.width(lines[0]), st.width(lines[len(lines)-1]); last < first/3 {
		t.Errorf("the last line is an orphan: %q", lines)
	}
	lines, whole := st.wrap("a Donaudampfschifffahrtsgesellschaft", 60)
	if whole || len(lines) < 3 {
		t.Errorf("a long word: %q, whole %v", lines, whole)
	}
	lines, small := st.fit(strings.Repeat("word ", 40), 60, 2)
	if len(lines) != 2 || small.size != smallest || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("a text without room: %q in %v", lines, small.size)
	}
	if lines, _ := st.wrap("", 10); lines != nil {
		t.Errorf("no text: %q", lines)
	}
	if lines, _ := st.wrap("WW", 0.1); len(lines) != 2 {
		t.Errorf("no width: %q", lines)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1bc":         "abc",
		"one\n\ttwo  three ":  "one two three",
		"broken \xff\xfe end": "broken end",
		"turned \u202eround":  "turned round",
		"\ufffe\uffff\ufffd":  "",
		"Türkiye & <Россия>":  "Türkiye & <Россия>",
		"10\u00a0000":         "10\u00a0000",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEvent(t *testing.T) {
	for _, c := range []struct {
		e       Event
		ordinal float64
		date    string
	}{
		{Event{Year: 2022}, 12 * 2022, "2022"},
		{Event{Year: 2022, Month: time.February}, 12*2022 + 1, "Feb 2022"},
		{Event{2022, time.February, 15, ""}, 12*2022 + 1.5, "15 Feb 2022"},
	} {
		if got := c.e.ordinal(); math.Abs(got-c.ordinal) > 1e-9 || c.e.date() != c.date {
			t.Errorf("%v: %g, %q", c.e, got, c.e.date())
		}
	}
}

func TestTimeAxis(t *testing.T) {
	a := newTimeAxis(months(2021, time.March, 43)) // to September 2024
	if a.low != 12*2021 || a.high != 12*2025 || a.partial(2024) != "to Sep 2024" || a.partial(2023) != "" {
		t.Errorf("%d to %d, %q", a.low, a.high, a.partial(2024))
	}
	skipped := newTimeAxis([]tradeflow.Period{tradeflow.Year(2018), tradeflow.Year(2019), tradeflow.Year(2021)})
	if skipped.broken(1) || !skipped.broken(2) {
		t.Error("an absent year must break the line")
	}
	januaries := newTimeAxis([]tradeflow.Period{tradeflow.Month(2021, 1), tradeflow.Month(2022, 1), tradeflow.Month(2023, 1)})
	if januaries.broken(1) || januaries.broken(2) {
		t.Error("Januaries are joined")
	}
	china := newTimeAxis([]tradeflow.Period{tradeflow.Month(2021, 12), tradeflow.Span(2022, 1, 2), tradeflow.Month(2022, 3)})
	if china.broken(1) || china.broken(2) || china.at(tradeflow.Span(2022, 1, 2)) != 12*2022+1 {
		t.Error("January and February together stand in their middle, without a break")
	}
	for p, want := range map[tradeflow.Period]string{
		tradeflow.Year(2023):                     "2023",
		tradeflow.Span(2022, 4, 3):               "2022/23",
		tradeflow.Quarter(2022, 3):               "Q3 2022",
		tradeflow.Month(2022, 6):                 "Jun 2022",
		tradeflow.Span(2022, 1, time.November):   "Jan–Nov 2022",
		tradeflow.Span(2022, time.November, 2):   "Nov 2022–Feb 2023",
		tradeflow.Span(2022, 1, time.February):   "Jan–Feb 2022",
		tradeflow.Month(2024, 1).Shift(-1):       "Dec 2023",
		tradeflow.Quarter(2022, 4).Shift(12 * 2): "Q4 2024",
	} {
		if got := short(p); got != want {
			t.Errorf("short(%s) = %q, want %q", p, got, want)
		}
	}
}

func TestColors(t *testing.T) {
	for _, c := range hues(false) {
		if r := contrast(readable(c), white); r < 4.5 {
			t.Errorf("%v as text has %.2f:1", c, r)
		}
	}
	if c := contrast(faintInk, white); c < 4.5 {
		t.Errorf("the faintest ink has %.2f:1", c)
	}
	if tint(blue, 1) != blue || tint(blue, 0) != white {
		t.Error("tint")
	}
}

func TestStates(t *testing.T) {
	s := newStates()
	s.Push()
	s.Translate(vg.Point{X: 10, Y: 20})
	s.Rotate(math.Pi / 2)
	s.Scale(2, 2)
	var p vg.Path
	p.Move(vg.Point{X: 1})
	p.CubeTo(vg.Point{X: 2}, vg.Point{X: 3}, vg.Point{X: 4})
	runs := s.flatten(p)
	first, last := runs[0][0], runs[0][len(runs[0])-1]
	if math.Abs(float64(first.X-10)) > 1e-9 || math.Abs(float64(first.Y-22)) > 1e-9 || math.Abs(float64(last.Y-28)) > 1e-9 {
		t.Errorf("from %v to %v", first, last)
	}
	s.Pop()
	s.Pop() // one too many does no harm
	if s.now().to != (affine{a: 1, d: 1}) {
		t.Error("Pop does not restore the transform")
	}
}
