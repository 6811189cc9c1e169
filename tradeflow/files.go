package tradeflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// Files is a Source that reads tables as their publishers ship them, one after
// another and in bounded memory: CSV with any separator, plain, gzip, or inside
// a zip. The format is told from the header.
type Files struct {
	Paths    []string              // files and glob patterns
	FS       fs.FS                 // where the paths are; nil: the file system of the machine
	Format   *Format               // nil: told from the content
	Edition  hscodes.Edition       // for files that do not declare theirs
	OnReject func(*RowError) error // called for each row that cannot be read; its error ends the reading. nil: the first such row does
	Progress func(Progress)        // called between batches; nil: silent

	mem memory.Allocator // for tests; nil: Go's
}

// Progress says how far the reading of Files is.
type Progress struct {
	Path   string // the table being read
	Table  int    // its number, from 1
	Tables int    // how many there are
	Rows   int64  // read so far, over all tables
	Bytes  int64  // of this table, inflated
}

// batch is one Arrow record and where its rows came from.
type batch struct {
	arrow.Record
	file  int // in the ledger
	path  string
	lines []int // the line of each row; nil where unknown
}

// source is one table to read, its head already known.
type source struct {
	rows.Member
	format *Format
}

// Aggregate answers a query, reading every file once.
//
// Errors: an invalid query, a file that cannot be opened or is of no known
// format, a row that cannot be read (unless OnReject passes it), two rows for
// the same flow, rows in several currencies, a cancelled context.
func (f *Files) Aggregate(ctx context.Context, q Query) (*Panel, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	t := newTally(q)
	ledger, err := f.scan(ctx, t.add)
	var twice *DuplicateError
	if errors.As(err, &twice) {
		twice.First = f.first(ctx, q, twice)
	}
	if err != nil {
		return nil, err
	}
	return t.panel(ledger)
}

// first reads the files again up to the earlier row of a flow that stands twice.
func (f *Files) first(ctx context.Context, q Query, twice *DuplicateError) string {
	again := *f
	again.Progress = nil
	if f.OnReject != nil {
		again.OnReject = func(*RowError) error { return nil } // the caller has seen them
	}
	t := newTally(q)
	t.watch = twice
	_, err := again.scan(ctx, t.add)
	var row foundRow
	errors.As(err, &row)
	return string(row)
}

// Records yields the rows as Arrow records of Schema, in file order. A record is
// good until the next step; Retain it to keep it. Rows that the format knows to
// be parts of others (such as domestic exports inside exports) are left out.
func (f *Files) Records(ctx context.Context) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		stop := errors.New("stop")
		_, err := f.scan(ctx, func(b *batch, _ *FileLedger) error {
			if !yield(b.Record, nil) {
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			yield(nil, err)
		}
	}
}

// Load reads everything into memory. Release the Table when done.
func (f *Files) Load(ctx context.Context) (*Table, error) {
	t := &Table{}
	ledger, err := f.scan(ctx, func(b *batch, _ *FileLedger) error {
		b.Retain()
		t.batches = append(t.batches, *b)
		return nil
	})
	if err != nil {
		t.Release()
		return nil, err
	}
	t.ledger = ledger
	return t, nil
}

// scan reads all tables batch by batch. Rows that do not reach visit are in the
// ledger with their fate; visit answers for the others.
func (f *Files) scan(ctx context.Context, visit func(*batch, *FileLedger) error) (*Ledger, error) {
	sources, ledger, numbers, err := f.sources()
	if err != nil {
		return nil, err
	}
	mem := f.mem
	if mem == nil {
		mem = memory.NewGoAllocator()
	}
	progress := Progress{Tables: len(sources)}
	for i, s := range sources {
		progress.Path, progress.Table = s.Path, i+1
		ledger.Files = append(ledger.Files, FileLedger{Path: s.Path, Format: s.format.name})
		if err := f.read(ctx, s, len(ledger.Files)-1, ledger, numbers, mem, &progress, visit); err != nil {
			return nil, err
		}
	}
	return ledger, nil
}

