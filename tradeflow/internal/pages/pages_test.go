package pages

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// kinds are the columns of the files that the tests make up.
var kinds = []struct {
	name string
	kind parquet.Type
	size int
}{
	{"text", parquet.Types.ByteArray, -1}, {"double", parquet.Types.Double, -1}, {"float", parquet.Types.Float, -1}, {"whole", parquet.Types.Int32, -1},
	{"long", parquet.Types.Int64, -1}, {"flag", parquet.Types.Boolean, -1}, {"fixed", parquet.Types.FixedLenByteArray, 5},
}

// made is a file with what stands in it: "" where a row is null.
type made struct {
	b    []byte
	rows [][][]string // by row group and column
}

// makeFile makes up a file: runs and noise, nulls here and there, pages of any size.
func makeFile(t testing.TB, random *rand.Rand) made {
	t.Helper()
	pick := func(n ...int) int { return n[random.IntN(len(n))] }
	page := pick(1, 100, 1000, 1<<20)
	codecs := []compress.Compression{compress.Codecs.Uncompressed, compress.Codecs.Snappy}
	if page >= 1000 { // the others are slow to write many small pages
		codecs = append(codecs, compress.Codecs.Gzip, compress.Codecs.Brotli, compress.Codecs.Zstd)
	}
	options := []parquet.WriterProperty{
		parquet.WithDictionaryDefault(random.IntN(3) > 0), parquet.WithDataPageVersion(parquet.DataPageVersion(pick(int(parquet.DataPageV1), int(parquet.DataPageV2)))),
		parquet.WithDataPageSize(int64(page)), parquet.WithDictionaryPageSizeLimit(int64(pick(10, 300, 1<<20))), parquet.WithBatchSize(int64(pick(1, 7, 1024))),
		parquet.WithCompression(codecs[random.IntN(len(codecs))]),
		parquet.WithVersion([]parquet.Version{parquet.V1_0, parquet.V2_LATEST}[random.IntN(2)]),
	}
	var nodes schema.FieldList
	var nullable [7]bool
	for i, k := range kinds {
		repetition := parquet.Repetitions.Required
		if nullable[i] = random.IntN(2) == 0; nullable[i] {
			repetition = parquet.Repetitions.Optional
		}
		node, err := schema.NewPrimitiveNodeLogical(k.name, repetition, schema.NoLogicalType{}, k.kind, k.size, -1)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, node)
	}
	root, err := schema.NewGroupNode("root", parquet.Repetitions.Required, nodes, -1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	notes := metadata.NewKeyValueMetadata()
	if err := notes.Append("who", "illustrative"); err != nil {
		t.Fatal(err)
	}
	w := file.NewParquetWriter(&b, root, file.WithWriterProps(parquet.NewWriterProperties(options...)), file.WithWriteMetadata(notes))
	m := made{}
	for range random.IntN(4) {
		n := pick(0, 1, 8, 100, 200)
		if page >= 1000 {
			n *= 20
		}
		group := w.AppendRowGroup()
		var columns [][]string
		for i := range kinds {
			to, err := group.NextColumn()
			if err != nil {
				t.Fatal(err)
			}
			numbers, levels := makeRows(random, n, nullable[i])
			columns = append(columns, write(t, to, numbers, levels))
			if err := to.Close(); err != nil {
				t.Fatal(err)
			}
		}
		m.rows = append(m.rows, columns)
		if err := group.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	m.b = b.Bytes()
	return m
}

// makeRows makes up small numbers for the rows that have a value, and levels that
// say which do; no levels where all must.
func makeRows(random *rand.Rand, n int, nullable bool) (numbers []int, levels []int16) {
	different, number, level, noise := 1+random.IntN(500), 0, int16(1), random.IntN(3)
	for range n {
		if noise == 0 || noise == 1 && random.IntN(40) == 0 {
			number = random.IntN(different)
		}
		if noise == 0 && random.IntN(3) == 0 || random.IntN(300) == 0 {
			level = int16(random.IntN(2))
		}
		if nullable {
			levels = append(levels, level)
		}
		if !nullable || level == 1 {
			numbers = append(numbers, number)
		}
	}
	if nullable && levels == nil {
		levels = []int16{}
	}
	return numbers, levels
}

// write writes a value for each number and returns what the rows say then.
func write(t testing.TB, to file.ColumnChunkWriter, numbers []int, levels []int16) []string {
	t.Helper()
	var err error
	var words []string
	switch to := to.(type) {
	case *file.ByteArrayColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) parquet.ByteArray { return parquet.ByteArray(strings.Repeat("x", n%20) + fmt.Sprint(n)) }, func(v parquet.ByteArray) string { return string(v) }), levels, nil)
	case *file.Float64ColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) float64 { return float64(n) / 8 }, nil), levels, nil)
	case *file.Float32ColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) float32 { return float32(n) / 8 }, nil), levels, nil)
	case *file.Int32ColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) int32 { return int32(-n) }, nil), levels, nil)
	case *file.Int64ColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) int64 { return int64(n) << 33 }, nil), levels, nil)
	case *file.BooleanColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) bool { return n%2 == 0 }, nil), levels, nil)
	case *file.FixedLenByteArrayColumnChunkWriter:
		_, err = to.WriteBatch(values(numbers, &words, func(n int) parquet.FixedLenByteArray { return parquet.FixedLenByteArray(fmt.Sprintf("%05d", n)) }, func(v parquet.FixedLenByteArray) string { return string(v) }), levels, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	if levels == nil {
		return words
	}
	rows := make([]string, len(levels))
	for row, level := range levels {
		if level == 1 {
			rows[row], words = words[0], words[1:]
		}
	}
	return rows
}

