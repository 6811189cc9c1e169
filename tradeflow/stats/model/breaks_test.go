package model

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// breakRSS is the sum of squares around the mean, the plain way.
func breakRSS(y []float64) (rss float64) {
	mean := 0.0
	for _, v := range y {
		mean += v / float64(len(y))
	}
	for _, v := range y {
		rss += (v - mean) * (v - mean)
	}
	return rss
}

// breakEvery tries every partition.
func breakEvery(y []float64, h, breaks int) float64 {
	if breaks == 0 {
		return breakRSS(y)
	}
	least := math.Inf(1)
	for i := h; i <= len(y)-h*breaks; i++ {
		least = min(least, breakRSS(y[:i])+breakEvery(y[i:], h, breaks-1))
	}
	return least
}

func TestPartitionsAreTheBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		n := 14 + rng.IntN(15)
		y := make([]float64, n)
		for i := range y {
			y[i] = rng.NormFloat64() + 3*float64(i/9)
		}
		h := int(0.15 * float64(n))
		for m, p := range breakPartitions(y, h, min(4, (n+h-1)/h-2)) {
			if want := breakEvery(y, h, m); math.Abs(p.rss-want) > 1e-10 {
				t.Fatalf("%d breaks in %d: %v, want %v", m, n, p.rss, want)
			}
			rss, from := 0.0, 0
			for _, to := range append(slices.Clone(p.ends), n) {
				if to-from < h {
					t.Fatalf("a segment of %d, the least is %d", to-from, h)
				}
				rss += breakRSS(y[from:to])
				from = to
			}
			if math.Abs(rss-p.rss) > 1e-10 {
				t.Fatalf("the segments have %v, the partition %v", rss, p.rss)
			}
		}
	}
}

// The F statistic is that of two means against one, and its date that of one break.
func TestSupFIsTheLargestF(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		n := 14 + rng.IntN(100)
		y := make([]float64, n)
		for i := range y {
			y[i] = 1e6 + rng.NormFloat64()
		}
		h := int(0.15 * float64(n))
		got, at := breakSupF(y, h)
		want, where := math.Inf(-1), 0
		for i := h; i <= n-h; i++ {
			within := breakRSS(y[:i]) + breakRSS(y[i:])
			if f := (breakRSS(y) - within) / within * float64(n-2); f > want {
				want, where = f, i
			}
		}
		if math.Abs(got-want) > 1e-6*want || at != where || breakPartitions(y, h, 1)[1].ends[0] != at {
			t.Fatalf("%v at %d, want %v at %d", got, at, want, where)
		}
	}
}

// Critical values: Andrews, Econometrica 71 (2003), table 1, one parameter; also Stock
// and Watson, Introduction to Econometrics, table 14.6, for 15 %.
func TestPValueAtPublishedCriticalValues(t *testing.T) {
	for critical, p := range map[float64]float64{7.12: 0.1, 8.68: 0.05, 12.16: 0.01} {
		if got := breakPValue(critical, 1000, 150); math.Abs(got-p) > 0.05*p {
			t.Errorf("p(%v) = %v, want about %v", critical, got, p)
		}
	}
	for _, h := range []int{5, 10, 13, 150, 333, 450, 490, 495} { // a probability that falls, at every trimming
		last := 1.0
		for x := 0.0; x < 60; x += 0.1 {
			p := breakPValue(x, 1000, h)
			if !(p >= 0 && p <= last) {
				t.Fatalf("trimming %d of 1000: p(%v) = %v after %v", h, x, p, last)
			}
			last = p
		}
	}
}

// R 4.2.2, strucchange 1.5-3: pvalue.Fstats(10, type = "supF", k = 1, lambda = tau).
func TestPValueAgreesWithStrucchange(t *testing.T) {
	for h, want := range map[int]float64{5: 0.0565768517169143, 10: 0.0565768517169143, 23: 0.0497744779573737, 150: 0.026353586162663, 162: 0.0253034805645538, 333: 0.0124779606655585, 470: 0.00413096854923689, 495: 0.00206882410531739} {
		if got := breakPValue(10, 1000, h); math.Abs(got-want) > 1e-12 {
			t.Errorf("trimming %d of 1000: %v, want %v", h, got, want)
		}
	}
}

