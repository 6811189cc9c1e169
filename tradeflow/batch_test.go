package tradeflow

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// bytesPerRow is the memory that a table takes, each buffer counted once.
func bytesPerRow(t *testing.T, table *Table) float64 {
	t.Helper()
	size, seen := 0, map[*memory.Buffer]bool{}
	count := func(column arrow.Array) {
		for _, b := range column.Data().Buffers() {
			if b != nil && !seen[b] {
				seen[b] = true
				size += b.Cap()
			}
		}
	}
	for _, b := range table.batches {
		for _, c := range b.Columns() {
			count(c)
			if d, ok := c.(*array.Dictionary); ok {
				count(d.Dictionary())
			}
		}
	}
	return float64(size) / float64(table.Rows())
}

// TestTableSize: a table of BACI takes an index for each reporter, partner and code,
// and two amounts. What is the same in every row takes next to nothing.
func TestTableSize(t *testing.T) {
	const rows = 200_000
	var text strings.Builder
	text.WriteString("t,i,j,k,v,q\n")
	n := 0
	for _, exporter := range []int{4, 8, 12, 24, 31, 32, 36, 40, 50, 51} {
		for importer := 100; importer < 400 && n < rows; importer++ {
			for code := n % 7; code < 600 && n < rows; code += 1 + n%13 {
				fmt.Fprintf(&text, "2021,%d,%d,%06d,%d.%03d,%s\n", exporter, []int{56, 68, 70, 76, 100}[importer%5], 10121+code*1500, n%9000, n%1000, []string{"1.5", "NA"}[n%40/39])
				n++
			}
		}
	}
	var b bytes.Buffer
	const name = "BACI_HS92_Y2021_V202401.csv"
	fsys := fstest.MapFS{name: {Data: []byte(text.String())}}
	if err := WriteParquet(&b, (&Files{FS: fsys, Paths: []string{name}, mem: checked(t)}).Records(context.Background())); err != nil {
		t.Fatal(err)
	}
	fsys["a.parquet"] = &fstest.MapFile{Data: b.Bytes()}
	for name := range fsys {
		table, err := (&Files{FS: fsys, Paths: []string{name}, mem: checked(t)}).Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer table.Release()
		if size := bytesPerRow(t, table); table.Rows() != int64(n) || n < 100_000 || size >= 40 {
			t.Errorf("%s: %d rows of %.1f bytes", name, table.Rows(), size)
		} else {
			t.Logf("%s: %.1f bytes a row", name, size)
		}
		for _, b := range table.batches {
			for i, c := range b.Columns() {
				if valid := c.Data().Buffers()[0]; c.NullN() == 0 && valid != nil {
					t.Errorf("%s: a bitmap in column %s, which has no nulls", name, Schema.Field(i).Name)
				}
			}
		}
	}
}

// TestConstantColumns: a column that says the same in all rows of a batch may say
// something else, or nothing, in the next one.
func TestConstantColumns(t *testing.T) {
	lines := slices.Collect(strings.Lines(firstRows + secondRows))
	texts := []string{lines[0], lines[0] + lines[0], lines[0], lines[1] + lines[1], lines[2] + lines[0], lines[4] + lines[4] + lines[4], lines[1], ""}
	records := batches(t, checked(t), texts...)
	for i, want := range texts {
		if got := strings.TrimPrefix(csvOf(t, sequence(nil, records[i])), header); got != want {
			t.Errorf("batch %d: got\n%swant\n%s", i, got, want)
		}
	}
	expectRead(t, parquetRecords, writtenBy(t, WriteParquet, records...), grouped(t, strings.Join(texts, "")))
	expectRead(t, allOfIPC, writtenBy(t, WriteIPC, records...), strings.Join(texts, ""))
}

// TestParquetGroups: row groups are read side by side, and any columns of them.
func TestParquetGroups(t *testing.T) {
	mem := checked(t)
	part := batches(t, mem, strings.Repeat(firstRows+secondRows, 3000))[0]
	var many []arrow.Record
	for range groupRows/int(part.NumRows())*3 + 2 {
		many = append(many, part)
	}
	b := writtenBy(t, WriteParquet, many...)
	f, err := openParquet(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Groups() < 3 {
		t.Fatalf("%d row groups", f.Groups())
	}
	some := columnSet{colReporter: true, colValue: true, colEdition: true}
	rows := make([]int64, f.Groups())
	var wait sync.WaitGroup
	for group := range f.Groups() {
		wait.Go(func() {
			in, err := newIntake(f.Names(), mem, some)
			if err != nil {
				t.Error(err)
				return
			}
			defer in.out.release()
			for range 2 { // the second time, in memory that has been used
				rows[group] = 0
				nulls := 0
				for rec, err := range f.records(group, in) {
					if err != nil {
						t.Error(err)
						return
					}
					for column := range some {
						if c := rec.Column(column); !some[column] && c.NullN() != c.Len() && Schema.Field(column).Type.ID() != arrow.BOOL {
							t.Errorf("column %s was not asked for", Schema.Field(column).Name)
						}
					}
					if rec.Column(colReporter).NullN() > 0 {
						t.Error("a column that was asked for is not there")
					}
					nulls += rec.Column(colValue).NullN()
					rows[group] += rec.NumRows()
				}
				if nulls == 0 || int64(nulls) == rows[group] {
					t.Errorf("%d of %d values are null", nulls, rows[group])
				}
			}
		})
	}
	wait.Wait()
	for group, n := range rows {
		if n != f.Rows(group) {
			t.Errorf("row group %d: %d rows of %d", group, n, f.Rows(group))
		}
	}
	if least, greatest, nulls, ok := f.Between(1, "reporter"); !ok || least != "CHN" || greatest != "DEU" || nulls != 0 {
		t.Error(least, greatest, nulls, ok)
	}
}

// TestParquetRowNumbers: errors count the rows of the whole file, and columns that
// are not wanted have none.
func TestParquetRowNumbers(t *testing.T) {
	mem := checked(t)
	good := batches(t, mem, strings.Repeat(firstRows, groupRows/2))[0]
	bad := batches(t, mem, secondRows)[0]
	direction := textBuilder{values: []string{"export", "sideways"}, rows: []uint32{0, 1, 0}}
	defer direction.release()
	columns := slices.Clone(bad.Columns())
	columns[colDirection] = direction.array(mem, 3)
	defer columns[colDirection].Release()
	wrong := array.NewRecord(Schema, columns, 3)
	defer wrong.Release()
	b := writtenBy(t, WriteParquet, good, wrong)
	f, err := openParquet(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		wanted columnSet
		want   string
	}{{allColumns(), fmt.Sprintf("row %d: column direction: found \"sideways\"", groupRows+1)}, {columnSet{colValue: true}, ""}} {
		in, err := newIntake(f.Names(), mem, c.wanted)
		if err != nil {
			t.Fatal(err)
		}
		for _, err = range f.records(1, in) {
			if err != nil {
				break
			}
		}
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v, want %s", err, c.want)
		}
		in.out.release()
	}
}
