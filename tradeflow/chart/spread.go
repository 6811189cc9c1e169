package chart

// spread moves labels apart in one dimension. Each label wants to be centred
// on a position and has a height; wants must be in rising order. The answer
// keeps the order, lets no two overlap, stays within low and high where there
// is room, and moves the labels as little as possible in the sum of squares:
// isotonic regression by pooling adjacent violators (Ayer et al. 1955).
func spread(want, height []float64, low, high float64) []float64 {
	n := len(want)
	if n == 0 {
		return nil
	}
	// Without the heights below each label, "no overlap" is "not falling".
	below := make([]float64, n)
	for i := 1; i < n; i++ {
		below[i] = below[i-1] + (height[i-1]+height[i])/2
	}
	type pool struct {
		sum   float64
		count int
	}
	mean := func(p pool) float64 { return p.sum / float64(p.count) }
	var pools []pool
	for i := range n {
		pools = append(pools, pool{want[i] - below[i], 1})
		for k := len(pools) - 1; k > 0 && mean(pools[k-1]) > mean(pools[k]); k-- {
			pools[k-1].sum += pools[k].sum
			pools[k-1].count += pools[k].count
			pools = pools[:k]
		}
	}
	first := low + height[0]/2
	last := high - height[n-1]/2 - below[n-1]
	at := make([]float64, 0, n)
	for _, p := range pools {
		for range p.count {
			at = append(at, max(first, min(last, mean(p)))+below[len(at)])
		}
	}
	return at
}
