package model

import "math"

// breakMost is the largest number of breaks that is looked for.
const breakMost = 5

// breakPartition is a split of n numbers into segments with a mean of their own.
type breakPartition struct {
	ends []int   // how many numbers stand before each break
	rss  float64 // the sum of squares around the means
}

// breakPartitions returns the partitions with the least sum of squares, for no, one,
// and up to most breaks, with at least h numbers in each segment: the dynamic
// programme of Bai and Perron (2003), in n² steps for each number of breaks. Of
// equal ones it takes the earliest break, as R's breakpoints does.
func breakPartitions(y []float64, h, most int) []breakPartition {
	n := len(y)
	least := make([][]float64, most+1) // [m][j]: of the first j numbers, with m breaks
	from := make([][]int, most+1)      // and how many stand before the last of them
	for m := range least {
		least[m], from[m] = make([]float64, n+1), make([]int, n+1)
		for j := range least[m] {
			least[m][j] = math.Inf(1)
		}
	}
	for i := 0; i <= n-h; i++ { // the last segment starts after i numbers; what lies before them is settled
		mean, rss := 0.0, 0.0
		for j := i + 1; j <= n; j++ {
			mean, rss = breakAdd(mean, rss, y[j-1], j-i)
			if j-i < h {
				continue
			}
			if i == 0 {
				least[0][j] = rss
				continue
			}
			for m := 1; m <= most; m++ {
				if s := least[m-1][i] + rss; s < least[m][j] {
					least[m][j], from[m][j] = s, i
				}
			}
		}
	}
	all := make([]breakPartition, most+1)
	for m := range all {
		all[m] = breakPartition{make([]int, m), least[m][n]}
		for k, j := m, n; k > 0; k-- {
			j = from[k][j]
			all[m].ends[k-1] = j
		}
	}
	return all
}

// breakAdd takes the k-th number into a mean and the sum of squares around it
// (Welford): no digits are lost to a mean far from zero.
func breakAdd(mean, rss, y float64, k int) (float64, float64) {
	d := y - mean
	mean += d / float64(k)
	return mean, rss + d*(y-mean)
}

// breakBIC is the Bayesian information criterion of m breaks: two parameters a
// segment, as in strucchange. The numbers are in units of scale.
func breakBIC(p breakPartition, n int, scale float64) float64 {
	size, parameters := float64(n), float64(2*(len(p.ends)+1))
	return size*(math.Log(p.rss)+2*math.Log(scale)+1-math.Log(size)+math.Log(2*math.Pi)) + parameters*math.Log(size)
}

// breakInterval returns where a 95 % confidence interval of a break begins and ends,
// in numbers from the break on (Bai, 1997), given the change of the mean and the
// variances on both sides. It is false where one side varies so much less than the
// other that there is no such interval.
func breakInterval(change, before, after float64) (low, high int, ok bool) {
	const tail = 0.025
	phi := after / before
	p0 := breakArgmax(0, phi)
	if !(p0 >= tail && p0 <= 1-tail) {
		return 0, 0, false
	}
	upper := breakQuantile(func(x float64) bool { return breakArgmax(x, phi) >= 1-tail })
	lower := -breakQuantile(func(x float64) bool { return breakArgmax(-x, phi) <= tail })
	unit := before / (change * change)
	l, u := math.Ceil(upper*unit), math.Floor(lower*unit)
	if !(l < 1e6 && u > -1e6) {
		return 0, 0, false
	}
	return -int(l), -int(u), true
}

// breakQuantile returns the least x from which reached is true.
func breakQuantile(reached func(x float64) bool) float64 {
	low, high := 0.0, 1.0
	for !reached(high) && high < 1e9 {
		low, high = high, 2*high
	}
	for range 80 {
		if mid := (low + high) / 2; reached(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// breakArgmax is the distribution function of the place where a two-sided Brownian motion
// with drift is largest, whose variance after zero is phi times that before (Bai 1997,
// appendix B, for regressors that do not change).
func breakArgmax(x, phi float64) float64 {
	if x < 0 {
		x = -x
		return -math.Exp(math.Log(x)/2-x/8-math.Log(2*math.Pi)/2) -
			phi*(phi+2)/(phi+1)*math.Exp((1+1/phi)*x/(2*phi)+breakLogNormal(-(0.5+1/phi)*math.Sqrt(x))) +
			math.Exp(math.Log(x/2-2+(phi+2)*(phi+2)/(phi+1))+breakLogNormal(-math.Sqrt(x)/2))
	}
	root := math.Sqrt(x / phi)
	return 1 + root*math.Exp(-x/(8*phi))/math.Sqrt(2*math.Pi) +
		(2*phi+1)/(phi*(phi+1))*math.Exp((phi+1)*x/2+breakLogNormal(-(phi+0.5)*root)) -
		math.Exp(math.Log((2*phi+1)*(2*phi+1)/((phi+1)*phi)-2+x/(2*phi))+breakLogNormal(-root/2))
}

// breakLogNormal is the logarithm of the normal distribution function, for z ≤ 0.
func breakLogNormal(z float64) float64 {
	if z > -30 {
		return math.Log(math.Erfc(-z/math.Sqrt2) / 2)
	}
	q := 1 / (z * z) // the asymptotic series: Erfc is about to underflow
	return -z*z/2 - math.Log(-z) - math.Log(2*math.Pi)/2 + math.Log1p(-q*(1-3*q*(1-5*q*(1-7*q))))
}
