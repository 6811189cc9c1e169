package pages

import (
	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/parquet"
)

// Flags reads a column of flags.
type Flags struct {
	*Column
	found []byte
}

// Flags reads a column of flags; nil where it is another.
func (c *Column) Flags() *Flags {
	if c.PhysicalType() != parquet.Types.Boolean {
		return nil
	}
	c.learn = func([]byte, int) error { return nil }
	return &Flags{Column: c}
}

// Read reads the next n rows into bitmaps: which are true, and which have a value.
// It returns how many are true, and how many have none.
func (f *Flags) Read(n int, flags, valid []byte) (trues, nulls int, err error) {
	for at := 0; at < n; {
		if err := f.more(); err != nil {
			return 0, 0, err
		}
		k := min(n-at, f.left)
		present, err := f.present(valid, at, k)
		if err != nil {
			return 0, 0, err
		}
		if present == k {
			err = f.entries.bits(flags, at, k)
		} else {
			f.found = grown(f.found, present/8+1)
			err = f.entries.bits(f.found, 0, present)
			next := 0
			for row := at; row < at+k; row++ {
				is := bitutil.BitIsSet(valid, row)
				bitutil.SetBitTo(flags, row, is && bitutil.BitIsSet(f.found, next))
				if is {
					next++
				}
			}
		}
		if err == nil {
			err = f.took(k)
		}
		if err != nil {
			return 0, 0, err
		}
		at, nulls = at+k, nulls+k-present
	}
	return bitutil.CountSetBits(flags, 0, n), nulls, nil
}
