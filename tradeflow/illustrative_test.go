package tradeflow

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// illustrative is a made-up world that trades, from which tables are written as
// publishers ship them. The codes and the names are real, all amounts are made up, and
// the same world writes the same bytes.
type illustrative struct {
	*rand.Rand
	economies []economy // by number
	years     int       // from 2021 on
	share     func(from, to economy) float64
}

// economy is one of an illustrative world.
type economy struct {
	number     int
	code, name string
	size       float64 // 1 for the largest
}

// always are the numbers of the economies that are in every world, the largest first.
var always = []int{156, 842, 276, 392, 528, 410, 380, 344, 826, 792, 398, 643}

// newIllustrative makes a world of so many economies. Like those of the real one, each
// trades with the others by its size and theirs: a pair trades a share of all codes.
func newIllustrative(economies, years int) *illustrative {
	w := &illustrative{Rand: rand.New(rand.NewPCG(1, 2)), years: years}
	w.share = func(from, to economy) float64 { return 0.9 * math.Sqrt(from.size*to.size) }
	known := map[Country]bool{}
	for _, n := range append(always, w.Perm(1000)...) {
		code, ok := places.ByNumber(n)
		if c := Country(code); ok && len(code) == 3 && len(known) < economies && !known[c] && !c.IsAggregate() && !places.IsHistoric(n) && c.existed(Year(2021)) {
			known[c] = true
			w.economies = append(w.economies, economy{n, code, c.Name(), 1 / float64(len(known))})
		}
	}
	slices.SortFunc(w.economies, func(a, b economy) int { return cmp.Compare(a.number, b.number) })
	return w
}

// amount makes up what a pair trades of a code: mostly little, now and then thousands
// of times the median.
func (w *illustrative) amount(from, to economy) Thousandths {
	x := w.ExpFloat64()
	return 1 + Thousandths((3e3+1e6*from.size*to.size)*x*x*x)
}

// some yields about a share of n places, in order.
func (w *illustrative) some(n int, share float64) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if w.Float64() < share && !yield(i) {
				return
			}
		}
	}
}

// baci writes a table of CEPII's BACI, of each n-th code: year, exporter, importer, HS6
// code, thousands of dollars, tonnes.
func (w *illustrative) baci(n int) []byte {
	var codes []string
	for c := range hscodes.HS2017.Codes(6) {
		codes = append(codes, c.String())
	}
	out := []byte("t,i,j,k,v,q\n")
	for year := range w.years {
		for _, from := range w.economies {
			for _, to := range w.economies {
				if from == to {
					continue
				}
				for i := range w.some(len(codes)/n, w.share(from, to)) {
					out = fmt.Appendf(out, "%d,%d,%d,%s,", 2021+year, from.number, to.number, codes[n*i])
					value := w.amount(from, to)
					out = append(value.append(out), ',')
					if w.IntN(32) == 0 {
						out = append(out, "           NA\n"...)
					} else {
						out = append((1 + value>>w.IntN(8)).append(out), '\n')
					}
				}
			}
		}
	}
	return out
}

// shuffled puts the lines behind the header in no order.
func (w *illustrative) shuffled(table []byte) []byte {
	lines := bytes.SplitAfter(table, []byte{'\n'})
	w.Shuffle(len(lines)-2, func(i, j int) { lines[1+i], lines[1+j] = lines[1+j], lines[1+i] })
	return bytes.Join(lines, nil)
}

// comtradeColumns are those of a CSV reply of UN Comtrade's API.
const comtradeColumns = "\ufefftypeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc," +
	"partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification," +
	"cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated," +
	"altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated," +
	"cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n"

// line is a line of the nomenclature, of all goods or less, as Comtrade describes it.
type line struct {
	columns string
	leaf    bool
	end     int // the line behind the last one below this one
}

