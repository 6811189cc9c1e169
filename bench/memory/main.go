// Command memory shows that the memory of Files.Aggregate does not grow with
// the file: it answers the same Query from generated files of growing size, each
// in a process of its own, and prints the peak resident memory of each.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/tradeflow-go/dualuse/bench/generate"
	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

func main() {
	log.SetFlags(0)
	sizes := flag.String("sizes", "10,100,1000", "megabytes of the files, with commas")
	read := flag.String("read", "", "answer the query from this file, and print what it took")
	all := flag.Bool("all", false, "by every reporter and partner, in place of a few reporters")
	flag.Parse()
	if *read != "" {
		if err := measure(*read, *all); err != nil {
			log.Fatal(err)
		}
		return
	}
	dir, err := os.MkdirTemp("", "dualuse-bench")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	fmt.Println("file MB      rows   seconds   MB/s   peak memory MB   cells")
	for size := range strings.SplitSeq(*sizes, ",") {
		mb, err := strconv.Atoi(size)
		if err != nil {
			log.Fatal(err)
		}
		path, err := generate.Folder(dir).Comtrade(int64(mb) << 20)
		if err != nil {
			log.Fatal(err)
		}
		for _, scope := range []string{"-all=false", "-all=true"} {
			child := exec.Command(os.Args[0], "-read", path, scope)
			child.Stdout, child.Stderr = os.Stdout, os.Stderr
			if err := child.Run(); err != nil {
				log.Fatal(err)
			}
		}
		if err := os.Remove(path); err != nil {
			log.Fatal(err)
		}
	}
}

func measure(path string, all bool) error {
	q := tradeflow.Query{
		Direction: tradeflow.Export, Frequency: tradeflow.Annual, Scheme: hscodes.DualUse(), By: tradeflow.Reporter | tradeflow.Partner | tradeflow.Category,
	}
	if !all {
		q.Reporters = []tradeflow.Country{"CHN", "TUR", "KAZ"}
	}
	start := time.Now()
	p, err := (&tradeflow.Files{Paths: []string{path}}).Aggregate(context.Background(), q)
	if err != nil {
		return err
	}
	took := time.Since(start).Seconds()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	mb := float64(info.Size()) / (1 << 20)
	fmt.Printf("%7.0f %9d   %7.2f   %4.0f   %14.0f   %d\n", mb, p.Ledger.Total().Rows, took, mb/took, float64(usage.Maxrss)/1024, len(p.Series)*len(p.Periods))
	return nil
}
