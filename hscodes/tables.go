package hscodes

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"
)

// editions.bin is written by cmd/makeeditions; EDITIONS.md names its sources.
//
//go:embed editions.bin
var editionsBin []byte

// editions decodes when first asked, like embedded.
var editions = sync.OnceValue(func() *tables {
	t, err := decode(editionsBin)
	if err != nil {
		panic("hscodes: editions.bin: " + err.Error())
	}
	for _, m := range moves {
		t.move(m)
	}
	return t
})

// tables holds the subheadings of every edition, and how each edition's are
// correlated with those of its neighbours. It never changes once made.
type tables struct {
	codes [newest + 1][]Code   // sorted
	older [newest + 1][][]edge // by index of a code of e: its goods in e-1
	newer [newest + 1][][]edge // by index of a code of e: its goods in e+1
}

// An edge says that a code shares goods with one of a neighbouring edition.
type edge struct {
	to        uint16 // index in codes
	diffuse   bool   // a formal link: see Link.Diffuse
	converted bool   // the UN's conversion table sends the newer code to the older
}

// decode reads the form in which cmd/makeeditions writes: gzip around unsigned
// varints. For each edition, oldest first, the number of its subheadings, then how
// far each lies above the one before, as numbers. Then for each edition but the
// oldest, and for each of its codes, the number of older codes that share goods with
// it, and for each of these how far its index lies above the one before (the first:
// above the index of the last code's first, in zigzag form), times four, plus two if
// the link is diffuse, plus one if the UN converts by it.
func decode(file []byte) (*tables, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	r := &varints{data: data}
	t := new(tables)
	for _, e := range Editions() {
		number := 0
		t.codes[e] = make([]Code, r.count())
		for i := range t.codes[e] {
			number += r.next()
			t.codes[e][i] = fromNumber(number)
		}
		t.older[e] = make([][]edge, len(t.codes[e]))
		t.newer[e] = make([][]edge, len(t.codes[e]))
	}
	for _, e := range Editions()[1:] {
		first := 0
		for i := range t.codes[e] {
			to := first
			for n := range r.count() {
				v := r.next()
				step := v >> 2
				if n == 0 {
					step = step>>1 ^ -(step & 1)
				}
				to += step
				if n == 0 {
					first = to
				}
				if r.bad || to < 0 || to >= len(t.codes[e-1]) {
					return nil, errors.New("a link leads nowhere")
				}
				link := edge{uint16(to), v&2 != 0, v&1 != 0}
				t.older[e][i] = append(t.older[e][i], link)
				link.to = uint16(i)
				t.newer[e-1][to] = append(t.newer[e-1][to], link)
			}
		}
	}
	if r.bad || len(r.data) > 0 {
		return nil, errors.New("it is too short or too long")
	}
	return t, nil
}

// fromNumber returns 854231 as a Code.
func fromNumber(n int) Code {
	v := uint64(6)
	for shift := 40; n > 0; shift += 4 {
		v |= uint64(n%10) << shift
		n /= 10
	}
	return Code{v}
}

type varints struct {
	data []byte
	bad  bool
}

func (r *varints) next() int {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || v > 1<<24 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

// count is next for a length, which is never above what is left to read.
func (r *varints) count() int {
	n := r.next()
	if n > len(r.data) {
		r.bad, r.data = true, nil
		return 0
	}
	return n
}

// index returns where the subheading c stands in the list of e, or -1.
func (t *tables) index(c Code, e Edition) int {
	if i, ok := slices.BinarySearchFunc(t.codes[e], c, Code.Compare); ok {
		return i
	}
	return -1
}