// comtradeLines returns all goods, and of each n-th chapter all lines: every line
// directly before those below it. Chapter 85 is there if n divides 84.
func comtradeLines(n int) []line {
	list := []line{{columns: "TOTAL,All Commodities,0,False"}}
	add := func(c hscodes.Code) int {
		leaf := c.Digits() == 6
		words := fmt.Sprintf("%s; of a kind used for many purposes, n.e.c. in item no. %s", hscodes.Label(c), c.Truncate(c.Digits()-2))
		list = append(list, line{columns: fmt.Sprintf("%s,%s,%d,%s", c, quoted(words), c.Digits(), truthOf(leaf)), leaf: leaf})
		return len(list) - 1
	}
	for i, chapter := range slices.Collect(hscodes.HS2017.Codes(2)) {
		if i%n < n-1 {
			continue
		}
		top := add(chapter)
		for _, heading := range hscodes.HS2017.Children(chapter) {
			middle := add(heading)
			for _, subheading := range hscodes.HS2017.Children(heading) {
				add(subheading)
			}
			list[middle].end = len(list)
		}
		list[top].end = len(list)
	}
	list[0].end = len(list)
	return list
}

// comtrade writes a table of UN Comtrade's API: what the largest economies report
// of each n-th chapter, by direction, with all the rows that a naive sum would count twice.
func (w *illustrative) comtrade(reporters, n int) []byte {
	lines := comtradeLines(n)
	out := []byte(comtradeColumns)
	for _, reporter := range w.economies {
		if reporter.size < 1/(0.5+float64(reporters)) {
			continue
		}
		for year := 2021; year < 2021+w.years; year++ {
			for _, direction := range []string{"M,Import", "RX,Re-export", "X,Export"} {
				p := publication{w, reporter, fmt.Sprintf("C,A,%d0101,%d,52,%d,%d,%s,%s,%s,", year, year, year, reporter.number, reporter.code, quoted(reporter.name), direction)}
				out = p.publish(out, lines)
			}
		}
	}
	return out
}

// publication is what a reporter publishes of a year and a direction.
type publication struct {
	*illustrative
	reporter economy
	columns  string // up to the direction
}

// publish writes the rows of a publication: World before the partners, totals before
// their parts, and of some reporters modes of transport behind their total.
func (p *publication) publish(out []byte, lines []line) []byte {
	values := make([][]Thousandths, len(lines)) // by partner
	for i := len(lines) - 1; i >= 0; i-- {
		values[i] = make([]Thousandths, len(p.economies))
		x := p.ExpFloat64() // of many goods a reporter trades nothing, of some with nearly everyone
		for j, partner := range p.economies {
			if !lines[i].leaf {
				for k := i + 1; k < lines[i].end; k++ {
					if lines[k].leaf {
						values[i][j] += values[k][j]
					}
				}
			} else if partner != p.reporter && p.Float64() < p.share(p.reporter, partner)*x*x*x/6 {
				values[i][j] = 1000 * p.amount(p.reporter, partner) // of BACI's
			}
		}
	}
	for i, l := range lines {
		var world Thousandths
		for _, v := range values[i] {
			world += v
		}
		if world == 0 {
			continue
		}
		out = p.row(out, l, "0,W00,World", "0,TOTAL MOT", world)
		for j, v := range values[i] {
			if v == 0 {
				continue
			}
			partner := fmt.Sprintf("%d,%s,%s", p.economies[j].number, p.economies[j].code, quoted(p.economies[j].name))
			out = p.row(out, l, partner, "0,TOTAL MOT", v)
			if p.reporter.number%7 == 0 && l.leaf && v > 1 {
				out = p.row(out, l, partner, "1000,Air", v/2)
				out = p.row(out, l, partner, "2100,Sea", v-v/2)
			}
		}
	}
	return out
}

func (p *publication) row(out []byte, l line, partner, mode string, value Thousandths) []byte {
	weight, quantity := string((value/8 + 1).append(nil)), "-1,N/A,0,False,-1,N/A,0"
	if l.leaf {
		quantity = "8,kg," + weight + ",False,8,kg," + weight
	}
	cif, fob := "", string(value.append(nil))
	if strings.HasSuffix(p.columns, "Import,") {
		cif, fob = fob, cif
	}
	for _, s := range [...]string{p.columns, partner, ",0,W00,World,H5,HS,False,", l.columns, ",C00,TOTAL CPC,0,", mode, ",", quantity, ",False,", weight, ",False,0,False,", cif, ",", fob, ",", cif, fob, ",0,"} {
		out = append(out, s...)
	}
	return fmt.Appendf(out, "%s,%s\n", truthOf(l.leaf), truthOf(!l.leaf))
}

func truthOf(b bool) string {
	s := strconv.FormatBool(b)
	return strings.ToUpper(s[:1]) + s[1:]
}
