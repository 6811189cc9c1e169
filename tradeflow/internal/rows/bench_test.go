package rows

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
)

// The stages between a file and its fields, on illustrative tables: all that stands in
// them is made up, in the columns and the order of publishers.

// text is a table of so many rows behind its header. All rates are for it as it is when
// it is inflated.
type text struct {
	name string
	data []byte
	rows int
}

// narrow has the columns of CEPII's BACI: short rows without quotes, which begin as
// their neighbours do.
func narrow() text {
	random := rand.New(rand.NewPCG(1, 2))
	t := text{"narrow", []byte("t,i,j,k,v,q\n"), 1 << 17}
	for n := range t.rows {
		value := random.ExpFloat64() * random.ExpFloat64()
		t.data = fmt.Appendf(t.data, "2021,%d,%d,%06d,%.3f,%.3f\n", 4+n>>13*8, 8+n>>7%64*12, 10121+n%128*7351, 100*value, 9*value)
	}
	return t
}

// wide has the columns of UN Comtrade: long rows with quotes around some of the texts.
func wide() text {
	t := text{"wide", []byte("typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc," +
		"partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification," +
		"cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated," +
		"altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated," +
		"cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n"), 1 << 14}
	partners := []string{"156,CHN,China", `344,HKG,"China, Hong Kong SAR"`, `490,S19,"Other Asia, nes"`, "842,USA,United States"}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range t.rows {
		value, weight := 1e6*random.ExpFloat64()*random.ExpFloat64(), 1e4*random.ExpFloat64()
		t.data = fmt.Appendf(t.data, `C,A,20220101,2022,52,2022,%d,DEU,Germany,M,Import,%s,0,W00,World,H6,HS,False,%06d,`+
			`"Electronic integrated circuits; processors and controllers, whether or not combined with memories",6,True,`+
			"C00,TOTAL CPC,0,0,TOTAL MOT,8,kg,%.3f,False,8,kg,%.3f,False,%.3f,False,0,False,%.3f,,%.3f,0,True,False\n",
			276+n>>12, partners[n%4], 10121+n>>2%128*7351, weight, weight, weight, value, value)
	}
	return t
}

func tables() []text { return []text{narrow(), wide()} }

// measure measures a job over all rows of a text.
func (t text) measure(b *testing.B, job func() error) {
	b.SetBytes(int64(len(t.data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := job(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(t.rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// scan goes through all rows, and does something with each.
func (t text) scan(r *Reader, row func()) error {
	for range t.rows {
		if err := r.Scan(); err != nil {
			return err
		}
		row()
	}
	if err := r.Scan(); err != io.EOF {
		return fmt.Errorf("rows are left: %v", err)
	}
	return nil
}

// BenchmarkScan goes through the rows of a chunk, as the workers who share a table do:
// the rows alone, with some fields of each, and with all.
func BenchmarkScan(b *testing.B) {
	for _, t := range tables() {
		table := must(open(bytes.NewReader(t.data)))
		_, r := table.Over()
		chunk := must(table.Chunks(len(t.data)).Next(nil))
		for _, job := range []struct {
			name string
			row  func()
		}{
			{"rows", func() {}},
			{"some", func() { r.Same(); r.Field(3); r.FromEnd(1) }}, // a code and a value, or the like
			{"all", func() { r.Fields() }},
		} {
			b.Run(t.name+"-"+job.name, func(b *testing.B) {
				t.measure(b, func() error {
					r.Reset(chunk)
					return t.scan(r, job.row)
				})
			})
		}
	}
}

// BenchmarkNext reads all fields of a text that comes piece by piece, as one reader
// alone does.
func BenchmarkNext(b *testing.B) {
	for _, t := range tables() {
		b.Run(t.name, func(b *testing.B) {
			t.measure(b, func() error {
				r := NewReader(bytes.NewReader(t.data), ',')
				r.Scan() // the header
				return t.scan(r, func() { r.Fields() })
			})
		})
	}
}

// cutUp cuts a table into chunks.
func cutUp(t *Table) error {
	cutter := t.Chunks(256 << 10)
	var buf []byte
	for {
		chunk, err := cutter.Next(buf)
		if err == io.EOF {
			return t.Close()
		}
		if err != nil {
			return err
		}
		buf = chunk.Data
	}
}

// BenchmarkChunks cuts a text that is in memory into chunks.
func BenchmarkChunks(b *testing.B) {
	for _, t := range tables() {
		b.Run(t.name, func(b *testing.B) {
			t.measure(b, func() error {
				table, err := open(bytes.NewReader(t.data))
				if err != nil {
					return err
				}
				return cutUp(table)
			})
		})
	}
}

// BenchmarkInflate opens a file, inflates it and cuts it into chunks.
func BenchmarkInflate(b *testing.B) {
	t := wide()
	for _, file := range []struct {
		name string
		pack func(string) []byte
	}{
		{"plain.csv", func(s string) []byte { return []byte(s) }},
		{"gzip.csv.gz", func(s string) []byte { return gzipped(s) }},
		{"zstd.csv.zst", zstdped},
		{"zip.zip", func(s string) []byte { return zipped("zip.csv", s) }},
	} {
		name, _, _ := strings.Cut(file.name, ".")
		b.Run(name, func(b *testing.B) {
			fsys := fstest.MapFS{file.name: {Data: file.pack(string(t.data))}}
			t.measure(b, func() error {
				members, err := Members(fsys, file.name)
				if err != nil {
					return err
				}
				table, err := members[0].Open()
				if err != nil {
					return err
				}
				return cutUp(table)
			})
		})
	}
}
