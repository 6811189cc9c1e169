package tradeflow

import (
	"bytes"
	"io"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// TestDamaged cuts files short and changes their bytes one by one: errors, or
// rows, but no panic, and no memory that is left over.
func TestDamaged(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	records := batches(t, checked(t), firstRows, secondRows)
	for _, f := range []contents{
		{writtenBy(t, WriteIPC, records...), allOfIPC},
		{stream(t, false, []ipc.Option{ipc.WithDictionaryDeltas(true)}, records...), allOfIPC},
		{writtenBy(t, WriteParquet, records...), parquetRecords},
		{foreignParquet(t, nil), parquetRecords},
	} {
		for n := 0; n < len(f.b); n += 1 + len(f.b)/2000 {
			if _, err := read(t, f.from, f.b[:n]); err == nil && f.b[0] != 0xff { // a stream may end anywhere between two batches
				t.Errorf("cut to %d bytes of %d, and nothing noticed", n, len(f.b))
			}
		}
		for i := 0; i < len(f.b); i += 1 + len(f.b)/2000 {
			bad := bytes.Clone(f.b)
			bad[i] ^= 0xff
			_, _ = read(t, f.from, bad)
		}
	}
}

func fuzzRead(f *testing.F, from reader) {
	f.Fuzz(func(t *testing.T, b []byte) {
		rows := 0
		mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
		for rec, err := range from(bytes.NewReader(b), int64(len(b)), mem) {
			if err != nil {
				break
			}
			if rows++; rec.NumRows() == 0 || rows > 20 {
				break
			}
			if err := WriteCSV(io.Discard, sequence(nil, rec)); err != nil {
				t.Fatal(err)
			}
		}
		mem.AssertSize(t, 0)
	})
}

func FuzzReadIPC(f *testing.F) {
	records := batches(f, memory.NewGoAllocator(), firstRows, secondRows)
	f.Add(writtenBy(f, WriteIPC, records...))
	f.Add(stream(f, false, []ipc.Option{ipc.WithDictionaryDeltas(true)}, records...))
	f.Add(stream(f, true, []ipc.Option{ipc.WithLZ4()}, foreign(f)))
	fuzzRead(f, allOfIPC)
}

func FuzzReadParquet(f *testing.F) {
	records := batches(f, memory.NewGoAllocator(), firstRows, secondRows)
	f.Add(writtenBy(f, WriteParquet, records...))
	f.Add(foreignParquet(f, nil))
	f.Add(foreignParquet(f, nil, parquet.WithDataPageVersion(parquet.DataPageV2), parquet.WithDictionaryDefault(false),
		parquet.WithEncodingFor("code", parquet.Encodings.DeltaByteArray), parquet.WithEncodingFor("net_weight", parquet.Encodings.DeltaBinaryPacked)))
	fuzzRead(f, parquetRecords)
}
