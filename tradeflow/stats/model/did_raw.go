package model

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Raw is a difference in differences that can be checked by hand. Before and after
// may be of different lengths, which cancels: it is the same on both sides. Where a part of
// a sum is unknown, so is the sum, and Status says why; a reader who wants the
// number passes panels of series that are known throughout.
type Raw struct {
	Status                      tradeflow.Status
	TreatedBefore, TreatedAfter float64 // sums over all series and periods, in the panels' unit
	ControlBefore, ControlAfter float64
	Log                         float64 // (ln TreatedAfter − ln TreatedBefore) − (ln ControlAfter − ln ControlBefore)
	Percent                     float64 // exp(Log) − 1, a fraction; NaN where larger than any number
}

// rawOf adds up what has been read, before anything is dropped for the regression's
// sake. Periods that are not wholly before or after belong to no sum.
func rawOf(s *effectsSample) Raw {
	nan := math.NaN()
	r := Raw{Status: s.status, TreatedBefore: nan, TreatedAfter: nan, ControlBefore: nan, ControlAfter: nan, Log: nan, Percent: nan}
	if s.status != tradeflow.OK {
		return r
	}
	var sums [2][2]float64
	var cells [2][2]int
	for i := range s.keys {
		for t := range s.periods {
			k := i*len(s.periods) + t
			switch s.why[k] {
			case effectsAbsent, effectsOneSided, effectsStraddles, effectsOverlaps:
				continue
			case effectsNegative:
				r.Status = tradeflow.BaseNonPositive
				return r
			case effectsHuge:
				r.Status = tradeflow.NotReported
				return r
			case effectsUsed, effectsZero:
			default:
				r.Status = tradeflow.Status(s.why[k] - effectsStatus)
				return r
			}
			g, a := effectsBit(s.treated[i]), effectsBit(s.after[t])
			cells[g][a]++
			sums[g][a] += s.flow[k]
		}
	}
	for g := range 2 {
		for a := range 2 {
			switch {
			case cells[g][a] == 0:
				r.Status = tradeflow.TooFew
				return r
			case sums[g][a] == 0:
				r.Status = tradeflow.ZeroTotal
			}
		}
	}
	r.TreatedBefore, r.TreatedAfter, r.ControlBefore, r.ControlAfter = sums[1][0], sums[1][1], sums[0][0], sums[0][1]
	if r.Status == tradeflow.OK {
		r.Log = rawChange(r.TreatedBefore, r.TreatedAfter) - rawChange(r.ControlBefore, r.ControlAfter)
		r.Percent = didPercent(r.Log)
	}
	return r
}

// rawChange is the change of the logarithm, also where the ratio is no number.
func rawChange(before, after float64) float64 {
	if ratio := after / before; ratio > 0 && !math.IsInf(ratio, 1) {
		return math.Log(ratio)
	}
	return math.Log(after) - math.Log(before)
}

func effectsBit(b bool) int {
	if b {
		return 1
	}
	return 0
}
