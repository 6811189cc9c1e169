package tradeflow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// yearly returns tables of one year each, of unlike sizes: exporters with totals and
// parts, and flows by mode of transport.
func yearly() (tables []string) {
	for i, rows := range []int{300, 2000, 40, 900, 1500} {
		var list []string
		for n := range rows {
			list = append(list, fmt.Sprintf("%d %s X 643 85%02d%02d %d kg=%d", 2018+i, []string{"156", "276"}[n%2], 10+n/2%80, n/160, n%977+1, n%89))
			if n%7 == 0 && n < 7*80 {
				list = append(list, fmt.Sprintf("%d 276 X 643 85%02d %d", 2018+i, 10+n/7, 2*n+1))
			}
			if n%11 == 0 {
				list = append(list, fmt.Sprintf("%d 392 X 643 8542%02d %d mot=%d", 2018+i, n/11%100, n+1, 1000+n/1100))
			}
		}
		tables = append(tables, api(list...))
	}
	return tables
}

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	writeZip(t, &b, files)
	return b.String()
}

func parquetOf(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteParquet(&b, folder(t, map[string]string{"a.csv": text}).Records(context.Background())); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sharing calls read with the files as they are and one processor, and then with
// more of them and with chunks of any size.
func sharing(f *Files, read func(f *Files, how string)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 3, 4, 16} {
		runtime.GOMAXPROCS(n)
		read(f, fmt.Sprintf("%d processors", n))
	}
	for _, chunk := range []int64{100, 5000, 1 << 40} {
		cut := *f
		cut.chunk = chunk
		read(&cut, fmt.Sprintf("chunks of %d bytes", chunk))
	}
}

// account writes down all that an answer says; bare, but for the names of the files
// and their formats.
func account(t *testing.T, f *Files, q Query, bare bool) string {
	t.Helper()
	p, err := f.Aggregate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Ledger.Check(); err != nil {
		t.Error(err)
	}
	var books []FileLedger
	for _, book := range p.Ledger.Files {
		if bare {
			book.Path, book.Format = "", ""
		}
		if book.Skipped == "" || !bare {
			books = append(books, book)
		}
	}
	ledger, err := json.MarshalIndent(books, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s%v\n%s", lines(p), p.Warnings, ledger)
}

func TestZipAndOthersShareTables(t *testing.T) {
	y := yearly()
	gz, zst := func(i int) string { return packed(t, "gzip", y[i]) }, func(i int) string { return packed(t, "zstd", y[i]) }
	plain := folder(t, map[string]string{"0.csv": y[0], "1.csv": y[1], "2.csv": y[2], "3.csv": y[3], "4.csv": y[4]})
	for name, files := range map[string]map[string]string{
		"a zip":           {"a.zip": zipOf(t, map[string]string{"0.csv": y[0], "1.csv": y[1], "2.csv": y[2], "3.csv": y[3], "4.csv": y[4], "readme.txt": "Read me."})},
		"a zip of packed": {"a.zip": zipOf(t, map[string]string{"0.csv.gz": gz(0), "1.csv": y[1], "2.csv.zst": zst(2), "3.csv": y[3], "4.csv.gz": gz(4)})},
		"packed files":    {"0.csv.gz": gz(0), "1.csv.zst": zst(1), "2.csv.xz": packed(t, "xz", y[2]), "3.csv.gz": gz(3), "4.csv.zst": zst(4)},
		"one packed":      {"0.csv": y[0], "1.csv.gz": gz(1), "2.csv": y[2], "3.csv": y[3], "4.csv": y[4]},
		"of each": {"0.zip": zipOf(t, map[string]string{"0.csv": y[0], "1.csv.gz": gz(1), "readme.md": "Read me."}), "2.parquet": parquetOf(t, y[2]),
			"3.csv": y[3], "4.csv.zst": zst(4)},
	} {
		t.Run(name, func(t *testing.T) {
			for _, q := range []Query{
				{Direction: Export, Frequency: Annual, By: Reporter | Partner | Commodity},
				{Direction: Export, Frequency: Annual, By: Reporter, Measure: NetWeight, Scheme: chips(t)},
			} {
				f, want := folder(t, files), ""
				if got, want := account(t, f, q, true), account(t, plain, q, true); got != want {
					t.Errorf("got\n%s\nwant, as of plain files,\n%s", got, want)
				}
				sharing(f, func(f *Files, how string) {
					got := account(t, f, q, false)
					if want == "" {
						want = got
					}
					if got != want {
						t.Errorf("%s: got\n%s\nwant\n%s", how, got, want)
					}
				})
			}
		})
	}
}

func TestPackedShareEveryFormat(t *testing.T) {
	for _, w := range everyFormat() {
		f := folder(t, map[string]string{"1/" + w.file + ".gz": packed(t, "gzip", w.text), "2/" + w.file + ".zst": packed(t, "zstd", w.text)})
		f.Duplicates = Sum
		if w.set != nil {
			w.set(f)
		}
		f.OnReject = func(e *RowError) error { return e } // so that it is read in order
		want := answers(t, f, w.monthly, w.weights)
		f.OnReject, f.chunk = nil, 100
		if got := answers(t, f, w.monthly, w.weights); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", w.name, got, want)
		}
	}
}

