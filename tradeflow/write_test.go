package tradeflow

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/klauspost/compress/zstd"
)

const header = "period,reporter,partner,direction,code,edition,value,currency,valuation,net_weight,net_weight_estimated," +
	"quantity,quantity_unit,quantity_estimated,partner2,mode,procedure,regime,measure,source\n"

// Two batches of flows. Each nullable column is null somewhere, and has something
// elsewhere; the second batch brings new texts.
const (
	firstRows = "2022,CHN,RUS,export,854231,HS2022,1234567.5,USD,FOB,12.25,true,3,u,false,,,,,,UN Comtrade\n" +
		"2022,CHN,KAZ,export,TOTAL,,0.001,USD,,,false,,,false,,,,,,UN Comtrade\n"
	secondRows = "2022-06,DEU,RUS,re-import,39XXXXXX,HS2017,-7,EUR,CIF,1000,false,0.01,l,true,WLD,3200,C00,1,net weight,\"Eurostat, \"\"Comext\"\"\"\n" +
		"2022-01/02,CHN,RUS,import,85,HS2022,,USD,CIF,,false,,,false,,,,,value,UN Comtrade\n" +
		"2022Q3,CHN,WLD,re-export,8542,,5000000000000,USD,,,true,,,true,W00,,,,,UN Comtrade\n"
)

// checked is an allocator that must be empty at the end of the test.
func checked(t testing.TB) memory.Allocator {
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	t.Cleanup(func() { mem.AssertSize(t, 0) })
	return mem
}

