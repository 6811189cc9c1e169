package tradeflow

import (
	"bytes"
	"context"
	"io"
	"iter"
	"os/exec"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// allOfIPC reads all columns.
func allOfIPC(r io.ReaderAt, size int64, mem memory.Allocator) iter.Seq2[arrow.Record, error] {
	return ipcRecords(r, size, mem, allColumns())
}

// reader is allOfIPC or parquetRecords.
type reader = func(io.ReaderAt, int64, memory.Allocator) iter.Seq2[arrow.Record, error]

// contents are the bytes of a file, and what reads them.
type contents struct {
	b    []byte
	from reader
}

// read returns what a reader makes of bytes, as CSV without the header.
func read(t testing.TB, from reader, b []byte) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := WriteCSV(&out, from(bytes.NewReader(b), int64(len(b)), checked(t)))
	return strings.TrimPrefix(out.String(), header), err
}

// expectRead fails unless a reader makes these lines of bytes.
func expectRead(t testing.TB, from reader, b []byte, want string) {
	t.Helper()
	if got, err := read(t, from, b); err != nil || got != want {
		t.Errorf("%v\ngot\n%swant\n%s", err, got, want)
	}
}

func writtenBy(t testing.TB, write func(io.Writer, iter.Seq2[arrow.Record, error]) error, records ...arrow.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, sequence(nil, records...)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadBack(t *testing.T) {
	mem := checked(t)
	long := strings.Repeat(firstRows+secondRows, batchRows/5+1) // more than a batch, less than two
	var many []string
	for range groupRows/batchRows + 1 {
		many = append(many, long)
	}
	for _, texts := range [][]string{{}, {""}, {firstRows, secondRows, "", firstRows}, many} {
		records := batches(t, mem, texts...)
		want := strings.Join(texts, "")
		expectRead(t, allOfIPC, writtenBy(t, WriteIPC, records...), want)
		expectRead(t, parquetRecords, writtenBy(t, WriteParquet, records...), grouped(t, want))
	}
}

// TestReadBatches: batches are of a bounded size, equal indexes mean equal texts,
// and a consumer may leave early or keep what it retains.
func TestReadBatches(t *testing.T) {
	records := batches(t, checked(t), strings.Repeat(firstRows, batchRows), secondRows)
	for _, f := range []contents{{writtenBy(t, WriteIPC, records...), allOfIPC}, {writtenBy(t, WriteParquet, records...), parquetRecords}} {
		r := bytes.NewReader(f.b)
		table := &Table{}
		for rec, err := range f.from(r, r.Size(), checked(t)) {
			if err != nil || rec.NumRows() > batchRows || !rec.Schema().Equal(Schema) {
				t.Fatal(rec, err)
			}
			rec.Retain()
			table.batches = append(table.batches, batch{Record: rec})
		}
		if n := table.Rows(); n != 2*batchRows+3 {
			t.Errorf("%d rows", n)
		}
		var longest *array.String
		for rec := range table.Records(context.Background()) {
			words := rec.Column(colReporter).(*array.Dictionary).Dictionary().(*array.String)
			for i := range words.Len() {
				if longest != nil && i < longest.Len() && words.Value(i) != longest.Value(i) {
					t.Errorf("index %d is %s and %s", i, longest.Value(i), words.Value(i))
				}
			}
			longest = words
		}
		table.Release()
		for range f.from(r, r.Size(), checked(t)) {
			break
		}
	}
}

func TestReadBackFiles(t *testing.T) {
	f := folder(t, map[string]string{
		"a.csv": api("2022 156 X 643 854231 50.5 kg=3", "202306 156 M 643 8542 0.125 mot=3200"),
		"b.csv": api("2021 276 X 643 TOTAL 1", "2021 276 X 156 TOTAL 2 edition=H5"),
	})
	want := strings.TrimPrefix(csvOf(t, f.Records(context.Background())), header)
	for _, c := range []struct {
		write func(io.Writer, iter.Seq2[arrow.Record, error]) error
		from  reader
		want  string
	}{{WriteIPC, allOfIPC, want}, {WriteParquet, parquetRecords, grouped(t, want)}} {
		var b bytes.Buffer
		if err := c.write(&b, f.Records(context.Background())); err != nil {
			t.Fatal(err)
		}
		expectRead(t, c.from, b.Bytes(), c.want)
	}
}

// TestRounding: numbers with more than three decimals are rounded half to even,
// as their decimals say and not as binary fractions happen to lie.
func TestRounding(t *testing.T) {
	in, err := newIntake(namesOf(Schema), checked(t), allColumns())
	if err != nil {
		t.Fatal(err)
	}
	defer in.out.release()
	for v, want := range map[float64]Thousandths{
		0.0005: 0, 0.0015: 2, 0.0025: 2, 0.0035: 4, 2.6665: 2666, 1.0005: 1000, 1.0015: 1002, 0.1 + 0.2: 300, -0.0015: -2, 1e15: 1e18, 1e-9: 0, 123456789012.345: 123456789012345,
	} {
		if err := in.amount(colValue, 0, v); err != nil {
			t.Fatal(err)
		}
		rows := in.out.amounts[colValue].rows
		if got := exact(rows[len(rows)-1]); got != want {
			t.Errorf("%v: %d, want %d", v, got, want)
		}
	}
}

// TestNoHeavyPackages: what reads and writes Parquet for Arrow in one go brings
// Arrow's compute and gRPC with it, 36 MB in each program.
func TestNoHeavyPackages(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		for _, heavy := range []string{"parquet/pqarrow", "arrow/compute", "arrow/flight", "google.golang.org/grpc"} {
			if strings.Contains(dep, heavy) {
				t.Errorf("tradeflow links %s", dep)
			}
		}
	}
}