// TestSharedTablesFail holds the error of several tables at once against that of a
// reading in order.
func TestSharedTablesFail(t *testing.T) {
	y := yearly()
	bad := strings.Replace(y[2], ",643,", ",6x3,", 1)
	for _, c := range []struct {
		tables []string
		want   []string
	}{
		{[]string{y[1], bad, y[3]}, []string{"1.csv", ":2", "6x3"}},
		{[]string{y[1] + "C,A,2019,156,X,6y3", bad, y[3]}, []string{"0.csv", "6 fields"}},
		{[]string{y[0], y[1], y[0][:strings.LastIndex(y[0], "C,A")], y[2]}, []string{"0.csv", "2.csv", "the same flow"}},
		{[]string{y[1], y[3], y[4] + "\"never closed"}, []string{"2.csv", "a quote opens here"}},
	} {
		members, files := map[string]string{}, map[string]string{}
		for i, text := range c.tables {
			members[fmt.Sprintf("%d.csv", i)] = text
			files[fmt.Sprintf("%d.csv.gz", i)] = packed(t, "gzip", text)
		}
		for _, f := range []*Files{folder(t, map[string]string{"a.zip": zipOf(t, members)}), folder(t, files)} {
			want := ""
			sharing(f, func(f *Files, how string) {
				_, err := f.Aggregate(context.Background(), annualExports)
				if err == nil {
					t.Fatalf("%s: no error, want one with %q", how, c.want)
				}
				if want == "" {
					want = err.Error()
				}
				if got := err.Error(); got != want || slices.ContainsFunc(c.want, func(part string) bool { return !strings.Contains(got, part) }) {
					t.Errorf("%s: %v, want %s with %q", how, err, want, c.want)
				}
			})
			var twice *DuplicateError
			if _, err := f.Aggregate(context.Background(), annualExports); errors.As(err, &twice) && (!strings.Contains(twice.First, "0.csv") || !strings.Contains(twice.At, "2.csv")) {
				t.Errorf("%v", err)
			}
		}
	}
}

func TestSharedTablesReject(t *testing.T) {
	y := yearly()
	files := map[string]string{}
	for i, text := range y {
		files[fmt.Sprintf("%d.csv.gz", i)] = packed(t, "gzip", strings.ReplaceAll(text, "851", "x51"))
	}
	var want []string
	sharing(folder(t, files), func(f *Files, how string) {
		var got []string
		f.OnReject = func(e *RowError) error { got = append(got, e.Error()); return nil }
		if _, err := f.Aggregate(context.Background(), annualExports); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if len(got) < 100 || !slices.Equal(got, want) {
			t.Errorf("%s: %d rows, want %d in their order", how, len(got), len(want))
		}
	})
}

