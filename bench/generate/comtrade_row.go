package generate

import (
	"fmt"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// comtradeHeader is the first line of a CSV reply of UN Comtrade's API.
const comtradeHeader = "\ufefftypeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc," +
	"partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification," +
	"cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated," +
	"altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated," +
	"cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n"

const allModes = "0,TOTAL MOT"

var modes = []string{"1000,Air", "2100,Sea", "3200,Road"}

// publication is what all rows of a reporter, year and direction share.
type publication struct {
	reporter Economy
	columns  string // from the first to the direction
	imports  bool
	whole    bool // the reporter publishes whole dollars
	splits   bool // and each flow by mode of transport, too
}

func newPublication(reporter Economy, year int, direction string) publication {
	return publication{
		reporter: reporter,
		columns:  fmt.Sprintf("C,A,%d0101,%d,52,%d,%s,%s,%s,%s,", year, year, year, reporter.Number, reporter.Code, quoted(reporter.Name), direction),
		imports:  strings.HasPrefix(direction, "M"),
		whole:    reporter.number%3 == 0,
		splits:   reporter.number%7 == 0,
	}
}

// good is a line of the nomenclature: all goods, a chapter, a heading or a subheading.
type good struct {
	columns string // code, description, level
	leaf    bool
	end     int     // the index after the last line below this one
	leaves  int     // the number of subheadings below it
	spread  float64 // how many partners trade it, in relation to other goods
}

// newGoods returns all goods, then each chapter with its headings and their
// subheadings: every line directly before what lies below it.
func newGoods() []good {
	list := []good{{columns: `TOTAL,All Commodities,0,False`}}
	for _, chapter := range commodities(2) {
		c := len(list)
		list = append(list, newGood(chapter))
		for _, heading := range Edition.Children(chapter) {
			h := len(list)
			list = append(list, newGood(heading))
			for _, subheading := range Edition.Children(heading) {
				list = append(list, newGood(subheading))
			}
			list[h].end, list[h].leaves = len(list), len(list)-h-1
			list[c].leaves += list[h].leaves
		}
		list[c].end = len(list)
		list[0].leaves += list[c].leaves
	}
	list[0].end = len(list)
	return list
}

func newGood(c hscodes.Code) good {
	leaf := c.Digits() == 6
	words := fmt.Sprintf("%s; of a kind used for many purposes, n.e.c. in item no. %s", hscodes.Label(c), c.Truncate(c.Digits()-2))
	if c.Digits() == 2 {
		words = hscodes.Label(c)
	}
	g := good{columns: fmt.Sprintf("%s,%s,%d,%s", c, quoted(words), c.Digits(), truth(leaf)), leaf: leaf, spread: 1}
	if chapter := c.Truncate(2).String(); chapter >= "84" && chapter <= "90" { // machines, vehicles, instruments go everywhere
		g.spread = 4
	}
	return g
}

// row writes one line.
func (t *comtradeTable) row(g good, partner, mode string, a amount, aggregate bool) {
	b := append(t.line[:0], t.columns...)
	b = append(append(b, partner...), ",0,W00,World,H5,HS,False,"...)
	b = append(append(b, g.columns...), ",C00,TOTAL CPC,0,"...)
	b = append(append(b, mode...), ',')
	if g.leaf {
		b = appendThousandths(append(b, "8,kg,"...), a.weight)
		b = appendThousandths(append(b, ",False,8,kg,"...), a.weight)
	} else {
		b = append(b, "-1,N/A,0,False,-1,N/A,0"...)
	}
	b = appendThousandths(append(b, ",False,"...), a.weight)
	b = append(b, ",False,0,False,"...)
	if t.imports {
		b = append(appendThousandths(b, a.value), ",,"...)
	} else {
		b = append(appendThousandths(append(b, ','), a.value), ',')
	}
	b = append(appendThousandths(b, a.value), ",0,"...)
	b = append(append(b, truth(!aggregate)...), ',')
	t.line = append(append(b, truth(aggregate)...), '\n')
	t.out.Write(t.line)
	t.written += int64(len(t.line))
}

// quoted writes a text as a field, in quotes where it needs them.
func quoted(s string) string {
	if strings.ContainsAny(s, `,"`) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func truth(b bool) string {
	if b {
		return "True"
	}
	return "False"
}