func (f *Files) read(ctx context.Context, s source, file int, ledger *Ledger, numbers map[string]string, mem memory.Allocator, progress *Progress, visit func(*batch, *FileLedger) error) error {
	in, err := s.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	counting := &counter{Reader: in}
	table, err := rows.Open(counting)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Path, err)
	}
	if missing := s.format.missing(table.Header); len(missing) > 0 {
		return fmt.Errorf("%s: this is no %s: the header lacks %s", s.Path, s.format, strings.Join(missing, ", "))
	}
	out := newBatchBuilder(mem)
	defer out.release()
	d, err := newDecoder(s.format, s.Path, table.Header, f.Edition, numbers, out)
	if err != nil {
		return err
	}
	book := &ledger.Files[file]
	lines := make([]int, 0, batchRows)
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec := out.record()
		defer rec.Release()
		err := visit(&batch{rec, file, s.Path, append([]int(nil), lines...)}, book)
		lines = lines[:0]
		if f.Progress != nil {
			progress.Bytes = counting.n
			f.Progress(*progress)
		}
		return err
	}
	for {
		row, err := table.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%s, after line %d: %w", s.Path, table.Line(), err)
		}
		progress.Rows++
		book.Rows++
		value, rounded, err := d.decode(row, table.Line(), table.Column)
		var part dropped
		var bad *RowError
		switch {
		case err == nil:
			lines = append(lines, table.Line())
		case errors.As(err, &part):
			book.add(Dropped, string(part), 1, value)
		case errors.As(err, &bad):
			book.add(Rejected, "column "+bad.Name, 1, 0)
			if f.OnReject == nil {
				return bad
			}
			if err := f.OnReject(bad); err != nil {
				return err
			}
			continue
		default:
			return fmt.Errorf("%s:%d: %w", s.Path, table.Line(), err)
		}
		book.Value += value
		if rounded {
			book.Rounded++
		}
		if len(lines) == batchRows {
			if err := flush(); err != nil {
				return err
			}
		}
		if book.Rows%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return flush()
}

// sources opens every path far enough to tell its format. Code tables that a
// publisher ships beside the data are read at once; readmes inside a zip are
// listed in the ledger as skipped.
func (f *Files) sources() (sources []source, ledger *Ledger, numbers map[string]string, err error) {
	if len(f.Paths) == 0 {
		return nil, nil, nil, errors.New("Files.Paths is empty: name the files to read")
	}
	paths, err := rows.Expand(f.FS, f.Paths)
	if err != nil {
		return nil, nil, nil, err
	}
	ledger = &Ledger{}
	for _, p := range paths {
		members, err := rows.Members(f.FS, p)
		if err != nil {
			return nil, nil, nil, err
		}
		for _, m := range members {
			inZip := m.Path != p
			if ext := strings.ToLower(path.Ext(m.Name)); inZip && (ext == ".txt" || ext == ".pdf" || ext == ".md" || ext == ".xlsx") {
				ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: "documentation"})
				continue
			}
			format, codes, err := f.head(m)
			switch {
			case err != nil:
				return nil, nil, nil, fmt.Errorf("%s: %w", m.Path, err)
			case codes != nil:
				numbers = codes
				ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: "the publisher's country codes, used to read the data"})
			case format == nil:
				ledger.Files = append(ledger.Files, FileLedger{Path: m.Path, Skipped: "a table of product codes"})
			default:
				sources = append(sources, source{m, format})
			}
		}
	}
	if len(sources) == 0 {
		return nil, nil, nil, fmt.Errorf("no table of trade flows among %s", strings.Join(f.Paths, ", "))
	}
	return sources, ledger, numbers, nil
}

// head tells what a member is: a table in a format, a code table, or neither.
func (f *Files) head(m rows.Member) (format *Format, countries map[string]string, err error) {
	in, err := m.Open()
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	table, err := rows.Open(in)
	if err != nil {
		return nil, nil, err
	}
	if countries, err := countryTable(table); countries != nil || err != nil {
		return nil, countries, err
	}
	if strings.Join(table.Header, ",") == "code,description" {
		return nil, nil, nil // BACI's product codes
	}
	if f.Format != nil {
		return f.Format, nil, nil
	}
	format, err = detect(table.Header)
	return format, nil, err
}

// countryTable reads the country codes that CEPII ships with BACI, or returns
// nil where the table is none. Codes without an ISO code keep our own names.
func countryTable(t *rows.Table) (map[string]string, error) {
	number, iso := -1, -1
	for i, name := range t.Header {
		switch name {
		case "country_code":
			number = i
		case "iso_3digit_alpha", "country_iso3":
			iso = i
		}
	}
	if number < 0 || iso < 0 {
		return nil, nil
	}
	codes := map[string]string{}
	for {
		row, err := t.Next()
		if err == io.EOF {
			return codes, nil
		}
		if err != nil {
			return nil, err
		}
		if len(row) <= max(number, iso) {
			return nil, fmt.Errorf("line %d: the row has %d fields, the header %d", t.Line(), len(row), len(t.Header))
		}
		if code := string(row[iso]); len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			codes[string(row[number])] = code
		}
	}
}

// counter counts the bytes that pass.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
