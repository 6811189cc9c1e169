package model

import "math"

// stlLoess is one locally weighted regression over the points 1, 2, ... n.
type stlLoess struct {
	window int // how many points a fit uses; more than there are points widen the weights
	degree int // 0: local means; 1: local lines
	jump   int // a fit at every so many points, and straight lines between
}

// smooth writes the regression of y into fit. Robustness weights may be nil. The
// scratch is as long as y.
func (l stlLoess) smooth(fit, y, robust, scratch []float64) {
	n := len(y)
	if n < 2 {
		copy(fit, y)
		return
	}
	jump := min(l.jump, n-1)
	left, right := 0, 0
	at := func(i int) {
		v, ok := l.at(float64(i), left, right, y, robust, scratch)
		if !ok {
			v = y[i]
		}
		fit[i] = v
	}
	for i := 0; i < n; i += jump {
		left, right = l.neighbours(i, n)
		at(i)
	}
	if jump == 1 {
		return
	}
	last := (n - 1) / jump * jump
	for i := 0; i < last; i += jump {
		stlLine(fit[i : i+jump+1])
	}
	if last < n-1 { // the end is fitted with the neighbours of the fit before it
		at(n - 1)
		stlLine(fit[last:])
	}
}

// neighbours returns the first and last of the points nearest to i, of n.
func (l stlLoess) neighbours(i, n int) (left, right int) {
	if l.window >= n {
		return 0, n - 1
	}
	left = min(max(i-(l.window-1)/2, 0), n-l.window)
	return left, left + l.window - 1
}

// at fits y at x, which may lie outside the points, from the points left to right.
// It is false where all of them have weight zero.
func (l stlLoess) at(x float64, left, right int, y, robust, weights []float64) (fit float64, ok bool) {
	h := max(x-float64(left), float64(right)-x)
	if l.window > len(y) {
		h += float64((l.window - len(y)) / 2)
	}
	sum := 0.0
	for j := left; j <= right; j++ {
		w := stlTricube(math.Abs(float64(j)-x), h)
		if robust != nil {
			w *= robust[j]
		}
		weights[j] = w
		sum += w
	}
	if sum <= 0 {
		return 0, false
	}
	mean := 0.0
	for j := left; j <= right; j++ {
		weights[j] /= sum
		mean += weights[j] * float64(j)
	}
	slope := 0.0 // what a step of one away from the mean adds to a point's weight
	if l.degree > 0 && h > 0 {
		spread := 0.0
		for j := left; j <= right; j++ {
			spread += weights[j] * (float64(j) - mean) * (float64(j) - mean)
		}
		if math.Sqrt(spread) > 0.001*float64(len(y)-1) {
			slope = (x - mean) / spread
		}
	}
	for j := left; j <= right; j++ {
		fit += weights[j] * (1 + slope*(float64(j)-mean)) * y[j]
	}
	return fit, true
}

// stlTricube is (1 − (r/h)³)³, cut off at both ends as in the authors' program.
func stlTricube(r, h float64) float64 {
	switch {
	case r > 0.999*h:
		return 0
	case r <= 0.001*h:
		return 1
	}
	q := r / h
	c := 1 - q*q*q
	return c * c * c
}

// stlLine draws a straight line from the first to the last number.
func stlLine(v []float64) {
	n := len(v) - 1
	step := (v[n] - v[0]) / float64(n)
	for i := 1; i < n; i++ {
		v[i] = v[0] + step*float64(i)
	}
}

// stlMean writes the running means of n numbers of x into mean, which is n−1 shorter.
func stlMean(mean, x []float64, n int) {
	sum := 0.0
	for _, v := range x[:n] {
		sum += v
	}
	mean[0] = sum / float64(n)
	for i := 1; i <= len(x)-n; i++ {
		sum += x[i+n-1] - x[i-1]
		mean[i] = sum / float64(n)
	}
}
