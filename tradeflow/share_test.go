package tradeflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// odd is a table with everything that a cut can go wrong at: quotes, line ends and
// separators inside them, doubled quotes, blank lines, rejected rows, CRLF and LF.
const odd = "typeCode,freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,cmdDesc,primaryValue\r\n" +
	"C,A,2020,156,X,643,H6,854231,\"Chips, \"\"processors\"\"\n and\r\n others\",10\n" +
	"C,A,2020,156,X,398,H6,854231,\"\",20.125\r\n" +
	"\n\r\n" +
	"C,A,2020,156,X,4x4,H6,854231,,1\n" +
	"C,A,2020,156,X,804,H6,854232,plain,30\n" +
	"C,A,2020,156,X,0,H6,8542,\"\n\n\n\",1000\n" +
	"C,A,2020,156,X,51,H6,8542,\"a heading, with its parts\",70\n" +
	"C,A,2020,156,X,51,H6,854239,\"\"\"\",7\n" +
	"C,A,2020,398,RX,643,H6,854231,,3\n" +
	"C,A,2020,398,X,643,H6,85423,lost zero,3\n" +
	"C,A,2021,398,X,643,H6,854231,\"the last line has no end\",5"

func TestEveryChunkSize(t *testing.T) {
	q := Query{Direction: Export, Frequency: Annual, By: Reporter | Partner | Commodity}
	read := func(chunk int64, text string) (panel, ledger string, rejects []string, err error) {
		f := folder(t, map[string]string{"a.csv": text, "b.csv": strings.ReplaceAll(text, "C,A,202", "C,A,201")})
		f.chunk = chunk
		f.OnReject = func(e *RowError) error { rejects = append(rejects, e.Error()); return nil }
		p, err := f.Aggregate(context.Background(), q)
		if err != nil {
			return "", "", rejects, err
		}
		return lines(p) + fmt.Sprint(p.Warnings), p.Ledger.String(), rejects, nil
	}
	want, wantLedger, wantRejects, err := read(1<<40, odd) // too large to share
	if err != nil || len(wantRejects) != 4 {
		t.Fatal(err, wantRejects)
	}
	for chunk := int64(1); chunk < int64(len(odd))+3; chunk++ {
		panel, ledger, rejects, err := read(chunk, odd)
		if err != nil || panel != want || ledger != wantLedger || !slices.Equal(rejects, wantRejects) {
			t.Fatalf("chunks of %d bytes: %v\n%s\n%s\n%q\nwant\n%s\n%s\n%q", chunk, err, panel, ledger, rejects, want, wantLedger, wantRejects)
		}
	}
	// A quote in the middle of a field misleads the cuts. Then the table is read in order.
	stray := strings.Replace(odd, "plain,30", "12\" pipe,30", 1)
	want, _, _, err = read(1<<40, stray)
	if err != nil {
		t.Fatal(err)
	}
	for chunk := int64(1); chunk < int64(len(stray))+3; chunk++ {
		if panel, _, _, err := read(chunk, stray); err != nil || panel != want {
			t.Fatalf("chunks of %d bytes: %v\n%s\nwant\n%s", chunk, err, panel, want)
		}
	}
	// What ends the reading is the first fault in the file, whoever finds one.
	for _, text := range []string{odd + "\nC,A", odd + "\n\"never closed", odd + strings.Repeat("\n"+odd[strings.Index(odd, "\n")+1:], 2)} {
		_, _, _, err := read(1<<40, text)
		if err == nil {
			continue
		}
		for chunk := int64(1); chunk < 300; chunk++ {
			if _, _, _, got := read(chunk, text); got == nil || got.Error() != err.Error() {
				t.Fatalf("chunks of %d bytes: %v, want %v", chunk, got, err)
			}
		}
	}
}

func TestSharedSuite(t *testing.T) {
	for _, w := range everyFormat() {
		f := folder(t, map[string]string{w.file: w.text})
		if w.set != nil {
			w.set(f)
		}
		want := answers(t, f, w.monthly, w.weights)
		for _, chunk := range []int64{1, 100, 1000} {
			f.chunk = chunk
			if got := answers(t, f, w.monthly, w.weights); got != want {
				t.Errorf("%s in chunks of %d: got\n%s\nwant\n%s", w.name, chunk, got, want)
			}
		}
	}
}

func TestSharedWorkStops(t *testing.T) {
	var rows []string
	for i := range 5000 {
		rows = append(rows, fmt.Sprintf("2020 156 X 643 85%04d x%d", i, i))
	}
	f := folder(t, map[string]string{"a.csv": api(rows...)})
	f.chunk = 500
	enough := errors.New("enough")
	var seen []int
	f.OnReject = func(e *RowError) error {
		if seen = append(seen, e.Line); len(seen) == 100 {
			return enough
		}
		return nil
	}
	if _, err := f.Aggregate(context.Background(), annualExports); err != enough || len(seen) != 100 || !slices.IsSorted(seen) || seen[99] != 101 {
		t.Errorf("error %v after rows %v", err, seen)
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.OnReject = func(e *RowError) error { cancel(); return nil }
	if _, err := f.Aggregate(ctx, annualExports); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// FuzzShared holds the shared reading of any text, cut anywhere, against the reading
// in order.
func FuzzShared(f *testing.F) {
	f.Add([]byte(odd), uint16(7))
	for i, w := range everyFormat() {
		f.Add([]byte(w.text), uint16(50*i))
	}
	f.Fuzz(func(t *testing.T, text []byte, chunk uint16) {
		read := func(chunk int64) string {
			var out strings.Builder
			files := folder(t, map[string]string{"BACI_HS17_Y2021.csv": string(text)})
			files.chunk, files.Edition = chunk, hscodes.HS2017
			files.OnReject = func(e *RowError) error { fmt.Fprintln(&out, e); return nil }
			for _, q := range []Query{annualExports, {Direction: Export, Frequency: Monthly, By: Reporter | Partner | Commodity, Measure: NetWeight}} {
				p, err := files.Aggregate(context.Background(), q)
				if err != nil {
					return err.Error() // what was rejected until then may differ
				}
				fmt.Fprintln(&out, lines(p), p.Ledger, p.Warnings)
			}
			return out.String()
		}
		if a, b := read(1<<40), read(int64(chunk)%int64(len(text)+2)+1); a != b {
			t.Fatalf("in order\n%s\nin chunks of %d\n%s", a, int64(chunk)%int64(len(text)+2)+1, b)
		}
	})
}
