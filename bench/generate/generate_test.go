package generate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestBytes: files are kept and compared between machines, so their bytes may only
// change together with the version in their names.
func TestBytes(t *testing.T) {
	for _, test := range []struct {
		name, want string
		write      func(io.Writer) error
	}{
		{"Comtrade", "1a6729803871e161", func(w io.Writer) error { return Comtrade(w, 1e6) }},
		{"BACI", "0afa8b1619625b44", func(w io.Writer) error { return BACI(w, 1e4, false) }},
		{"BACI shuffled", "30f8bb8e874243a1", func(w io.Writer) error { return BACI(w, 1e4, true) }},
	} {
		h := sha256.New()
		if err := test.write(h); err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(h.Sum(nil)[:8]); got != test.want {
			t.Errorf("%s: the bytes are %s, want %s", test.name, got, test.want)
		}
	}
}

func TestSizes(t *testing.T) {
	var b bytes.Buffer
	if err := Comtrade(&b, 5e6); err != nil {
		t.Fatal(err)
	}
	if b.Len() < 4.9e6 || b.Len() > 5.1e6 {
		t.Errorf("Comtrade: %d bytes, want about 5e6", b.Len())
	}
	if perRow := b.Len() / bytes.Count(b.Bytes(), []byte("\n")); perRow < 250 || perRow > 330 {
		t.Errorf("Comtrade: %d bytes a row", perRow)
	}
	b.Reset()
	if err := BACI(&b, 1e5, false); err != nil {
		t.Fatal(err)
	}
	if rows := bytes.Count(b.Bytes(), []byte("\n")); rows < 0.98e5 || rows > 1.02e5 {
		t.Errorf("BACI: %d rows, want about 1e5", rows)
	}
}

// TestInspect: the library has no doubt about the files, and finds the totals in
// them: World is what its partners come to, and a level of goods what is below it.
func TestInspect(t *testing.T) {
	folder := Folder(t.TempDir())
	ctx := context.Background()
	comtrade, err := folder.Comtrade(2e6)
	if err != nil {
		t.Fatal(err)
	}
	gzip, err := folder.Gzip(comtrade)
	if err != nil {
		t.Fatal(err)
	}
	baci, err := folder.BACI(2e4, false)
	if err != nil {
		t.Fatal(err)
	}
	shuffled, err := folder.BACI(2e4, true)
	if err != nil {
		t.Fatal(err)
	}
	parquet, err := folder.Parquet(ctx, baci)
	if err != nil {
		t.Fatal(err)
	}
	worth := map[string]int64{} // in thousandths
	for _, path := range []string{comtrade, gzip, baci, shuffled, parquet} {
		in, err := (&tradeflow.Files{Paths: []string{path}}).Inspect(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, doubt := range in.Doubts {
			t.Errorf("%s: %s", path, doubt)
		}
		for _, c := range in.Flows {
			worth[path] += int64(math.Round(c.Value * 1000))
			for _, w := range c.Warnings {
				if w.Kind == tradeflow.AboutTotals {
					t.Errorf("%s: %s", path, w.Text)
				}
			}
		}
		if path == comtrade {
			for _, want := range []string{"aggregate of others: WLD", "chapter beside", "heading beside", "total of all goods beside", "transport mode", "re-exports"} {
				if !strings.Contains(in.String(), want) {
					t.Errorf("the Comtrade file has no %s", want)
				}
			}
		}
	}
	if worth[comtrade] != worth[gzip] || worth[baci] != worth[shuffled] || worth[baci] != worth[parquet] || worth[comtrade]*worth[baci] == 0 {
		t.Errorf("the same flows are worth different amounts: %v", worth)
	}
}
