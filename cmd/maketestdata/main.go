// Command maketestdata writes testdata/eu27-exports-2020-2022.dat from figures
// that were taken out of Eurostat's Data Browser.
//
//	go run ./cmd/maketestdata figures.csv > testdata/eu27-exports-2020-2022.dat
//
// figures.csv has the columns product_code, reporter, partner, period, value_eur:
// dataset DS-045409, EU27 exports by month, extracted on 2023-01-19. It lists
// four-digit headings beside their CN8 lines. The program keeps the CN8 lines and
// drops the headings, which contain them; only for 8806 (drones) it keeps the
// heading and drops the three of its lines that were extracted, because most of
// the heading is in other lines. The output has the columns of Comext's bulk
// files; what the Data Browser did not give (weights, other nomenclatures) is empty.
package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"
)

const header = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,PRODUCT_BEC,PRODUCT_BEC5,PRODUCT_SECTION," +
	"FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT"

func main() {
	log.SetFlags(0)
	log.SetPrefix("maketestdata: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: maketestdata figures.csv")
	}
	in, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer in.Close()
	if err := convert(os.Stdout, in); err != nil {
		log.Fatal(err)
	}
}

// figure is one cell of the Data Browser's table.
type figure struct{ product, partner, month, value string }

func convert(w io.Writer, r io.Reader) error {
	in := csv.NewReader(r)
	head, err := in.Read()
	if err != nil {
		return err
	}
	if got := strings.Join(head, ","); got != "product_code,reporter,partner,period,value_eur" {
		return fmt.Errorf("unexpected header %s", got)
	}
	var figures []figure
	for {
		row, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if row[1] != "EU27" {
			return fmt.Errorf("unexpected reporter %s", row[1])
		}
		if f := (figure{row[0], row[2], strings.Replace(row[3], "-", "", 1), row[4]}); keep(f.product) {
			figures = append(figures, f)
		}
	}
	slices.SortFunc(figures, func(a, b figure) int {
		return strings.Compare(a.month+a.partner+a.product, b.month+b.partner+b.product)
	})
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, header)
	for _, f := range figures {
		fmt.Fprintf(out, "EU27_2020,%s,E,%s,,,,,,,2,,,%s,%s,,,\n", f.partner, f.product, f.month, f.value)
	}
	return out.Flush()
}

// keep passes CN8 lines, and for drones the heading in their place.
func keep(product string) bool {
	if strings.HasPrefix(product, "8806") {
		return product == "8806"
	}
	return len(product) == 8
}
