package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/tradeflow-go/dualuse/bench/generate"
)

// TestSums: every peer that runs in this process comes to the sums of a plain
// reading of the file, in every job.
func TestSums(t *testing.T) {
	ctx, codes := context.Background(), newTable()
	small := sizes{comtrade: 30e6, baci: 2e5, shuffled: 2e5, parquet: 2e5}
	paths, err := small.files(ctx, generate.Folder(t.TempDir()), jobs)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		base := task{Job: j, Path: paths[j.File], Result: filepath.Join(t.TempDir(), "sums.csv"), Threads: 2}
		plain := base
		if j.File == baciParquet { // the same rows, as CSV
			plain.Job.File, plain.Path = baciCSV, paths[baciCSV]
		}
		want := sumsOf(t, csvMap, plain, codes)
		for _, p := range peers {
			if p.run == nil || p.does != nil && !p.does(j) {
				continue
			}
			if err := want.differ(sumsOf(t, p.run, base, codes)); err != nil {
				t.Errorf("%s, %s: %v", j.Name, p.name, err)
			}
		}
		if len(want) < 20 {
			t.Errorf("%s: only %d sums", j.Name, len(want))
		}
	}
}

func sumsOf(t *testing.T, run runner, what task, codes table) answerSums {
	t.Helper()
	write, err := run(context.Background(), what, codes)
	if err == nil {
		err = save(what.Result, write)
	}
	if err != nil {
		t.Fatalf("%s: %v", what.Job.Name, err)
	}
	found, err := readSums(what.Result)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestDiffer: one thousandth too much is noticed, and so is a group too few.
func TestDiffer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sums.csv")
	read := func(lines string) answerSums {
		if err := save(path, func(w io.Writer) error { _, err := io.WriteString(w, lines); return err }); err != nil {
			t.Fatal(err)
		}
		found, err := readSums(path)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	a := read("2021,156,842,3,1000\n2021,,\"398\",3,5\n")
	if err := a.differ(read("2021,,KAZ,3,5\n2021,CHN,USA,3,1000\n")); err != nil {
		t.Error(err)
	}
	for _, other := range []string{"2021,156,842,3,1001\n2021,,398,3,5\n", "2021,156,842,3,1000\n"} {
		if a.differ(read(other)) == nil {
			t.Errorf("no difference from %q", other)
		}
	}
}

func TestThousandths(t *testing.T) {
	for range 1000 {
		n := rand.Int64N(1e12)
		text := fmt.Appendf(nil, "%d.%03d", n/1000, n%1000)
		for len(text) > 0 {
			got, err := thousandths(string(text))
			if err != nil || got != n {
				t.Fatalf("thousandths(%q) = %d, %v", text, got, err)
			}
			cut := bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("0")), []byte("."))
			if len(cut) == len(text) || !bytes.Contains(text, []byte(".")) {
				break
			}
			text = cut
		}
	}
	for _, s := range []string{"1.2345", "1e3", "-1", "1.2.3", " 1"} {
		if n, err := thousandths(s); err == nil {
			t.Errorf("thousandths(%q) = %d", s, n)
		}
	}
}
