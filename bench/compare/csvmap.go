package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// group is the key of a sum, as written in the file.
type group struct {
	period, reporter, partner string
	category                  int
}

// sums are thousandths of the file's unit.
type sums map[group]int64

func (s sums) write(w io.Writer) error {
	for g, value := range s {
		if _, err := fmt.Fprintf(w, "%s,%s,%s,%d,%d\n", g.period, g.reporter, g.partner, g.category, value); err != nil {
			return err
		}
	}
	return nil
}

// layout says where the columns of the question are.
type layout struct {
	period, reporter, partner, code, value int
	tests                                  map[int]string // what a column must hold
}

var (
	comtradeLayout = layout{5, 6, 11, 20, 43, map[int]string{0: "C", 1: "A", 9: "X", 14: "0", 24: "C00", 27: "0"}}
	baciLayout     = layout{0, 1, 2, 3, 4, nil}
)

func (k kind) layout() layout {
	if k.isComtrade() {
		return comtradeLayout
	}
	return baciLayout
}

// csvMap answers with what a Go programmer writes first: encoding/csv and a map.
func csvMap(_ context.Context, t task, codes table) (func(io.Writer) error, error) {
	in, err := open(t)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	categories := map[string]int{}
	for i, code := range codes.codes {
		categories[code] = codes.categories[i]
	}
	l, wanted, found := t.Job.File.layout(), numbers(), sums{}
	r := csv.NewReader(in)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return nil, err
	}
rows:
	for {
		row, err := r.Read()
		if err == io.EOF {
			return found.write, nil
		}
		if err != nil {
			return nil, err
		}
		if t.Job.Selective && !slices.Contains(wanted, row[l.reporter]) {
			continue
		}
		for column, want := range l.tests {
			if row[column] != want {
				continue rows
			}
		}
		category, ok := categories[row[l.code]]
		if !ok || row[l.partner] == "0" {
			continue
		}
		value, err := thousandths(row[l.value])
		if err != nil {
			return nil, err
		}
		g := group{row[l.period], row[l.reporter], row[l.partner], category}
		if t.Job.Selective {
			g.reporter = ""
		}
		if _, ok := found[g]; !ok { // the texts are parts of the whole line
			g.period, g.reporter, g.partner = strings.Clone(g.period), strings.Clone(g.reporter), strings.Clone(g.partner)
		}
		found[g] += value
	}
}

// open opens the text of the file, without the mark that may stand at its beginning.
func open(t task) (io.ReadCloser, error) {
	f, err := os.Open(t.Path)
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(f, 1<<16)
	if t.Job.File == comtradeGzip {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		in = bufio.NewReaderSize(z, 1<<16)
	}
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		in.Discard(3)
	}
	return struct {
		io.Reader
		io.Closer
	}{in, f}, nil
}

// thousandths reads a number of at most three decimals.
func thousandths(s string) (n int64, err error) {
	decimals := -1
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.' && decimals < 0:
			decimals = 0
		case '0' <= c && c <= '9' && decimals < 3:
			n = 10*n + int64(c-'0')
			if decimals >= 0 {
				decimals++
			}
		default:
			return 0, errors.New("no number of thousandths: " + s)
		}
	}
	for range 3 - max(decimals, 0) {
		n *= 10
	}
	return n, nil
}
