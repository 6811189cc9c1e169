package tradeflow

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// shared is a buffer in which the same number stands over and over. Most columns of
// most tables say the same in every row: their batches have the buffer in common.
type shared struct {
	buffer *memory.Buffer
	value  uint32
}

// of returns the buffer, with at least so many bytes; the caller releases it.
func (s *shared) of(mem memory.Allocator, value uint32, bytes int) *memory.Buffer {
	if s.buffer == nil || s.value != value || s.buffer.Len() < bytes {
		s.release()
		s.buffer, s.value = memory.NewResizableBuffer(mem), value
		s.buffer.Resize((bytes + 3) / 4 * 4)
		rows := arrow.Uint32Traits.CastFromBytes(s.buffer.Bytes())
		for i := range rows {
			rows[i] = value
		}
	}
	s.buffer.Retain()
	return s.buffer
}

func (s *shared) release() {
	if s.buffer != nil {
		s.buffer.Release()
		s.buffer = nil
	}
}

// room returns a slice of n, to be filled, in the memory of b if there is enough.
func room[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n)
	}
	return b[:n]
}

// copied returns a buffer of these bytes.
func copied(mem memory.Allocator, b []byte) *memory.Buffer {
	out := memory.NewResizableBuffer(mem)
	out.Resize(len(b))
	copy(out.Bytes(), b)
	return out
}

// without returns how many rows are null, and a bitmap of the others if there are.
func without(mem memory.Allocator, rows []uint32, null uint32) (nulls int, valid *memory.Buffer) {
	for _, row := range rows {
		if row == null {
			nulls++
		}
	}
	if nulls == 0 {
		return 0, nil
	}
	valid = memory.NewResizableBuffer(mem)
	valid.Resize((len(rows) + 7) / 8)
	bits := valid.Bytes()
	clear(bits)
	for i, row := range rows {
		if row != null {
			bitutil.SetBit(bits, i)
		}
	}
	return nulls, valid
}

func allAlike(rows []uint32) bool {
	for _, row := range rows {
		if row != rows[0] {
			return false
		}
	}
	return true
}

// releaseAll frees what an array has been made of, and keeps for itself.
func releaseAll(data *array.Data, buffers [2]*memory.Buffer) {
	data.Release()
	for _, b := range buffers {
		if b != nil {
			b.Release()
		}
	}
}