// batches makes a record of each text of lines; their dictionaries grow.
func batches(t testing.TB, mem memory.Allocator, texts ...string) (records []arrow.Record) {
	t.Helper()
	names := namesOf(Schema)
	in, err := newIntake(names, mem, allColumns())
	if err != nil {
		t.Fatal(err)
	}
	defer in.out.release()
	for _, text := range texts {
		n := 0
		for line := range strings.Lines(text) {
			for i, s := range splitCSV(line) {
				var err error
				switch Schema.Field(i).Type.ID() {
				case arrow.BOOL:
					in.out.flags[i].append(s == "true")
				case arrow.FLOAT64:
					if v, e := strconv.ParseFloat(s, 64); e == nil {
						err = in.amount(i, n, v)
					} else {
						err = in.null(i, n)
					}
				default:
					err = in.text(i, n, s)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			n++
		}
		rec, err := in.record(n)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(rec.Release)
		records = append(records, rec)
	}
	return records
}

// splitCSV splits a line whose only quoted field is the last.
func splitCSV(line string) []string {
	fields := strings.SplitN(strings.TrimSuffix(line, "\n"), ",", len(Schema.Fields()))
	last := &fields[len(fields)-1]
	if s, ok := strings.CutPrefix(*last, `"`); ok {
		*last = strings.ReplaceAll(strings.TrimSuffix(s, `"`), `""`, `"`)
	}
	return fields
}

// sequence yields records, and then an error if there is one.
func sequence(err error, records ...arrow.Record) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		for _, rec := range records {
			if !yield(rec, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func csvOf(t testing.TB, records iter.Seq2[arrow.Record, error]) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCSV(&b, records); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var writers = map[string]func(io.Writer, iter.Seq2[arrow.Record, error]) error{"CSV": WriteCSV, "IPC": WriteIPC, "Parquet": WriteParquet}

func TestWriteCSV(t *testing.T) {
	records := batches(t, checked(t), firstRows, secondRows)
	if got := csvOf(t, sequence(nil, records...)); got != header+firstRows+secondRows {
		t.Errorf("got\n%s", got)
	}
	if got := csvOf(t, sequence(nil)); got != header {
		t.Errorf("of no records:\n%s", got)
	}
}

func TestWriteCSVOfFiles(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 50.5 kg=3", "202306 156 M 643 8542 0.125 mot=3200")})
	got := csvOf(t, f.Records(context.Background()))
	want := header +
		"2022,CHN,RUS,export,854231,HS2022,50.5,USD,,3,false,,,false,,,,,,UN Comtrade\n" +
		"2023-06,CHN,RUS,import,8542,HS2022,0.125,USD,,,false,,,false,,3200,,,,UN Comtrade\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestAmountsInCSV(t *testing.T) {
	for v, want := range map[Thousandths]string{
		0: "0", 1: "0.001", -1: "-0.001", 1000: "1", 1234567500: "1234567.5", 120: "0.12", -100: "-0.1", 1e18: "1000000000000000",
		-1 << 63: "-9223372036854775.808", 1010: "1.01",
	} {
		if got := string(v.append(nil)); got != want {
			t.Errorf("%d: %s, want %s", int64(v), got, want)
		}
	}
}

// TestWriteStops: all writers refuse records of other columns, hand on the error
// of the iterator, and that of the place they write to.
func TestWriteStops(t *testing.T) {
	mem := checked(t)
	records := batches(t, mem, firstRows, secondRows)
	b := array.NewRecordBuilder(mem, arrow.NewSchema([]arrow.Field{{Name: "a", Type: arrow.PrimitiveTypes.Int8}}, nil))
	defer b.Release()
	other := b.NewRecord()
	defer other.Release()
	broken, full := errors.New("broken"), errors.New("full")
	for name, write := range writers {
		if err := write(io.Discard, sequence(broken, records...)); !errors.Is(err, broken) {
			t.Errorf("%s: an iterator that breaks off: %v", name, err)
		}
		if err := write(io.Discard, sequence(nil, records[0], other)); err == nil || !strings.Contains(err.Error(), "record 1 does not have the columns") {
			t.Errorf("%s: another schema: %v", name, err)
		}
		for _, room := range []int{0, 3, 100, 500} {
			if err := write(&disk{room, full}, sequence(nil, records...)); !errors.Is(err, full) {
				t.Errorf("%s: a disk with room for %d bytes: %v", name, room, err)
			}
		}
	}
}

// disk is a writer that is full at some point.
type disk struct {
	room int
	err  error
}

func (d *disk) Write(b []byte) (int, error) {
	if len(b) > d.room {
		n := d.room
		d.room = 0
		return n, d.err
	}
	d.room -= len(b)
	return len(b), nil
}

func TestSameBytes(t *testing.T) {
	records := batches(t, checked(t), firstRows, secondRows, strings.Repeat(firstRows+secondRows, 3000))
	for name, write := range writers {
		var first bytes.Buffer
		for range 5 {
			var b bytes.Buffer
			if err := write(&b, sequence(nil, records...)); err != nil {
				t.Fatal(err)
			}
			if first.Len() == 0 {
				first = b
			} else if !bytes.Equal(first.Bytes(), b.Bytes()) {
				t.Errorf("%s: the same rows make other bytes", name)
			}
		}
	}
}

func TestSave(t *testing.T) {
	records := batches(t, checked(t), firstRows, secondRows)
	dir := t.TempDir()
	for _, ext := range []string{".csv", ".csv.gz", ".CSV.zst", ".arrow", ".parquet"} {
		path := filepath.Join(dir, "flows"+ext)
		if err := os.WriteFile(path, []byte("what was there"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := Save(path, sequence(errors.New("broken"), records...)); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("a sequence that breaks off: %v", err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != "what was there" {
			t.Errorf("%s was touched: %v", ext, err)
		}
		if err := Save(path, sequence(nil, records...)); err != nil {
			t.Fatal(err)
		}
		want := header + firstRows + secondRows
		if ext == ".parquet" {
			want = header + grouped(t, firstRows+secondRows)
		}
		if got := saved(t, path); got != want {
			t.Errorf("%s holds\n%s", ext, got)
		}
	}
	func() {
		defer func() { _ = recover() }()
		_ = Save(filepath.Join(dir, "panic.csv"), func(func(arrow.Record, error) bool) { panic("the caller's") })
		t.Error("the caller's panic was swallowed")
	}()
	if err := Save(filepath.Join(dir, "flows.xlsx"), sequence(nil)); err == nil || !strings.Contains(err.Error(), ".csv.gz, .csv.zst, .csv, .arrow, .parquet") {
		t.Errorf("another extension: %v", err)
	}
	if err := Save(filepath.Join(dir, "none", "flows.csv"), sequence(nil)); err == nil {
		t.Error("a folder that does not exist")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 5 {
		t.Errorf("files left: %v, %v", left, err)
	}
}

// saved reads a file of any kind back as CSV.
func saved(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r io.Reader = bytes.NewReader(b)
	switch filepath.Ext(path) {
	case ".arrow":
		return csvOf(t, allOfIPC(bytes.NewReader(b), int64(len(b)), checked(t)))
	case ".parquet":
		return csvOf(t, parquetRecords(bytes.NewReader(b), int64(len(b)), checked(t)))
	case ".gz":
		r, err = gzip.NewReader(r)
	case ".zst":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