func TestSharedTablesProgress(t *testing.T) {
	y := yearly()
	for _, i := range []int{1, 4} { // more than a batch
		var list []string
		for n := range 20000 {
			list = append(list, fmt.Sprintf("%d 156 X 643 85%02d%02d 1", 2018+i, n/100%100, n%100))
		}
		y[i] = api(list...)
	}
	files := map[string]string{"0.csv": y[0], "1.csv.gz": packed(t, "gzip", y[1]), "2.parquet": parquetOf(t, y[2]), "3.zip": zipOf(t, map[string]string{"3.csv": y[3], "4.csv.gz": packed(t, "gzip", y[4])})}
	rows := int64(0)
	for _, text := range y {
		rows += int64(strings.Count(text, "\n")) - 1
	}
	f := folder(t, files)
	f.Duplicates = Sum
	sharing(f, func(f *Files, how string) {
		var all []Progress
		var inside atomic.Int32
		f.Progress = func(p Progress) {
			if inside.Add(1) > 1 {
				t.Error("two calls at the same time")
			}
			runtime.Gosched()
			all = append(all, p)
			inside.Add(-1)
		}
		p, err := f.Aggregate(context.Background(), annualExports)
		if err != nil {
			t.Fatal(err)
		}
		named := map[int]string{}
		for i, now := range all {
			if i > 0 && (now.Rows < all[i-1].Rows || now.Bytes < all[i-1].Bytes) {
				t.Errorf("%s: %+v after %+v", how, now, all[i-1])
			}
			named[now.Table] = now.Path
		}
		for i, book := range p.Ledger.Files {
			if named[i+1] != book.Path {
				t.Errorf("%s: table %d is %s, not %s", how, i+1, named[i+1], book.Path)
			}
		}
		if last := all[len(all)-1]; len(all) < 8 || len(named) != 5 || last.Tables != 5 || last.Rows != rows || last.Total == 0 || last.Bytes != last.Total {
			t.Errorf("%s: the last report is %+v", how, last)
		}
	})
}

func TestSharedTablesStop(t *testing.T) {
	files := map[string]string{}
	for i, text := range slices.Repeat(yearly(), 8) {
		files[fmt.Sprintf("%d.csv.gz", i)] = packed(t, "gzip", text)
	}
	f := folder(t, files)
	f.Duplicates = Sum
	sharing(f, func(f *Files, how string) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		tables := map[int]bool{}
		f.Progress = func(p Progress) { tables[p.Table] = true; cancel() }
		if _, err := f.Aggregate(ctx, annualExports); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", how, err)
		}
		if len(tables) > 16 {
			t.Errorf("%s: %d tables were read to their end", how, len(tables))
		}
	})
}

// countedFS counts how many files are open at the same time.
type countedFS struct {
	fs.FS
	random     bool // offer random access
	open, most atomic.Int32
}

func (c *countedFS) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	info, statErr := fs.Stat(c.FS, name)
	if err != nil || statErr != nil || info.IsDir() {
		return f, errors.Join(err, statErr)
	}
	n := c.open.Add(1)
	for most := c.most.Load(); n > most && !c.most.CompareAndSwap(most, n); {
		most = c.most.Load()
	}
	counted := &countedFile{f, c}
	if c.random {
		return struct {
			*countedFile
			io.ReaderAt
		}{counted, f.(io.ReaderAt)}, nil
	}
	return counted, nil
}

type countedFile struct {
	fs.File
	of *countedFS
}

func (f *countedFile) Read(p []byte) (int, error) {
	runtime.Gosched() // let others open theirs
	return f.File.Read(p)
}

func (f *countedFile) Close() error {
	f.of.open.Add(-1)
	return f.File.Close()
}

// TestSharedTablesAreOpen proves that tables are read at the same time, and only where
// the file system offers random access.
func TestSharedTablesAreOpen(t *testing.T) {
	files := map[string]string{}
	for i, text := range yearly() {
		files[fmt.Sprintf("%d.csv.gz", i)] = packed(t, "gzip", text)
	}
	for _, random := range []bool{false, true} {
		f := folder(t, files)
		f.chunk = 1 << 40 // a crew of three
		counted := &countedFS{FS: f.FS, random: random}
		f.FS = counted
		if _, err := f.Aggregate(context.Background(), annualExports); err != nil {
			t.Fatal(err)
		}
		if most := counted.most.Load(); (most > 1) != random || most > 3 || counted.open.Load() != 0 {
			t.Errorf("random access %v: %d files at the same time, %d left open", random, most, counted.open.Load())
		}
	}
}
