// Command memory shows that the memory of Files.Aggregate does not grow with
// the file: it answers the same Query from generated files of growing size, each
// in a process of its own, and prints the peak resident memory of each.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

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
		path := filepath.Join(dir, size+".csv")
		if err := generate(path, int64(mb)<<20); err != nil {
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
		Direction: tradeflow.Export, Frequency: tradeflow.Monthly, Scheme: hscodes.DualUse(), By: tradeflow.Reporter | tradeflow.Partner | tradeflow.Category,
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

// generate writes made-up rows in the layout of UN Comtrade's API: reporters,
// partners, months and HS6 codes in the publisher's order, each flow once.
func generate(path string, size int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	written, _ := w.WriteString("typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n")
	random := rand.New(rand.NewPCG(1, 2))
	places := []int{156, 792, 398, 417, 51, 268, 860, 842, 276, 251, 380, 392, 410, 643, 804, 112, 784, 699, 76, 704}
	var codes []int
	for n := 10121; n < 970000; n += 173 {
		codes = append(codes, n)
	}
	for n := 854110; n < 854299; n += 3 {
		codes = append(codes, n)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	for total := int64(written); ; {
		for month := 0; ; month++ {
			y, m := 2022+month/12, month%12+1
			for _, reporter := range places {
				for _, partner := range places {
					for _, code := range codes {
						value := random.ExpFloat64() * 1e5
						n, _ := fmt.Fprintf(w, "C,M,%d%02d01,%d,%d,%d%02d,%d,AAA,Name,X,Export,%d,BBB,\"Name, of it\",0,W00,World,H6,HS,True,%06d,\"Goods, of a kind used for many purposes; other than those of another heading\",6,True,C00,TOTAL CPC,0,0,TOTAL MOT,8,kg,%.3f,False,-1,N/A,0.0,False,%.3f,False,0,False,,%.2f,%.2f,0,False,True\n",
							y, m, y, m, y, m, reporter, partner, code, value/7, value/7, value, value)
						if total += int64(n); total >= size {
							if err := w.Flush(); err != nil {
								return err
							}
							return f.Close()
						}
					}
				}
			}
		}
	}
}
