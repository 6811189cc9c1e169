// Command report does the main job: it reads exports to Russia and six of its
// neighbours, and writes a folder with a page that needs no other file (index.html),
// the same as Markdown (README.md), the figures (PNG, SVG and PDF) and the numbers
// behind each (CSV and JSON).
//
//	go run ./examples/report                          # the EU figures that the project carries
//	go run ./examples/report -out my comtrade/*.csv   # the same for your own files
//
// It always compares the same months: where the last month is November, January
// to November with January to November of the year before.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/testdata"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats"
)

const russia = tradeflow.Country("RUS")

// neighbours are the economies around Russia through which goods may pass.
var neighbours = []tradeflow.Country{"ARM", "BLR", "GEO", "KAZ", "KGZ", "UZB"}

// job is what the user asked for.
type job struct {
	files    tradeflow.Files
	reporter []tradeflow.Country
	source   string // how figures cite the data; "" for the publisher's name
	caveat   string // what the figures must say of the data
	out      string
	read     []tradeflow.Fingerprint
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("report: ")
	out := flag.String("out", "report", "folder to write")
	reporters := flag.String("reporters", "", "reporters, such as DEU,POL or EU27; empty: all single economies of the files")
	edition := flag.String("edition", "", "HS edition of files that do not declare theirs, such as HS2022")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: report [flags] [files...]\nWithout files, the report is of the EU figures that the project carries.")
		flag.PrintDefaults()
	}
	flag.Parse()
	j := job{out: *out}
	if flag.NArg() == 0 {
		j.files = tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}
		j.reporter = []tradeflow.Country{"EU27"}
		j.source = testdata.EU27Source
		j.caveat = "Totals are of the listed commodity codes (CN8) only."
	} else {
		j.files = tradeflow.Files{Paths: flag.Args()}
	}
	for _, c := range strings.FieldsFunc(*reporters, func(r rune) bool { return r == ',' }) {
		j.reporter = append(j.reporter, tradeflow.Country(c))
	}
	if *edition != "" {
		e, err := hscodes.ParseEdition(*edition)
		if err != nil {
			log.Fatal(err)
		}
		j.files.Edition = e
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := j.run(ctx, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// run reads the data, writes the page, and prints what it found.
func (j *job) run(ctx context.Context, w io.Writer) error {
	exports, err := j.exports(ctx)
	if err != nil {
		return err
	}
	if !slices.Contains(j.files.Paths, "-") {
		if j.read, err = j.files.Fingerprints(ctx); err != nil {
			return err
		}
	}
	s, err := newStory(exports, j)
	if err != nil {
		return err
	}
	page, err := s.page()
	if err != nil {
		return err
	}
	if err := page.Save(j.out); err != nil {
		return err
	}
	for _, finding := range s.findings {
		fmt.Fprintln(w, "*", finding)
	}
	fmt.Fprintf(w, "\nWrote %s/index.html and README.md with %d figures, and the numbers behind them.\n", j.out, s.figures)
	return nil
}

// exports asks for monthly exports to the seven, and for annual ones where the
// files have no monthly ones.
func (j *job) exports(ctx context.Context) (*tradeflow.Panel, error) {
	q := tradeflow.Query{
		Direction: tradeflow.Export, Reporters: j.reporter, Partners: append([]tradeflow.Country{russia}, neighbours...),
		Scheme: hscodes.DualUse(), By: tradeflow.Partner | tradeflow.Category,
	}
	q.Frequency = tradeflow.Monthly
	p, err := j.files.Aggregate(ctx, q)
	if err == nil && len(p.Series) == 0 {
		q.Frequency = tradeflow.Annual
		p, err = j.files.Aggregate(ctx, q)
	}
	if err == nil && len(p.Series) == 0 {
		err = fmt.Errorf("the files hold no exports of dual-use categories to the seven:\n%s", p.Ledger)
	}
	return p, err
}

// window returns the months of the last year up to the last month that the
// panel has, and the same months a year earlier.
func window(p *tradeflow.Panel) (then, now tradeflow.Period, err error) {
	last := slices.MaxFunc(p.Periods, tradeflow.Period.Compare)
	y, m := last.End()
	now = tradeflow.Span(y, time.January, m)
	then = now.Shift(-12)
	if _, missing := p.Tile(then); len(missing) > 0 {
		return then, now, fmt.Errorf("the files end with %s and have nothing for %s: there is nothing to compare with", last, then.Words())
	}
	return then, now, nil
}

// ytd returns year-to-date sums at the two windows.
func ytd(p *tradeflow.Panel, then, now tradeflow.Period) *tradeflow.Panel {
	return stats.Cumulative(p).At(then, now)
}
