// Command inspect says what is in trade tables before anyone asks them anything:
// formats, coverage, totals beside parts with the value that adding all rows would
// count twice, and doubts.
//
//	go run ./cmd/inspect downloads/*.csv
//	zstdcat full.zst | go run ./cmd/inspect -
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("inspect: ")
	edition := flag.String("edition", "", "HS edition of files that do not declare theirs, such as HS2022")
	direction := flag.String("direction", "", "import or export, for files that do not say which they hold")
	layout := flag.String("layout", "", "JSON file that declares the table: see tradeflow.Layout")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: inspect [flags] files...")
		flag.PrintDefaults()
	}
	flag.Parse()
	files := &tradeflow.Files{Paths: flag.Args()}
	if *edition != "" {
		e, err := hscodes.ParseEdition(*edition)
		if err != nil {
			log.Fatal(err)
		}
		files.Edition = e
	}
	if *direction != "" {
		if err := files.Direction.UnmarshalText([]byte(*direction)); err != nil {
			log.Fatal(err)
		}
	}
	if *layout != "" {
		format, err := readLayout(*layout)
		if err != nil {
			log.Fatalf("%s: %v", *layout, err)
		}
		files.Format = format
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	found, err := files.Inspect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(found)
}

func readLayout(path string) (*tradeflow.Format, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	layout, err := tradeflow.ReadLayout(f)
	if err != nil {
		return nil, err
	}
	return layout.Format()
}
