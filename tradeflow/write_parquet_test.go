package tradeflow

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/pages"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// grouped sorts lines of flows as WriteParquet sorts the rows of each group.
func grouped(t testing.TB, text string) string {
	t.Helper()
	type line struct {
		text   string
		period Period
		rest   []string // direction, reporter, partner and code
	}
	var lines []line
	for s := range strings.Lines(text) {
		f := splitCSV(s)
		period, err := ParsePeriod(f[colPeriod])
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line{s, period, []string{f[colDirection], f[colReporter], f[colPartner], f[colCode]}})
	}
	var out strings.Builder
	for group := range slices.Chunk(lines, groupRows) {
		slices.SortStableFunc(group, func(a, b line) int { return cmp.Or(a.period.Compare(b.period), slices.Compare(a.rest, b.rest)) })
		for _, l := range group {
			out.WriteString(l.text)
		}
	}
	return out.String()
}

// madeUp returns lines of flows from few texts, in any order: all columns that
// may be null sometimes are, and the quantity tells where the line stood.
func madeUp(rows int) string {
	random := rand.New(rand.NewPCG(1, uint64(rows)))
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	amount := func() string {
		if random.IntN(3) == 0 {
			return ""
		}
		return string(Thousandths(random.Int64N(1e12) - 5e10).append(nil))
	}
	var b strings.Builder
	for i := range rows {
		weight := amount()
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s,%s,%s,%s,%s\n",
			one("2022-02", "2022", "2021", "2022Q1", "2022-01/02", "2022-01"), one("RUS", "CHN", "AFG"), one("WLD", "KAZ", "AFG"), one("import", "export"),
			fmt.Sprintf("%06d", random.IntN(1+rows/20)), one("", "HS2017", "HS2022"), amount(), one("USD", "EUR"), one("", "CIF", "FOB"),
			weight, one("true", "false"), i, one("", "u", "kg"), one("true", "false"), one("", "W00"), one("", "2100", "3200"), one("", "C00"), one("", "1", "4"),
			one("", "value"), one("UN Comtrade", "CEPII BACI"))
	}
	return b.String()
}