// The distribution of the argmax: R 4.2.2, strucchange:::pargmaxV(x, phi1 = 1, phi2 = sqrt(phi));
// its 95 % quantile of |x| for phi = 1 is 11.03 (Bai 1997; Yao 1987).
func TestArgmax(t *testing.T) {
	for _, c := range [][3]float64{{-40, 1, 0.000189597004841353}, {-7, 1, 0.0581764629995027}, {-1, 1, 0.301146087584647}, {0, 1, 0.5}, {0.5, 1, 0.627120206863367}, {3, 1, 0.84317933161958}, {20, 1, 0.995198653087973}, {-40, 0.3, 0.000214129556293328}, {-7, 0.3, 0.0689754726487817}, {-1, 0.3, 0.394691774278457}, {0, 0.3, 0.769230769230769}, {0.5, 0.3, 0.875141097482078}, {3, 0.3, 0.98156264418252}, {20, 0.3, 0.999997573670086}, {-40, 4, 0.000110765384750737}, {-7, 4, 0.0302236753728845}, {-1, 4, 0.134818397236132}, {0, 4, 0.2}, {0.5, 4, 0.318471403647198}, {3, 4, 0.54785793293875}, {20, 4, 0.887362601027455}} {
		if got := breakArgmax(c[0], c[1]); math.Abs(got-c[2]) > 1e-12 {
			t.Errorf("P(V ≤ %v), phi %v: %v, want %v", c[0], c[1], got, c[2])
		}
	}
	if q := breakQuantile(func(x float64) bool { return breakArgmax(x, 1) >= 0.975 }); math.Abs(q-11.03) > 0.01 {
		t.Errorf("the quantile is %v", q)
	}
	for z := -31.0; z < -29; z += 0.01 { // where the series takes over
		if d := breakLogNormal(z) - breakLogNormal(z-1e-9); !(d > 0 && d < 1e-7) {
			t.Errorf("logΦ jumps by %v at %v", d, z)
		}
	}
}

// Kolmogorov's distribution: the usual critical values.
func TestCUSUMPValue(t *testing.T) {
	for critical, p := range map[float64]float64{1.2239: 0.1, 1.3581: 0.05, 1.6276: 0.01} {
		if got := cusumPValue(critical); math.Abs(got-p) > 0.001*p {
			t.Errorf("p(%v) = %v, want %v", critical, got, p)
		}
	}
	last := 1.0
	for x := 0.0; x < 20; x += 0.01 {
		p := cusumPValue(x)
		if !(p >= 0 && p <= last+1e-12) {
			t.Fatalf("p(%v) = %v after %v", x, p, last)
		}
		last = p
	}
}

// Neither the unit nor the level of the numbers changes a test; turned round in time, the
// breaks are the same ones.
func TestBreaksAreInvariant(t *testing.T) {
	seasonTrials(t, true, func(_ *rand.Rand, p *tradeflow.Panel) {
		other, turned := p.At(p.Periods...), p.At(p.Periods...)
		for i := range p.Series {
			for j, v := range p.Series[i].Values {
				if j >= 25 {
					v += 1e9 // so that there is a break
					p.Series[i].Set(j, v, v, tradeflow.OK)
				}
				w := 4e5*v + 1e12
				other.Series[i].Set(j, w, w, tradeflow.OK)
				turned.Series[i].Set(59-j, v, v, tradeflow.OK)
			}
		}
		a, b, c := Breaks(p, BreakOptions{}), Breaks(other, BreakOptions{}), Breaks(turned, BreakOptions{})
		ca, cb := CUSUM(p), CUSUM(other)
		for i := range a {
			if a[i].Status != tradeflow.OK || !breakNear(a[i].SupF, b[i].SupF) || a[i].At != b[i].At || a[i].Best != b[i].Best || !breakNear(ca[i].S0, cb[i].S0) || ca[i].At != cb[i].At {
				t.Fatalf("in another unit\n%+v\n%+v", a[i], b[i])
			}
			if !breakNear(a[i].SupF, c[i].SupF) || a[i].Best != c[i].Best || !breakNear(a[i].BIC[a[i].Best], c[i].BIC[a[i].Best]) {
				t.Fatalf("turned round\n%+v\n%+v", a[i], c[i])
			}
			n := 0
			for _, s := range a[i].Segments {
				n += s.N
			}
			if n != 60 || a[i].Segments[0].From != p.Periods[0] || a[i].Segments[a[i].Best].To != p.Periods[59] {
				t.Fatalf("segments %+v", a[i].Segments)
			}
		}
	})
}

func breakNear(a, b float64) bool { return math.Abs(a-b) <= 1e-8*math.Abs(a) }

// The last digit of nothing is no spread: sums of thirds that should be equal.
func TestRoundingIsNoSpread(t *testing.T) {
	p := &tradeflow.Panel{Unit: tradeflow.Unit{Kind: tradeflow.ShareOf}, Series: []tradeflow.Series{tradeflow.NewSeries(tradeflow.Key{}, 30, tradeflow.OK)}}
	for j := range 30 {
		v := 0.1 + 0.2
		if j%3 == 0 {
			v = 0.3 // one bit less
		}
		p.Periods = append(p.Periods, tradeflow.Month(2020, time.January).Shift(j))
		p.Series[0].Set(j, v, v, tradeflow.OK)
	}
	if p.Series[0].Values[0] == p.Series[0].Values[1] {
		p.Series[0].Values[0] = math.Nextafter(0.3, 0)
	}
	if b, c, z := Breaks(p, BreakOptions{})[0], CUSUM(p)[0], RobustZ(p).Series[0]; b.Status != tradeflow.NoSpread || c.Status != tradeflow.NoSpread || z.Status[0] != tradeflow.NoSpread {
		t.Errorf("%v, %v, %v", b.Status, c.Status, z.Status[0])
	}
}
