package model

import (
	"math"
	"slices"
)

// stlFit is the procedure of Cleveland et al. (1990) on plain numbers: it has the
// parameters, and the room that the steps share, so that one fit serves all series.
type stlFit struct {
	period                   int
	seasonal, trend, lowPass stlLoess
	periodic                 bool // the season is the same every year
	inner, outer             int  // passes, and robust passes after the first

	Trend, Seasonal, Weights []float64 // what comes out

	detrended, fitted, scratch       []float64 // as long as the series
	cycle                            []float64 // the seasons, one period longer at each end
	first, second                    []float64 // running means of it
	sub, subFit, subWeights, subRoom []float64 // one month of all years
}

// newSTLFit chooses the windows and jumps that R's stl chooses for n numbers.
func newSTLFit(n, period int, o STLOptions) *stlFit {
	f := &stlFit{period: period, periodic: o.SeasonalWindow == 0, inner: 2}
	if o.Robust {
		f.inner, f.outer = 1, 15
	}
	window := o.SeasonalWindow
	if f.periodic {
		window = 10*n + 1
	}
	f.seasonal = stlLoessOf(window, o.SeasonalDegree)
	window = o.TrendWindow
	if window == 0 {
		window = stlOdd(int(math.Ceil(1.5 * float64(period) / (1 - 1.5/float64(f.seasonal.window)))))
	}
	f.trend = stlLoessOf(window, 1)
	window = o.LowPassWindow
	if window == 0 {
		window = stlOdd(period)
	}
	f.lowPass = stlLoessOf(window, 1)

	for _, s := range []*[]float64{&f.Trend, &f.Seasonal, &f.Weights, &f.detrended, &f.fitted, &f.scratch} {
		*s = make([]float64, n)
	}
	f.cycle, f.first, f.second = make([]float64, n+2*period), make([]float64, n+2*period), make([]float64, n+2*period)
	years := (n-1)/period + 1
	f.sub, f.subFit, f.subWeights, f.subRoom = make([]float64, years), make([]float64, years), make([]float64, years), make([]float64, years)
	return f
}

func stlLoessOf(window, degree int) stlLoess {
	return stlLoess{window: window, degree: degree, jump: (window + 9) / 10}
}

func stlOdd(n int) int { return n + 1 - n%2 }

// run decomposes y into Trend, Seasonal and a remainder, with the Weights that the
// last pass gave to each number.
func (f *stlFit) run(y []float64) {
	clear(f.Trend)
	var robust []float64
	for pass := 0; ; pass++ {
		for range f.inner {
			f.pass(y, robust)
		}
		if pass == f.outer {
			break
		}
		f.weigh(y)
		robust = f.Weights
	}
	if robust == nil {
		for i := range f.Weights {
			f.Weights[i] = 1
		}
	}
	if f.periodic {
		f.average()
	}
}

// pass is the inner loop, steps 1 to 6 of the paper.
func (f *stlFit) pass(y, robust []float64) {
	n := len(y)
	for i := range y {
		f.detrended[i] = y[i] - f.Trend[i]
	}
	f.seasons(robust)
	first, second := f.first[:n+f.period+1], f.second[:n+2]
	stlMean(first, f.cycle, f.period)
	stlMean(second, first, f.period)
	third := f.first[:n]
	stlMean(third, second, 3)
	low := f.second[:n]
	f.lowPass.smooth(low, third, nil, f.scratch)
	for i := range y {
		f.Seasonal[i] = f.cycle[f.period+i] - low[i]
		f.detrended[i] = y[i] - f.Seasonal[i]
	}
	f.trend.smooth(f.Trend, f.detrended, robust, f.scratch)
}

// seasons smooths each month over the years, and continues it a year beyond both ends.
func (f *stlFit) seasons(robust []float64) {
	for m := range f.period {
		k := 0
		for i := m; i < len(f.detrended); i += f.period {
			f.sub[k] = f.detrended[i]
			if robust != nil {
				f.subWeights[k] = robust[i]
			}
			k++
		}
		y, fit, room := f.sub[:k], f.subFit[:k], f.subRoom[:k]
		var weights []float64
		if robust != nil {
			weights = f.subWeights[:k]
		}
		f.seasonal.smooth(fit, y, weights, room)
		for i, v := range fit {
			f.cycle[m+(i+1)*f.period] = v
		}
		before, ok := f.seasonal.at(-1, 0, min(f.seasonal.window, k)-1, y, weights, room)
		if !ok {
			before = fit[0]
		}
		after, ok := f.seasonal.at(float64(k), max(0, k-f.seasonal.window), k-1, y, weights, room)
		if !ok {
			after = fit[k-1]
		}
		f.cycle[m], f.cycle[m+(k+1)*f.period] = before, after
	}
}

// weigh gives each number a weight from its remainder: bisquare, zero from six
// times the median.
func (f *stlFit) weigh(y []float64) {
	for i := range y {
		f.scratch[i] = math.Abs(y[i] - f.Trend[i] - f.Seasonal[i])
	}
	copy(f.fitted, f.scratch)
	slices.Sort(f.fitted)
	n := len(y)
	six := 3 * (f.fitted[n/2] + f.fitted[n-n/2-1])
	for i, r := range f.scratch {
		switch q := r / six; {
		case r <= 0.001*six:
			f.Weights[i] = 1
		case r <= 0.999*six:
			f.Weights[i] = (1 - q*q) * (1 - q*q)
		default:
			f.Weights[i] = 0
		}
	}
}

// average gives each month the mean of its seasons, as R does for a periodic one.
func (f *stlFit) average() {
	for m := range f.period {
		sum, k := 0.0, 0
		for i := m; i < len(f.Seasonal); i += f.period {
			sum += f.Seasonal[i]
			k++
		}
		for i := m; i < len(f.Seasonal); i += f.period {
			f.Seasonal[i] = sum / float64(k)
		}
	}
}
