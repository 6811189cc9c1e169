package tradeflow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
)

// baciRows makes batches of made-up rows as BACI has them: sorted by year,
// exporter, importer and code, with value and weight.
func baciRows(b testing.TB, rows int) (records []arrow.Record) {
	const partners, goods = 100, 100 // of an exporter, and to each of them
	random := rand.New(rand.NewPCG(1, 2))
	out := newBatchBuilder(checked(b))
	defer out.release()
	name := func(i int) string { return string([]byte{'A' + byte(i/26), 'A' + byte(i%26), 'X'}) }
	var codes []int
	for n := range rows {
		if n%goods == 0 {
			codes = random.Perm(5000)[:goods]
			slices.Sort(codes)
		}
		flow := n / goods
		texts := map[int]string{
			colPeriod: fmt.Sprint(2000 + flow/(partners*partners)), colReporter: name(flow / partners % partners), colPartner: name(2 * (flow % partners)),
			colDirection: "export", colCode: fmt.Sprintf("%06d", 10000+197*codes[n%goods]), colEdition: "HS1992", colCurrency: "USD", colValuation: "FOB", colSource: "CEPII BACI",
		}
		for column, t := range out.texts {
			if t != nil {
				i, err := t.intern(texts[column])
				if err != nil {
					b.Fatal(err)
				}
				t.append(i)
			}
		}
		amount := func() Thousandths { return 1e6 * Thousandths(1+1e6*random.Float64()*random.Float64()*random.Float64()) }
		out.amounts[colValue].append(amount(), true)
		out.amounts[colNetWeight].append(amount(), random.IntN(20) > 0)
		out.amounts[colQuantity].append(0, false)
		out.flags[colNetWeightEstimated].append(false)
		out.flags[colQuantityEstimated].append(false)
		if out.rows++; out.rows == batchRows || n == rows-1 {
			rec := out.record()
			b.Cleanup(rec.Release)
			records = append(records, rec)
		}
	}
	return records
}

// counter counts the bytes that are written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

// BenchmarkWriteParquet writes two million rows like BACI's, as they come and
// with the batches in reverse order.
func BenchmarkWriteParquet(b *testing.B) {
	const rows = 2_000_000
	records := baciRows(b, rows)
	for _, name := range []string{"sorted", "reversed"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var size counter
			for b.Loop() {
				size = 0
				if err := WriteParquet(&size, sequence(nil, records...)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
			b.ReportMetric(float64(size)/rows, "bytes/row")
		})
		slices.Reverse(records)
	}
}