// arrowReader opens a file with Arrow's own reader.
func arrowReader(t testing.TB, b []byte) *file.Reader {
	t.Helper()
	f, err := file.NewParquetReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// arrowGroups returns the fields of a file, by row group, column and row, as
// Arrow's reader reads them.
func arrowGroups(t testing.TB, b []byte) (groups [][][]string) {
	t.Helper()
	f := arrowReader(t, b)
	for g := range f.NumRowGroups() {
		var columns [][]string
		for i := range Schema.Fields() {
			c, err := f.RowGroup(g).Column(i)
			if err != nil {
				t.Fatal(err)
			}
			var fields []string
			switch c := c.(type) {
			case *file.ByteArrayColumnChunkReader:
				fields = arrowFields(t, f.RowGroup(g).NumRows(), c.ReadBatch, func(v parquet.ByteArray) string { return quoted(string(v)) })
			case *file.Float64ColumnChunkReader:
				fields = arrowFields(t, f.RowGroup(g).NumRows(), c.ReadBatch, func(v float64) string { return string(exact(v).append(nil)) })
			case *file.BooleanColumnChunkReader:
				fields = arrowFields(t, f.RowGroup(g).NumRows(), c.ReadBatch, strconv.FormatBool)
			}
			columns = append(columns, fields)
		}
		groups = append(groups, columns)
	}
	return groups
}

func arrowFields[T any](t testing.TB, rows int64, read func(int64, []T, []int16, []int16) (int64, int, error), field func(T) string) []string {
	t.Helper()
	values, levels := make([]T, rows), slices.Repeat([]int16{1}, int(rows)) // a required column leaves the levels alone
	var fields []string
	for int64(len(fields)) < rows {
		n, found, err := read(rows-int64(len(fields)), values, levels, nil)
		if err != nil || n == 0 {
			t.Fatal("rows are missing", err)
		}
		next := 0
		for _, level := range levels[:n] {
			if level == 0 {
				fields = append(fields, "")
				continue
			}
			fields = append(fields, field(values[next]))
			next++
		}
		if next != found {
			t.Fatalf("%d values, and %d levels say so", found, next)
		}
	}
	return fields
}

// linesOf puts the fields of row groups together to lines.
func linesOf(groups [][][]string) string {
	var b strings.Builder
	for _, columns := range groups {
		for row := range columns[0] {
			for _, fields := range columns {
				b.WriteString(fields[row] + ",")
			}
			b.WriteString("\n")
		}
	}
	return strings.ReplaceAll(b.String(), ",\n", "\n")
}

// TestWriteParquet: both readers find the rows, sorted within their groups, those
// that agree in the order in which they came; and the footer tells the truth.
func TestWriteParquet(t *testing.T) {
	for _, rows := range []int{0, 1, 2, 7, 8, 9, 1000, groupRows, groupRows + 1} {
		if racing.Enabled && rows >= groupRows {
			break // slow, and nothing more runs together
		}
		text := madeUp(rows)
		b := writtenBy(t, WriteParquet, batches(t, checked(t), text)...)
		want := grouped(t, text)
		if got, err := read(t, parquetRecords, b); err != nil || got != want {
			t.Errorf("%d rows: our reader reads other rows: %v", rows, err)
		}
		groups := arrowGroups(t, b)
		if linesOf(groups) != want {
			t.Errorf("%d rows: Arrow's reader reads other rows", rows)
		}
		if n := (rows + groupRows - 1) / groupRows; len(groups) != n {
			t.Errorf("%d rows: %d groups, not %d", rows, len(groups), n)
		}
		expectFooter(t, arrowReader(t, b), groups)
	}
}

// expectFooter compares statistics and sums with the rows.
func expectFooter(t *testing.T, f *file.Reader, groups [][][]string) {
	t.Helper()
	var sums []string
	for g, columns := range groups {
		sum := Thousandths(0)
		for i, fields := range columns {
			chunk, err := f.MetaData().RowGroup(g).ColumnChunk(i)
			if err != nil {
				t.Fatal(err)
			}
			stats, err := chunk.Statistics()
			if err != nil || stats == nil {
				t.Fatalf("column %s: no statistics: %v", Schema.Field(i).Name, err)
			}
			var present []string
			for _, s := range fields {
				if s != "" {
					present = append(present, s)
				}
			}
			if nulls := int64(len(fields) - len(present)); !stats.HasNullCount() || stats.NullCount() != nulls {
				t.Errorf("column %s: %d nulls, not %d", Schema.Field(i).Name, stats.NullCount(), nulls)
			}
			if stats.HasMinMax() != (len(present) > 0) {
				t.Errorf("column %s: a least value: %v", Schema.Field(i).Name, stats.HasMinMax())
				continue
			}
			switch stats := stats.(type) {
			case *metadata.ByteArrayStatistics:
				distinct := slices.Compact(slices.Sorted(slices.Values(present)))
				if int(stats.DistinctCount()) != len(distinct) {
					t.Errorf("column %s: %d texts, not %d", Schema.Field(i).Name, stats.DistinctCount(), len(distinct))
				}
				if len(present) > 0 && (quoted(string(stats.Min())) != distinct[0] || quoted(string(stats.Max())) != distinct[len(distinct)-1]) {
					t.Errorf("column %s: %q to %q, not %q to %q", Schema.Field(i).Name, stats.Min(), stats.Max(), distinct[0], distinct[len(distinct)-1])
				}
			case *metadata.Float64Statistics:
				least, greatest := math.Inf(1), math.Inf(-1)
				for _, s := range present {
					v, err := strconv.ParseFloat(s, 64)
					if err != nil {
						t.Fatal(err)
					}
					least, greatest = min(least, v), max(greatest, v)
					if i == colValue {
						sum += exact(v)
					}
				}
				if len(present) > 0 && (stats.Min() != least || stats.Max() != greatest) {
					t.Errorf("column %s: %v to %v, not %v to %v", Schema.Field(i).Name, stats.Min(), stats.Max(), least, greatest)
				}
			case *metadata.BooleanStatistics:
				if stats.Min() == slices.Contains(present, "false") || stats.Max() != slices.Contains(present, "true") {
					t.Errorf("column %s: %v to %v", Schema.Field(i).Name, stats.Min(), stats.Max())
				}
			}
		}
		sums = append(sums, strconv.FormatInt(int64(sum), 10))
	}
	if got := f.MetaData().KeyValueMetadata().FindValue(parquetValues); got == nil || *got != strings.Join(sums, " ") {
		t.Errorf("the sums are %v, not %v", got, sums)
	}
}

// TestParquetOrder: periods are sorted by time and not by their texts, and least
// and greatest are of texts all the same.
func TestParquetOrder(t *testing.T) {
	text := madeUp(1000)
	b := writtenBy(t, WriteParquet, batches(t, checked(t), text)...)
	periods := arrowGroups(t, b)[0][colPeriod]
	if got, want := slices.Compact(periods), strings.Fields("2021 2022-01 2022-01/02 2022Q1 2022 2022-02"); !slices.Equal(got, want) {
		t.Errorf("periods are in the order %v, not %v", got, want)
	}
	chunk, err := arrowReader(t, b).MetaData().RowGroup(0).ColumnChunk(colPeriod)
	if err != nil {
		t.Fatal(err)
	}
	stats, err := chunk.Statistics()
	if s := stats.(*metadata.ByteArrayStatistics); err != nil || string(s.Min()) != "2021" || string(s.Max()) != "2022Q1" {
		t.Errorf("periods are from %s to %s", s.Min(), s.Max())
	}
}

// TestParquetSameBytes: neither the size of the batches nor the order of their
// dictionaries shows in the file, nor what else these hold, nor how many cores
// there are.
func TestParquetSameBytes(t *testing.T) {
	mem := checked(t)
	lines := slices.Collect(strings.Lines(madeUp(3000)))
	text := strings.Join(lines, "")
	want := writtenBy(t, WriteParquet, batches(t, mem, text)...)
	same := func(what string, records ...arrow.Record) {
		t.Helper()
		if !bytes.Equal(writtenBy(t, WriteParquet, records...), want) {
			t.Errorf("%s: the same rows make other bytes", what)
		}
	}
	for _, size := range []int{7, 100, 2999} {
		var texts []string
		for chunk := range slices.Chunk(lines, size) {
			texts = append(texts, strings.Join(chunk, ""))
		}
		same(fmt.Sprintf("batches of %d rows", size), batches(t, mem, texts...)...)
		var apart []arrow.Record // each with dictionaries of its own
		for _, s := range texts {
			apart = append(apart, batches(t, mem, s)...)
		}
		same(fmt.Sprintf("apart, %d rows", size), apart...)
	}
	backwards := slices.Clone(lines)
	slices.Reverse(backwards)
	same("other dictionaries", batches(t, mem, secondRows+strings.Join(backwards, ""), text)[1])
	whole := batches(t, mem, secondRows+text)[0]
	from := int64(strings.Count(secondRows, "\n"))
	first, second := whole.NewSlice(from, from+11), whole.NewSlice(from+11, whole.NumRows())
	defer first.Release()
	defer second.Release()
	same("slices", first, second)
	for _, n := range []int{1, 2, 8} {
		func() {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
			same(fmt.Sprintf("%d cores", n), batches(t, mem, text)...)
		}()
	}
}

// TestParquetRuns writes texts of many kinds in runs of many lengths: numbers of
// every width, and every way to lay out runs.
func TestParquetRuns(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and what runs together is tested elsewhere")
	}
	random := rand.New(rand.NewPCG(3, 4))
	for _, kinds := range []int{1, 2, 3, 4, 5, 16, 17, 256, 257, 70000} {
		for _, longest := range []int{1, 3, 40, 3000} {
			if max(kinds, 100)*longest > 3e5 {
				continue // many rows, and nothing new
			}
			var text strings.Builder
			for i := range max(kinds, 100) {
				required, optional := strconv.Itoa(i%kinds), ""
				if random.IntN(3) > 0 {
					optional = required
				}
				for range 1 + random.IntN(longest) {
					fmt.Fprintf(&text, "2022,CHN,RUS,export,85,,1,USD,,,false,,,false,,,,%s,,%s\n", optional, required)
				}
			}
			want, b := text.String(), writtenBy(t, WriteParquet, batches(t, checked(t), text.String())...)
			if got, err := read(t, parquetRecords, b); err != nil || got != want {
				t.Errorf("%d texts in runs of up to %d: our reader reads other rows: %v", kinds, longest, err)
			}
			if linesOf(arrowGroups(t, b)) != want {
				t.Errorf("%d texts in runs of up to %d: Arrow's reader reads other rows", kinds, longest)
			}
		}
	}
}

