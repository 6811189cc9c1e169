package tradeflow

import (
	"iter"
	"math/bits"
)

// numberSet is a set of small numbers, such as those of files.
type numberSet []uint64

func (s *numberSet) set(file int) {
	for file/64 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[file/64] |= 1 << (file % 64)
}

func (s numberSet) has(file int) bool { return file/64 < len(s) && s[file/64]&(1<<(file%64)) != 0 }

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
		for n := range 64 * len(s) {
			if s.has(n) && !yield(n) {
				return
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
