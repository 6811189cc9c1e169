package tradeflow

import (
	"iter"
	"math/bits"
)

// numberSet is a set of small numbers, such as those of files.
type numberSet []uint64

func (s *numberSet) set(n int) {
	for n/64 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

func (s numberSet) has(n int) bool { return n/64 < len(s) && s[n/64]&(1<<(n%64)) != 0 }

// union returns a set of what is in s or in u.
func (s numberSet) union(u numberSet) numberSet {
	if len(s) < len(u) {
		s, u = u, s
	}
	s = append(numberSet(nil), s...)
	for i, w := range u {
		s[i] |= w
	}
	return s
}

// all yields the numbers in order.
func (s numberSet) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(64*i + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// len returns how many numbers are in the set.
func (s numberSet) len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}
