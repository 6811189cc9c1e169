package enginetest

import (
	"fmt"
	"testing"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// TestManyTexts: tables of very many different codes, partners, reporters and months have
// the answer of Files too, although what a statement may hold is limited.
func TestManyTexts(t *testing.T) {
	chapters := []string{"8542", "8806", "9013", "6903", "8108", "8525", "9001", "8471", "2849", "3912"}
	var rows []string
	seen := map[string]bool{}
	var half []hscodes.Code
	for i := range 40_000 {
		code := fmt.Sprintf("%s%02d%0*d", chapters[i%10], i/10%100, 2+i%2*2, i/1000)
		if seen[code] {
			t.Fatal(code)
		}
		seen[code] = true
		if i/1000%2 == 0 {
			half = append(half, hscodes.MustParse(code))
		}
		edition := "HS2022"
		if i%400/12 < 15 {
			edition = "HS2017"
		}
		rows = append(rows, fmt.Sprintf("%d-%02d,R%03d,P%03d,export,%s,%s,%d.5,USD,FOB,%d,false,,,false,,,,,,illustrative", 1985+i%400/12, 1+i%400%12, i*31%200, i*17%300, code, edition, i, i%90))
	}
	files := illustrative(t, rows...)
	scheme := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Monthly, Scheme: hscodes.DualUse(), By: tradeflow.Category}
	commodity := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Monthly, By: tradeflow.Commodity, Measure: tradeflow.NetWeight}
	both := scheme
	both.By |= tradeflow.Commodity | tradeflow.Reporter | tradeflow.Partner
	some := scheme
	some.Partners = []tradeflow.Country{}
	for i := range 150 {
		some.Partners = append(some.Partners, tradeflow.Country(fmt.Sprintf("P%03d", 2*i)))
	}
	asked := tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Monthly, Codes: half, By: tradeflow.Reporter} // which no prefix tells from the others
	for _, q := range []*tradeflow.Query{&commodity, &both} {
		q.From, q.To = tradeflow.Year(2000), tradeflow.Year(2001)
	}
	for _, e := range engines(t) {
		if e.Cluster != "" && e.DB != e.Nodes[0] {
			continue // the other initiator has the same limits
		}
		table := loaded(t, e, "limits", files)
		for name, q := range map[string]tradeflow.Query{"by category": scheme, "by commodity": commodity, "by everything": both, "to 150 partners": some, "of 20,000 codes": asked} {
			t.Run(e.Name+", "+name, func(t *testing.T) { compare(t, table, files, q) })
		}
	}
}
