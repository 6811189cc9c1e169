package tradeflow

// numberSet is a set of small numbers, such as those of files.
type numberSet []uint64

func (s *numberSet) set(file int) {
	for file/64 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[file/64] |= 1 << (file % 64)
}

func (s numberSet) has(file int) bool { return file/64 < len(s) && s[file/64]&(1<<(file%64)) != 0 }
