package generate

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strconv"
)

// BACI writes about so many rows in the columns of CEPII's BACI: year, exporter,
// importer, HS6 code, thousands of dollars, tonnes. Shuffled, the rows stand in no
// order; otherwise in that of the columns, as published.
func BACI(w io.Writer, rows int, shuffled bool) error {
	out := bufio.NewWriterSize(w, 1<<20)
	out.WriteString("t,i,j,k,v,q\n")
	table := newBACI(rows)
	if !shuffled {
		var line []byte
		table.each(func(r baciRow) { line = table.append(line[:0], r); out.Write(line) })
		return out.Flush()
	}
	list := make([]baciRow, 0, rows+rows/50)
	table.each(func(r baciRow) { list = append(list, r) })
	newSource(3).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	var line []byte
	for _, r := range list {
		line = table.append(line[:0], r)
		out.Write(line)
	}
	return out.Flush()
}

// baciRow is small, because shuffling keeps all rows in memory.
type baciRow struct {
	code         uint16
	year         uint8
	from, to     uint8
	value, tonne uint32 // thousandths; no tonnes: not available
}

type baciTable struct {
	source
	economies []Economy // by number
	codes     []string
	scale     float64 // of the products of two weights, to the codes that the pair trades
}

func newBACI(rows int) *baciTable {
	t := &baciTable{source: newSource(1), economies: slices.Clone(Economies())}
	slices.SortFunc(t.economies, func(a, b Economy) int { return cmp.Compare(a.number, b.number) })
	for _, c := range commodities(6) {
		t.codes = append(t.codes, c.String())
	}
	// Large pairs trade every code there is, so the scale is found by trying.
	low, high := 0.0, 1e12
	for range 64 {
		t.scale = (low + high) / 2
		if t.expected() < float64(rows)/years {
			low = t.scale
		} else {
			high = t.scale
		}
	}
	return t
}

// share is the part of all codes that a pair trades.
func (t *baciTable) share(from, to Economy) float64 {
	if from.number == to.number {
		return 0
	}
	return min(t.scale*from.weight*to.weight/float64(len(t.codes)), 0.95)
}

func (t *baciTable) expected() (rows float64) {
	for _, from := range t.economies {
		for _, to := range t.economies {
			rows += float64(t.share(from, to) * float64(len(t.codes)))
		}
	}
	return rows
}

func (t *baciTable) each(f func(baciRow)) {
	for year := range years {
		for i, from := range t.economies {
			for j, to := range t.economies {
				p := t.share(from, to)
				if p == 0 {
					continue
				}
				scale := 2e3 + float64(2e8*from.weight*to.weight) // converted, so that no machine joins the two steps
				for k := t.gap(p) - 1; k < len(t.codes); k += t.gap(p) {
					r := baciRow{code: uint16(k), year: uint8(year), from: uint8(i), to: uint8(j), value: uint32(min(t.amount(scale), 4e9))}
					if luck := t.Uint32(); luck%32 != 0 {
						r.tonne = 1 + r.value>>(luck>>8%8)
					}
					f(r)
				}
			}
		}
	}
}

func (t *baciTable) append(b []byte, r baciRow) []byte {
	b = strconv.AppendInt(b, firstYear+int64(r.year), 10)
	b = append(append(b, ','), t.economies[r.from].Number...)
	b = append(append(b, ','), t.economies[r.to].Number...)
	b = append(append(b, ','), t.codes[r.code]...)
	b = append(appendThousandths(append(b, ','), int64(r.value)), ',')
	if r.tonne == 0 {
		return append(b, "           NA\n"...)
	}
	return append(appendThousandths(b, int64(r.tonne)), '\n')
}
