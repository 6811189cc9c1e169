package pages

import (
	"encoding/binary"
	"errors"

	"github.com/apache/arrow/go/v15/arrow/bitutil"
)

var errLevels = errors.New("a page does not have the rows that it says")

// hybrid reads small numbers in Parquet's mix of runs: one number many times, or
// numbers packed in as few bits as they need.
type hybrid struct {
	b      []byte // the runs to come
	width  int    // bits of a number
	left   int    // numbers of the run under way
	value  uint32 // which they are
	packed []byte // where they are packed instead; nil where they are not
	bit    int    // in packed
}

// open makes sure that a run is under way.
func (h *hybrid) open() error {
	for h.left == 0 {
		head, n := binary.Uvarint(h.b)
		if n <= 0 {
			return errLevels
		}
		h.b = h.b[n:]
		h.left = int(min(head>>1, maxPageRows))
		h.value, h.packed = 0, nil
		if head&1 == 1 {
			h.left = min(h.left, maxPageRows/8) * 8
			if h.width == 0 {
				continue
			}
			// The last run may lack the bytes of numbers that are none.
			h.packed, h.bit = h.b[:min(len(h.b), h.left/8*h.width)], 0
			h.b = h.b[len(h.packed):]
			h.left = min(h.left, len(h.packed)*8/h.width)
			continue
		}
		bytes := (h.width + 7) / 8
		if bytes > len(h.b) {
			return errLevels
		}
		for i, c := range h.b[:bytes] {
			h.value |= uint32(c) << (8 * i)
		}
		h.b = h.b[bytes:]
		if uint64(h.value)>>h.width != 0 {
			return errLevels
		}
	}
	return nil
}

// take goes on behind n numbers of the run.
func (h *hybrid) take(n int) {
	h.left -= n
	h.bit += n * h.width
}

// fill reads numbers and returns the greatest of them.
func (h *hybrid) fill(dst []uint32) (greatest uint32, err error) {
	for len(dst) > 0 {
		if err := h.open(); err != nil {
			return 0, err
		}
		n := min(len(dst), h.left)
		if h.packed == nil {
			fill(dst[:n], h.value)
			greatest = max(greatest, h.value)
		} else {
			greatest = max(greatest, unpackBits(dst[:n], h.packed, h.bit, h.width))
		}
		h.take(n)
		dst = dst[n:]
	}
	return greatest, nil
}

// bits reads n numbers of one bit into a bitmap, from a bit on.
func (h *hybrid) bits(bitmap []byte, from, n int) error {
	for n > 0 {
		if err := h.open(); err != nil {
			return err
		}
		k := min(n, h.left)
		if h.packed == nil {
			bitutil.SetBitsTo(bitmap, int64(from), int64(k), h.value == 1)
		} else {
			copyBits(bitmap, from, h.packed, h.bit, k)
		}
		h.take(k)
		from, n = from+k, n-k
	}
	return nil
}

// copyBits copies n bits, from a bit of b to a bit of the bitmap.
func copyBits(bitmap []byte, to int, b []byte, from, n int) {
	for n > 0 {
		k := min(n, 8-to&7)
		v := b[from>>3] >> (from & 7)
		if from&7+k > 8 {
			v |= b[from>>3+1] << (8 - from&7)
		}
		mask := byte(1<<k-1) << (to & 7)
		bitmap[to>>3] = bitmap[to>>3]&^mask | v<<(to&7)&mask
		to, from, n = to+k, from+k, n-k
	}
}

// unpackBits reads numbers of 1 to 32 bits, from a bit of b on, and returns the
// greatest of them.
func unpackBits(dst []uint32, b []byte, bit, width int) (greatest uint32) {
	mask := uint64(1)<<width - 1
	for len(dst) >= 4 && width <= 14 { // four of them are in eight bytes, wherever they begin
		at := bit >> 3
		if at+8 > len(b) {
			break
		}
		word := binary.LittleEndian.Uint64(b[at:]) >> (bit & 7)
		v0, v1, v2, v3 := uint32(word&mask), uint32(word>>width&mask), uint32(word>>(2*width)&mask), uint32(word>>(3*width)&mask)
		dst[0], dst[1], dst[2], dst[3] = v0, v1, v2, v3
		greatest = max(greatest, v0, v1, v2, v3)
		dst, bit = dst[4:], bit+4*width
	}
	var end [16]byte
	for i := range dst {
		at := bit >> 3
		if at+8 > len(b) {
			copy(end[:], b[at:])
			b, bit, at = end[:], bit&7, 0
		}
		v := uint32(binary.LittleEndian.Uint64(b[at:]) >> (bit & 7) & mask)
		dst[i], greatest, bit = v, max(greatest, v), bit+width
	}
	return greatest
}

// fill makes all of dst v.
func fill[T any](dst []T, v T) {
	for i := range dst {
		dst[i] = v
	}
}