func values[T any](numbers []int, words *[]string, value func(int) T, word func(T) string) (out []T) {
	for _, n := range numbers {
		v := value(n)
		out = append(out, v)
		if word == nil {
			*words = append(*words, fmt.Sprint(v))
		} else {
			*words = append(*words, word(v))
		}
	}
	return out
}

// readColumn reads rows of a column in steps, as the tests write them.
func readColumn(c *Column, group, rows int, step func() int) (found []string, err error) {
	var read func(n int) error
	valid := make([]byte, rows/8+1)
	switch c.PhysicalType() {
	case parquet.Types.ByteArray:
		texts := c.Texts()
		read = func(n int) error {
			dst := make([]uint32, n)
			alike, err := texts.Read(dst)
			for i := range dst {
				if alike {
					dst[i] = dst[0]
				}
				if err == nil {
					found = append(found, append([]string{""}, texts.Words()...)[dst[i]])
				}
			}
			return err
		}
	case parquet.Types.FixedLenByteArray:
		bytes := c.Bytes()
		read = func(n int) error {
			return bytes.Read(n, func(_ int, v []byte) error { found = append(found, string(v)); return nil })
		}
	case parquet.Types.Boolean:
		flags := c.Flags()
		read = func(n int) error {
			bits := make([]byte, n/8+1)
			trues, nulls, err := flags.Read(n, bits, valid)
			for i := 0; err == nil && i < n; i++ {
				found = append(found, word(bitutil.BitIsSet(bits, i), valid, i))
				trues -= strings.Count(found[len(found)-1], "true")
				nulls -= strings.Count("!"+found[len(found)-1]+"!", "!!")
			}
			if err == nil && (trues != 0 || nulls != 0) {
				err = fmt.Errorf("%d true ones too many, %d nulls", trues, nulls)
			}
			return err
		}
	case parquet.Types.Double, parquet.Types.Float:
		doubles := c.Doubles()
		read = func(n int) error { return readValues(doubles, n, valid, &found) }
	default:
		integers := c.Integers()
		read = func(n int) error { return readValues(integers, n, valid, &found) }
	}
	if err := c.Open(group); err != nil {
		return nil, err
	}
	for left := rows; left > 0; {
		n := min(left, step())
		if err := read(n); err != nil {
			return found, err
		}
		left -= n
	}
	return found, nil
}

func readValues[T comparable](from *Values[T], n int, valid []byte, found *[]string) error {
	dst := make([]T, n)
	nulls, err := from.Read(dst, valid)
	for i := 0; err == nil && i < n; i++ {
		*found = append(*found, word(dst[i], valid, i))
		var zero T
		if !bitutil.BitIsSet(valid, i) {
			if nulls--; dst[i] != zero {
				return fmt.Errorf("null is %v", dst[i])
			}
		}
	}
	if err == nil && nulls != 0 {
		err = fmt.Errorf("%d nulls too many", nulls)
	}
	return err
}

func word(v any, valid []byte, row int) string {
	if !bitutil.BitIsSet(valid, row) {
		return ""
	}
	return fmt.Sprint(v)
}

func open(t testing.TB, b []byte) *File {
	t.Helper()
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestRandomFiles reads what the library has written, in steps of any size, row
// groups side by side.
func TestRandomFiles(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 0))
		m := makeFile(t, random)
		f := open(t, m.b)
		if f.Groups() != len(m.rows) || len(f.Names()) != len(kinds) || f.Note("who") != "illustrative" || f.Note("nobody") != "" {
			t.Fatalf("%d groups, columns %v, note %q", f.Groups(), f.Names(), f.Note("who"))
		}
		var wait sync.WaitGroup
		for group, columns := range m.rows {
			wait.Go(func() {
				random := rand.New(rand.NewPCG(seed, uint64(group)))
				for i, want := range columns {
					c, err := f.Column(kinds[i].name)
					if err != nil {
						t.Error(err)
						return
					}
					most := []int{1, 3, 64, 5000}[random.IntN(4)]
					got, err := readColumn(c, group, len(want), func() int { return 1 + random.IntN(most) })
					if err != nil || !slices.Equal(got, want) {
						t.Errorf("seed %d, group %d, column %s: %v\ngot  %.1000q\nwant %.1000q", seed, group, kinds[i].name, err, got, want)
					}
				}
			})
		}
		wait.Wait()
		if t.Failed() {
			return
		}
	}
}

