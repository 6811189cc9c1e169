package stats

import (
	"math"
	"slices"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// TrendGrowth returns the least-squares growth over all periods of the panel, as a
// fraction a year, in one column from the first period to the last: exp(b) − 1,
// where ln y = a + b·t is fitted by ordinary least squares and t is the middle of
// a period in years. Amounts count per month. It has no number where a cell is
// unknown, zero or negative, and none from fewer than three periods. A period that
// the panel does not have is no observation: the others keep their places in time,
// and a warning names the months. Source: World Bank, World Development Indicators,
// least-squares growth rate; UNCTAD Handbook of Statistics, calculation methods, the
// editions that print exp(b) − 1.
//
// It panics for a panel of growth rates or percentage points.
func TrendGrowth(p *tradeflow.Panel) *tradeflow.Panel {
	return trend(p, "stats.TrendGrowth", "least-squares growth a year", tradeflow.Unit{Kind: tradeflow.Growth}, math.Expm1)
}

// LogTrend returns b of TrendGrowth, in log points a year; it has no number, and
// panics, where TrendGrowth does. Source: UNCTAD Handbook of Statistics,
// calculation methods, the editions whose growth rate is b itself, the exponent of
// y = a·exp(b·t).
func LogTrend(p *tradeflow.Panel) *tradeflow.Panel {
	return trend(p, "stats.LogTrend", "least-squares log growth a year", logPoints, func(b float64) float64 { return b })
}

// trend fits one line to the logarithms of each series.
func trend(p *tradeflow.Panel, function, name string, unit tradeflow.Unit, of func(b float64) float64) *tradeflow.Panel {
	cells.Refuse(p, function, tradeflow.Growth, tradeflow.Points)
	if len(p.Periods) == 0 {
		return cells.Result(p, name, unit, nil)
	}
	all := span(p.Periods)
	name += cells.Unadjusted(p, slices.Repeat(p.Periods[:1], len(p.Periods)), p.Periods)
	q := cells.Result(p, name, unit, []tradeflow.Period{all})
	if lacking := uncovered(all, p.Periods); len(lacking) > 0 {
		q.Warn(tradeflow.AboutCoverage, q.Statistic+": without "+list(lacking)+", which the panel does not have")
	}
	order, inTime := cells.InTime(p), slices.Clone(p.Periods)
	slices.SortStableFunc(inTime, tradeflow.Period.Compare)
	weights := slopeWeights(inTime)
	r := cells.Read(p)
	row := make([]cells.Cell, len(p.Periods)) // in time order
	for i := range q.Series {
		for n, j := range order {
			row[n] = perMonth(p, r.Cell(i, j), j)
		}
		c := slope(p, q.Series[i].Key, row, weights)
		c.Value, c.Low, c.High = of(c.Value), of(c.Low), of(c.High)
		cells.Put(&q.Series[i], 0, c)
	}
	r.Warn(q)
	return q
}

// slope is the least-squares slope of the logarithms, known where all cells are
// known and positive and stand for the same goods. It rises with the cells that
// weigh more than nothing and falls with the others, which gives its bounds.
func slope(p *tradeflow.Panel, k tradeflow.Key, row []cells.Cell, weights []float64) cells.Cell {
	c := cells.Cell{Status: tradeflow.OK}
	if weights == nil {
		c = unknown(tradeflow.TooFew)
	}
	isRange, sameGoods := false, true
	for j, x := range row {
		switch {
		case c.Status == tradeflow.TooFew || c.Status == tradeflow.EditionBreak:
		case x.Status == tradeflow.EditionBreak || c.Known() && !x.Known():
			c.Status = x.Status
		case c.Known() && x.Value <= 0:
			c.Status = tradeflow.NotPositive
		}
		isRange = isRange || x.IsRange()
		sameGoods = sameGoods && (j == 0 || cells.SameGoods(p, k, c.Editions, x.Editions))
		c.Editions |= x.Editions
	}
	if !sameGoods {
		c.Status = tradeflow.EditionBreak
	}
	if !sameGoods || weights == nil || !c.Known() && !isRange {
		c.Value, c.Low, c.High = math.NaN(), math.NaN(), math.NaN()
		return c
	}
	first := logOf(row[0].Value) // a constant series has the slope 0 exactly
	if math.IsNaN(first) {
		first = 0
	}
	for j, x := range row {
		w := weights[j]
		v := logOf(x.Value)
		c.Value += w * (v - first)
		if isRange {
			low, high := logOf(x.Low), logOf(x.High)
			if w < 0 {
				low, high = high, low
			}
			c.Low += w * (low - first)
			c.High += w * (high - first)
		}
	}
	if !c.Known() {
		c.Value = math.NaN()
	}
	if !isRange {
		c.Low, c.High = c.Value, c.Value
	}
	return c
}

// slopeWeights returns what the logarithm in each period adds to the slope: its
// distance from the mean time over the sum of the squared distances. It is nil for
// fewer than three periods, and for periods that are all at one time.
func slopeWeights(periods []tradeflow.Period) []float64 {
	if len(periods) < 3 {
		return nil
	}
	mean, squares := 0.0, 0.0
	for _, t := range periods {
		mean += middle(t)
	}
	mean /= float64(len(periods))
	weights := make([]float64, len(periods))
	for j, t := range periods {
		weights[j] = middle(t) - mean
		squares += weights[j] * weights[j]
	}
	if squares == 0 {
		return nil
	}
	for j := range weights {
		weights[j] /= squares
	}
	return weights
}

// span is the time from the start of the first period to the end of the last.
func span(periods []tradeflow.Period) tradeflow.Period {
	last := slices.MaxFunc(periods, func(a, b tradeflow.Period) int { return a.Ordinal() + a.Months() - b.Ordinal() - b.Months() })
	return tradeflow.Window(slices.MinFunc(periods, tradeflow.Period.Compare), last)
}

// uncovered returns the months of all that lie in none of the periods.
func uncovered(all tradeflow.Period, periods []tradeflow.Period) []stretch {
	covered := make([]bool, all.Months())
	for _, t := range periods {
		for m := range t.Months() {
			covered[t.Ordinal()-all.Ordinal()+m] = true
		}
	}
	var months []tradeflow.Period
	for m, is := range covered {
		if !is {
			months = append(months, tradeflow.Month(all.Start()).Shift(m))
		}
	}
	return stretches(months)
}
