package tradeflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestProgress(t *testing.T) {
	var rows []string
	for i := range 40000 {
		rows = append(rows, fmt.Sprintf("2020 156 X 643 8542%02d%02d 1", i/100%100, i%100))
	}
	text := api(rows...)
	f := folder(t, map[string]string{"a.csv": text, "b.csv.gz": packed(t, "gzip", text)})
	var all []Progress
	f.Progress = func(p Progress) { all = append(all, p) }
	table, err := f.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	table.Release()
	size := int64(0)
	for _, file := range f.FS.(fstest.MapFS) {
		size += int64(len(file.Data))
	}
	last := all[len(all)-1]
	if len(all) < 6 || last.Rows != 80000 || last.Bytes != size || last.Total != size || last.Table != 2 || last.Tables != 2 {
		t.Errorf("%d reports, the last is %+v; the files have %d bytes", len(all), last, size)
	}
	for i := 1; i < len(all); i++ {
		if all[i].Bytes < all[i-1].Bytes || all[i].Rows < all[i-1].Rows || all[i].Bytes > size {
			t.Errorf("%+v after %+v", all[i], all[i-1])
		}
	}
}

// endlessFS has files of rows without end.
type endlessFS struct{ fstest.MapFS }

func (e endlessFS) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	return &endlessFile{File: f}, err
}

type endlessFile struct {
	fs.File
	rows io.Reader
}

func (f *endlessFile) Read(p []byte) (int, error) {
	if f.rows == nil {
		f.rows = strings.NewReader(strings.TrimPrefix(api(), "\ufeff"))
	}
	n, err := f.rows.Read(p)
	if err == io.EOF {
		f.rows = strings.NewReader(strings.Repeat("C,A,2020,156,X,643,0,H6,854231,C00,0,-1,,False,,False,,,1\r\n", 1000))
		err = nil
	}
	return n, err
}

func TestCancelled(t *testing.T) {
	f := &Files{FS: endlessFS{fstest.MapFS{"a.csv": {Data: []byte("x")}}}, Paths: []string{"a.csv"}, Duplicates: Sum}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var stopped time.Time
	f.Progress = func(p Progress) {
		if p.Rows > 100000 && stopped.IsZero() {
			stopped = time.Now()
			cancel()
		}
	}
	_, err := f.Aggregate(ctx, annualExports)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	t.Logf("stopped after %v", time.Since(stopped))
}