// TestParquetStops: a disk that becomes full anywhere in a file of two groups.
func TestParquetStops(t *testing.T) {
	records := batches(t, checked(t), strings.Repeat(firstRows+secondRows, groupRows/4))
	full, size := errors.New("full"), len(writtenBy(t, WriteParquet, records...))
	for _, room := range []int{size / 3, size / 2, size - 1} {
		if err := WriteParquet(&disk{room, full}, sequence(nil, records...)); !errors.Is(err, full) {
			t.Errorf("room for %d bytes of %d: %v", room, size, err)
		}
	}
	if err := WriteParquet(&disk{size, full}, sequence(nil, records...)); err != nil {
		t.Error(err)
	}
}

// replaced returns a record with another column in the place of one.
func replaced(t testing.TB, rec arrow.Record, column int, by arrow.Array) arrow.Record {
	t.Helper()
	defer by.Release()
	columns := slices.Clone(rec.Columns())
	columns[column] = by
	out := array.NewRecord(Schema, columns, rec.NumRows())
	t.Cleanup(out.Release)
	return out
}

// TestParquetOfOtherRecords: records that are not made here may hold what ours do
// not. It is written if it can be, and is an error otherwise.
func TestParquetOfOtherRecords(t *testing.T) {
	mem := checked(t)
	rec := batches(t, mem, firstRows)[0]
	words := func(texts []string, rows []uint32, valid []bool) arrow.Array {
		dictionary := array.NewStringBuilder(mem)
		defer dictionary.Release()
		dictionary.AppendValues(texts, nil)
		values := dictionary.NewArray()
		defer values.Release()
		indices := array.NewUint32Builder(mem)
		defer indices.Release()
		indices.AppendValues(rows, valid)
		places := indices.NewArray()
		defer places.Release()
		return array.NewDictionaryArray(text, places, values)
	}
	// Bounds are left out where they would be long, or are no numbers; the rows stay.
	long := strings.Repeat("x", maxBound+1)
	numbers := array.NewFloat64Builder(mem)
	defer numbers.Release()
	numbers.AppendValues([]float64{math.NaN(), 1}, nil)
	odd := replaced(t, replaced(t, rec, colSource, words([]string{long}, []uint32{0, 0}, []bool{true, true})), colQuantity, numbers.NewArray())
	numbers.AppendValues([]float64{0, math.Copysign(0, -1)}, nil)
	odd = replaced(t, odd, colNetWeight, numbers.NewArray())
	b := writtenBy(t, WriteParquet, odd)
	if groups := arrowGroups(t, b); groups[0][colSource][1] != long {
		t.Error("a long text is lost")
	}
	for column, bounded := range map[int]bool{colSource: false, colQuantity: false, colNetWeight: true, colPartner: true} {
		chunk, err := arrowReader(t, b).MetaData().RowGroup(0).ColumnChunk(column)
		if err != nil {
			t.Fatal(err)
		}
		stats, err := chunk.Statistics()
		if err != nil || stats.HasMinMax() != bounded {
			t.Errorf("column %s: bounds %v, %v", Schema.Field(column).Name, stats.HasMinMax(), err)
		}
		if zeros, ok := stats.(*metadata.Float64Statistics); ok && bounded && (!math.Signbit(zeros.Min()) || math.Signbit(zeros.Max())) {
			t.Errorf("zeros are from %v to %v", zeros.Min(), zeros.Max())
		}
	}
	// A period that is none comes first, and a null that cannot be is empty.
	for column, want := range map[int]string{colPeriod: ",2022", colCode: ",TOTAL"} {
		text := strings.TrimPrefix(want, ",")
		got := arrowGroups(t, writtenBy(t, WriteParquet, replaced(t, rec, column, words([]string{text}, []uint32{0, 0}, []bool{true, false}))))
		if strings.Join(got[0][column], ",") != want {
			t.Errorf("column %s: %v", Schema.Field(column).Name, got[0][column])
		}
	}
	indices := array.NewUint32Builder(mem)
	defer indices.Release()
	indices.AppendValues([]uint32{0, 9}, nil)
	rows, dictionary := indices.NewArray(), rec.Column(colSource).(*array.Dictionary).Dictionary()
	defer rows.Release()
	bad := replaced(t, rec, colSource, array.NewDictionaryArray(text, rows, dictionary))
	if err := WriteParquet(&bytes.Buffer{}, sequence(nil, bad)); err == nil || !strings.Contains(err.Error(), "column source: the Parquet file cannot be written") {
		t.Errorf("a row beyond the dictionary: %v", err)
	}
	c := newParquetColumn(colCode)
	c.bytes = pages.MaxPage - 4
	if _, err := c.number("854231"); err == nil {
		t.Error("a dictionary of more bytes than a page may have")
	}
}
