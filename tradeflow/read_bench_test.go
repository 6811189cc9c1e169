package tradeflow

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// illustrativeBACI yields batches of made-up rows as BACI has them: sorted by exporter,
// importer and code, weights missing here and there.
func illustrativeBACI(t testing.TB, rows int, mem memory.Allocator, yield func(arrow.Record) bool) {
	in, err := newIntake(namesOf(Schema), mem, allColumns())
	if err != nil {
		t.Fatal(err)
	}
	defer in.out.release()
	random := rand.New(rand.NewPCG(1, 2))
	var codes, places []string
	for i := range 5000 {
		codes = append(codes, fmt.Sprintf("%06d", 10111+193*i))
	}
	for a := range 26 {
		for b := range 8 {
			places = append(places, string([]byte{'A' + byte(a), 'B' + byte(b), 'A' + byte(a*b%26)}))
		}
	}
	n := 0
	flush := func() bool {
		rec, err := in.record(n)
		if err != nil {
			t.Fatal(err)
		}
		defer rec.Release()
		n = 0
		return yield(rec)
	}
	put := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for done := 0; done < rows; {
		for _, exporter := range places {
			for _, importer := range places {
				step := 20 + random.IntN(600)
				for code := random.IntN(step); code < len(codes) && exporter != importer && done < rows; code += 1 + random.IntN(step) {
					for column, s := range map[int]string{colPeriod: "2022", colReporter: exporter, colPartner: importer, colDirection: "export", colCode: codes[code], colEdition: "HS2022", colCurrency: "USD", colValuation: "FOB", colSource: "CEPII BACI"} {
						put(in.text(column, n, s))
					}
					put(in.amount(colValue, n, float64(int64(random.ExpFloat64()*random.ExpFloat64()*3e7))/1000*1000))
					if random.IntN(30) == 0 {
						put(in.null(colNetWeight, n))
					} else {
						put(in.amount(colNetWeight, n, float64(int64(random.ExpFloat64()*random.ExpFloat64()*1e7))))
					}
					for _, column := range []int{colNetWeightEstimated, colQuantityEstimated} {
						in.out.flags[column].append(false)
					}
					for _, column := range []int{colQuantity, colQuantityUnit, colPartner2, colMode, colProcedure, colRegime, colMeasure} {
						put(in.null(column, n))
					}
					done++
					if n++; n == batchRows && !flush() {
						return
					}
				}
			}
		}
	}
	if n > 0 {
		flush()
	}
}

func illustrativeParquet(t testing.TB, rows int) []byte {
	var b bytes.Buffer
	err := WriteParquet(&b, func(yield func(arrow.Record, error) bool) {
		illustrativeBACI(t, rows, memory.NewGoAllocator(), func(rec arrow.Record) bool { return yield(rec, nil) })
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkReadParquet reads all columns of two million made-up rows, or those that
// flows by reporter, partner and code are about.
func BenchmarkReadParquet(b *testing.B) {
	const rows = 2 << 20
	file := illustrativeParquet(b, rows)
	var some columnSet
	for _, column := range []int{colPeriod, colReporter, colPartner, colDirection, colCode, colEdition, colValue} {
		some[column] = true
	}
	for name, wanted := range map[string]columnSet{"all": allColumns(), "some": some} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			for b.Loop() {
				f, err := openParquet(bytes.NewReader(file), int64(len(file)))
				if err != nil {
					b.Fatal(err)
				}
				in, err := newIntake(f.Names(), memory.NewGoAllocator(), wanted)
				if err != nil {
					b.Fatal(err)
				}
				for group := range f.Groups() {
					for _, err := range f.records(group, in) {
						if err != nil {
							b.Fatal(err)
						}
					}
				}
				in.out.release()
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/rows, "ns/row")
		})
	}
}
