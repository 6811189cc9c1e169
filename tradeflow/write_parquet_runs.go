package tradeflow

import (
	"encoding/binary"
	"slices"
)

// appendRuns appends numbers of so many bits in Parquet's hybrid of runs: eight
// or more that are equal as one number, and what lies between packed by eights.
func appendRuns(out []byte, numbers []uint32, width int) []byte {
	for len(numbers) > 0 {
		single, same := 0, 0
		for single < len(numbers) {
			if same = sameAtStart(numbers[single:]); same >= 8 {
				break
			}
			single = min(single+8, len(numbers))
		}
		if single > 0 {
			out = binary.AppendUvarint(out, uint64(single+7)/8<<1|1)
			out = appendBits(out, numbers[:single], width)
		}
		if numbers = numbers[single:]; len(numbers) > 0 {
			out = binary.AppendUvarint(out, uint64(same)<<1)
			for shift := 0; shift < width; shift += 8 {
				out = append(out, byte(numbers[0]>>shift))
			}
			numbers = numbers[same:]
		}
	}
	return out
}

// sameAtStart counts how many numbers there are before another one.
func sameAtStart(numbers []uint32) int {
	for i, n := range numbers {
		if n != numbers[0] {
			return i
		}
	}
	return len(numbers)
}

// appendBits packs numbers of so many bits, the lowest bit first, and fills up
// the last eight of them with zeros.
func appendBits(out []byte, numbers []uint32, width int) []byte {
	out = slices.Grow(out, (len(numbers)+7)/8*width)
	var pending uint64
	filled := 0
	for _, n := range numbers {
		pending |= uint64(n) << filled
		for filled += width; filled >= 8; filled -= 8 {
			out = append(out, byte(pending))
			pending >>= 8
		}
	}
	for i := len(numbers); i%8 != 0; i++ {
		for filled += width; filled >= 8; filled -= 8 {
			out = append(out, byte(pending))
			pending >>= 8
		}
	}
	return out
}
