package rows

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// TestShortRows reads made-up texts of few columns, all fields of a row at once, and
// compares them with what the ordinary reader finds: texts that begin like the row
// before, with line ends of both kinds, blank lines, quotes, rows of too few and too
// many fields, and a last line without an end.
func TestShortRows(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	r := rand.New(rand.NewPCG(7, 8))
	pieces := []string{"2021,4,842,010229,12.5,", "2021,4,842,010229,12.5,\n", "2021", "8", ",", ",", "\n", "\r\n", "842", "010229", "-,-", "\n\n", "é", "12345678", "\r", ";"}
	quoted := append(pieces, `"`, `"a,b"`, `""`, "\"x\ny\"")
	for range 30_000 {
		from := pieces
		if r.IntN(4) == 0 {
			from = quoted
		}
		var text strings.Builder
		for range 1 + r.IntN(60) {
			text.WriteString(from[r.IntN(len(from))])
		}
		for _, columns := range []int{6, narrowColumns + 1} {
			compareRows(t, text.String(), columns, r)
		}
	}
	compareRows(t, strings.Repeat("1,", 40)+"\n"+strings.Repeat("1,", 15)+"1\n"+strings.Repeat("1,", 16)+"1\n", 6, r)
}

// compareRows reads a text of so many columns, of some rows only the first fields.
func compareRows(t *testing.T, text string, columns int, r *rand.Rand) {
	t.Helper()
	table := &Table{Header: make([]string, columns), Rows: NewReader(nil, ',')}
	_, short := table.Over()
	short.Reset(Chunk{Data: []byte(text), Line: 1})
	plain := NewReader(strings.NewReader(text), ',')
	var before []string
	for {
		want, err := plain.Next()
		again := short.Scan()
		if err != nil || again != nil {
			if (err == io.EOF) != (again == io.EOF) || (err == nil) != (again == nil) {
				t.Fatalf("%q: %v, want %v", text, again, err)
			}
			return
		}
		if short.Count() != len(want) || short.Line() != plain.Line() {
			t.Fatalf("%q: line %d has %d fields, want line %d with %d", text, short.Line(), short.Count(), plain.Line(), len(want))
		}
		same := short.Same()
		var row []string
		asked := len(want)
		if r.IntN(2) == 0 {
			asked = r.IntN(asked + 1)
		}
		for i, field := range want {
			row = append(row, string(field))
			if i >= asked {
				continue
			}
			if !bytes.Equal(short.FromEnd(len(want)-1-i), field) || !bytes.Equal(short.Field(i), field) {
				t.Fatalf("%q: line %d, field %d is %q, from behind %q, want %q", text, plain.Line(), i, short.Field(i), short.FromEnd(len(want)-1-i), field)
			}
		}
		if same > len(before) || same > len(row) || strings.Join(before[:same], "\x00") != strings.Join(row[:same], "\x00") {
			t.Fatalf("%q: line %d: %d fields of %q are said to be as in %q", text, plain.Line(), same, row, before)
		}
		before = row
	}
}
