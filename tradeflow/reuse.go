package tradeflow

import "github.com/apache/arrow/go/v15/arrow/memory"

// reused is memory that goes round: what one batch gives back, the next one gets. It is
// for batches that nobody keeps, and for one goroutine.
type reused struct {
	from memory.Allocator
	free map[int][][]byte // by size
}

func (r *reused) Allocate(size int) []byte {
	list := r.free[size]
	if len(list) == 0 {
		return r.from.Allocate(size)
	}
	r.free[size] = list[:len(list)-1]
	return list[len(list)-1]
}

func (r *reused) Reallocate(size int, b []byte) []byte {
	if size == len(b) {
		return b
	}
	larger := r.Allocate(size)
	copy(larger, b)
	r.Free(b)
	return larger
}

func (r *reused) Free(b []byte) { r.free[len(b)] = append(r.free[len(b)], b) }

// release gives all back that has come back.
func (r *reused) release() {
	for _, list := range r.free {
		for _, b := range list {
			r.from.Free(b)
		}
	}
	r.free = nil
}