// TestReopen: a column goes from row group to row group, and need not end one.
func TestReopen(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 1))
		m := makeFile(t, random)
		f := open(t, m.b)
		c, err := f.Column("text")
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			for group, columns := range m.rows {
				rows := random.IntN(len(columns[0]) + 1)
				got, err := readColumn(c, group, rows, func() int { return 100 })
				if err != nil || !slices.Equal(got, columns[0][:rows]) {
					t.Fatalf("seed %d, group %d: %v\ngot  %q\nwant %q", seed, group, err, got, columns[0][:rows])
				}
			}
		}
	}
}

func TestBetween(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	for seed := range uint64(50) {
		m := makeFile(t, rand.New(rand.NewPCG(seed, 2)))
		f := open(t, m.b)
		for group, columns := range m.rows {
			texts := slices.DeleteFunc(slices.Clone(columns[0]), func(s string) bool { return s == "" })
			least, greatest, nulls, ok := f.Between(group, "text")
			if len(texts) == 0 {
				if ok && least != greatest {
					t.Errorf("bounds %q and %q of nothing", least, greatest)
				}
				continue
			}
			if !ok || least != slices.Min(texts) || greatest != slices.Max(texts) || int(nulls) != len(columns[0])-len(texts) {
				t.Errorf("seed %d, group %d: from %q to %q, %d nulls, %v", seed, group, least, greatest, nulls, ok)
			}
			if _, _, _, ok := f.Between(group, "double"); ok {
				t.Error("texts in a column of numbers")
			}
		}
	}
}

// TestRuns: where all rows are alike, they are not looked at one by one.
func TestRuns(t *testing.T) {
	for _, c := range []struct {
		runs  []byte
		width int
		steps string
	}{
		{[]byte{20, 2}, 2, "4:3 4:3 2:3"},
		{[]byte{10, 2, 10, 2}, 2, "4:3 4:3 2:3"},                 // two runs that are alike
		{[]byte{10, 2, 10, 1}, 2, "4:3 3,2,2,2 2:2"},             // and two that are not
		{[]byte{3, 0xe4, 0xe4, 10, 0}, 2, "1,2,3,4 1,2,3,4 2:1"}, // eight packed ones, and a run
		{[]byte{20}, 0, "4:1 4:1 2:1"},
	} {
		at := &Texts{Column: &Column{Type: schema.NewColumn(schema.NewByteArrayNode("a", parquet.Repetitions.Required, -1), 0, 0), coded: true, left: 10,
			entries: hybrid{width: c.width, b: c.runs}}, words: []string{"a", "b", "c", "d"}}
		var steps []string
		for left := 10; left > 0; {
			dst := make([]uint32, min(left, 4))
			alike, err := at.Read(dst)
			if err != nil {
				t.Fatal(err)
			}
			if alike {
				steps = append(steps, fmt.Sprintf("%d:%d", len(dst), dst[0]))
			} else {
				steps = append(steps, strings.Trim(strings.ReplaceAll(fmt.Sprint(dst), " ", ","), "[]"))
			}
			left -= len(dst)
		}
		if got := strings.Join(steps, " "); got != c.steps {
			t.Errorf("%v: %s, want %s", c.runs, got, c.steps)
		}
	}
}

func TestUnpackBits(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for width := 1; width <= 32; width++ {
		for range 100 {
			b := make([]byte, random.IntN(100))
			for i := range b {
				b[i] = byte(random.Uint32())
			}
			bit := random.IntN(8*len(b) + 1)
			dst := make([]uint32, (8*len(b)-bit)/width)
			greatest := unpackBits(dst, b, bit, width)
			most := uint32(0)
			for i, got := range dst {
				want := uint32(0)
				for k := range width {
					if bitutil.BitIsSet(b, bit+i*width+k) {
						want |= 1 << k
					}
				}
				if most = max(most, want); got != want {
					t.Fatalf("width %d, number %d: %d, want %d", width, i, got, want)
				}
			}
			if greatest != most {
				t.Errorf("width %d: the greatest is %d, not %d", width, greatest, most)
			}
		}
	}
}

// FuzzColumn reads files that may be damaged: an error, or all rows that they claim
// to have.
func FuzzColumn(f *testing.F) {
	for seed := range uint64(40) {
		m := makeFile(f, rand.New(rand.NewPCG(seed, 5)))
		if len(m.b) < 10_000 {
			f.Add(m.b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for group := range file.Groups() {
			rows := min(file.Rows(group), 50_000)
			for _, name := range file.Names() {
				file.Between(group, name)
				c, err := file.Column(name)
				if err != nil || c.Texts() == nil && c.Flags() == nil && c.Doubles() == nil && c.Integers() == nil && c.Bytes() == nil {
					continue
				}
				found, err := readColumn(c, group, int(rows), func() int { return 1000 })
				if err == nil && len(found) != int(rows) {
					t.Errorf("column %s: %d rows of %d", name, len(found), rows)
				}
			}
		}
	})
}
