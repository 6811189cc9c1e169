package model

import (
	"fmt"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// clean leaves out what cannot tell anything: for flows that may be zero, series
// and periods without any flow, whose effect would be minus infinity (Correia,
// Guimarães and Zylkin, arXiv:1903.01633, 2019); and numbers that are alone in
// their series or period, which their own effect fits exactly and which only make
// errors look smaller (Correia, Singletons, Cluster-Robust Standard Errors and
// Fixed Effects: A Bad Mix, 2015). Each may leave another one behind.
func (s *effectsSample) clean() {
	n := len(s.periods)
	for changed := true; changed; {
		changed = false
		inSeries, inPeriod := make([]int, len(s.keys)), make([]int, n)
		ofSeries, ofPeriod := make([]float64, len(s.keys)), make([]float64, n)
		for i := range s.keys {
			for t := range n {
				if k := i*n + t; s.why[k] == effectsUsed {
					inSeries[i]++
					inPeriod[t]++
					ofSeries[i] += s.flow[k]
					ofPeriod[t] += s.flow[k]
				}
			}
		}
		for i := range s.keys {
			for t := range n {
				k := i*n + t
				if s.why[k] != effectsUsed {
					continue
				}
				switch {
				case ofSeries[i] == 0:
					s.why[k] = effectsAllZero
				case ofPeriod[t] == 0:
					s.why[k] = effectsNoFlow
				case inSeries[i] == 1 || inPeriod[t] == 1:
					s.why[k] = effectsAlone
				default:
					continue
				}
				changed = true
			}
		}
	}
}

// bothSides refuses a comparison that lacks one of its four corners.
func (s *effectsSample) bothSides() {
	var cells [2][2]int
	var sums [2][2]float64
	for i := range s.keys {
		for t := range s.periods {
			if k := i*len(s.periods) + t; s.why[k] == effectsUsed {
				g, a := effectsBit(s.treated[i]), effectsBit(s.after[t])
				cells[g][a]++
				sums[g][a] += s.flow[k]
			}
		}
	}
	side, when := [2]string{"control", "treated"}, [2]string{"before", "after"}
	for g := range 2 {
		for a := range 2 {
			if sums[g][a] != 0 {
				continue
			}
			status, lacks := tradeflow.TooFew, "no number to compare"
			if s.without(g == 1, a == 1) {
				status, lacks = tradeflow.ZeroTotal, "no flow, and a change from or to nothing has no logarithm"
			}
			s.refuse(status, fmt.Sprintf("%s series have %s %s the date", side[g], lacks, when[a]))
		}
	}
}

// without reports whether a corner has numbers, and all are zeros.
func (s *effectsSample) without(treated, after bool) bool {
	zeros := false
	for i := range s.keys {
		for t := range s.periods {
			k := i*len(s.periods) + t
			if s.treated[i] == treated && s.after[t] == after && s.flow[k] == s.flow[k] {
				if s.flow[k] != 0 {
					return false
				}
				zeros = true
			}
		}
	}
	return zeros
}

// usedBy returns the columns that series i has numbers for.
func (s *effectsSample) usedBy(i int, into []int) []int {
	into = into[:0]
	for t := range s.periods {
		if s.why[i*len(s.periods)+t] == effectsUsed {
			into = append(into, t)
		}
	}
	return into
}

// summary counts what is used and what is not, and numbers the clusters that are
// left.
func (s *effectsSample) summary() {
	n := len(s.periods)
	var dropped, in [256]int
	period := make([]bool, n)
	cluster, side := make([]bool, s.clusters), [2][]bool{make([]bool, s.clusters), make([]bool, s.clusters)}
	r := Sample{Caveat: didCaveat, Sources: s.about.Sources}
	for i := range s.keys {
		var here [256]bool
		used := 0
		for t := range n {
			why := s.why[i*n+t]
			dropped[why]++
			if !here[why] {
				here[why] = true
				in[why]++
			}
			if why == effectsUsed {
				used++
				period[t] = true
			}
		}
		if used == 0 {
			continue
		}
		r.N += used
		r.Series++
		r.TreatedSeries += effectsBit(s.treated[i])
		cluster[s.cluster[i]], side[effectsBit(s.treated[i])][s.cluster[i]] = true, true
	}
	for _, used := range period {
		r.Periods += effectsBit(used)
	}
	number := make([]int, s.clusters)
	for g := range cluster {
		number[g] = r.Clusters
		r.Clusters += effectsBit(cluster[g])
		r.ControlClusters += effectsBit(side[0][g])
		r.TreatedClusters += effectsBit(side[1][g])
	}
	for i, g := range s.cluster {
		s.cluster[i] = min(number[g], max(0, r.Clusters-1)) // of series without a number: any
	}
	s.clusters = r.Clusters
	across := s.clusterAcross()
	r.ControlIdentifying, r.TreatedIdentifying = across[0], across[1]
	for why := effectsOneSided; why < effectsStatus+64; why++ {
		if dropped[why] == 0 {
			continue
		}
		words, known := effectsWords[why]
		if !known {
			words = tradeflow.Status(why - effectsStatus).String()
		}
		r.Dropped = append(r.Dropped, Dropped{words, dropped[why], in[why]})
	}
	s.tell(dropped[:], r.N)
	r.Warnings = s.about.Warnings
	s.sample = r
}

// tell warns of what is left out and might mislead.
func (s *effectsSample) tell(dropped []int, n int) {
	if z := dropped[effectsZero]; z > 0 {
		s.warn(fmt.Sprintf("%d zeros beside %d numbers are dropped, as a zero has no logarithm: flows that ceased or began are not in the estimate; PPML keeps them", z, n))
	}
	if b := dropped[effectsStatus+uint8(tradeflow.EditionBreak)]; b > 0 {
		s.about.Warn(tradeflow.AboutEdition, fmt.Sprintf("%s: %d cells are dropped, as they are not comparable between editions of the nomenclature", s.about.Statistic, b))
	}
	unknown := 0
	for why := int(effectsStatus); why < len(dropped); why++ {
		unknown += dropped[why]
	}
	if unknown -= dropped[effectsStatus+uint8(tradeflow.EditionBreak)]; unknown > 0 {
		s.warn(fmt.Sprintf("%d unknown cells beside %d numbers are dropped; none is filled in", unknown, n))
	}
	for _, d := range []struct {
		why  uint8
		text string
	}{
		{effectsNegative, "negative cells are dropped"},
		{effectsHuge, "cells above 1e300 are dropped, as no flow is as large"},
		{effectsOneSided, "cells are dropped, as the other panel has no such period"},
		{effectsStraddles, "cells are dropped, as their period begins before the date and ends after it"},
		{effectsOverlaps, "cells are dropped, as shorter periods count their months"},
		{effectsAllZero, "cells of series without any flow are dropped"},
		{effectsNoFlow, "cells of periods without any flow of a side are dropped"},
		{effectsSeparated, "zeros are dropped, as the effects predict them exactly"},
		{effectsAlone, "cells are dropped, as they are alone in their series or period"},
	} {
		if dropped[d.why] > 0 {
			s.warn(fmt.Sprintf("%d %s", dropped[d.why], d.text))
		}
	}
}
