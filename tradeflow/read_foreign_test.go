package tradeflow

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

// foreign is a record as another tool might write it: columns in another order,
// some left out, one too many, all nullable, texts and numbers of many types.
func foreign(t testing.TB) arrow.Record {
	dictionary := func(index arrow.DataType) arrow.DataType {
		return &arrow.DictionaryType{IndexType: index, ValueType: arrow.BinaryTypes.String}
	}
	fields := []arrow.Field{
		{Name: "source", Type: arrow.BinaryTypes.LargeString},
		{Name: "remark", Type: arrow.BinaryTypes.String},
		{Name: "value", Type: &arrow.Decimal128Type{Precision: 20, Scale: 4}},
		{Name: "net_weight", Type: arrow.PrimitiveTypes.Int32},
		{Name: "quantity", Type: arrow.PrimitiveTypes.Uint64},
		{Name: "currency", Type: dictionary(arrow.PrimitiveTypes.Int8)},
		{Name: "code", Type: dictionary(arrow.PrimitiveTypes.Int64)},
		{Name: "period", Type: arrow.BinaryTypes.String},
		{Name: "reporter", Type: arrow.BinaryTypes.String},
		{Name: "partner", Type: dictionary(arrow.PrimitiveTypes.Uint16)},
		{Name: "direction", Type: arrow.BinaryTypes.String},
		{Name: "edition", Type: arrow.BinaryTypes.String},
		{Name: "quantity_estimated", Type: arrow.FixedWidthTypes.Boolean},
		{Name: "regime", Type: arrow.Null},
	}
	for i := range fields {
		fields[i].Nullable = true
	}
	// Not of a checked allocator: the library's builder of dictionaries leaks.
	b := array.NewRecordBuilder(memory.NewGoAllocator(), arrow.NewSchema(fields, nil))
	defer b.Release()
	for _, line := range []string{
		"X,ignored,12345675,3,,USD,8542,202206,CHN,RUS,export,H6,true,",
		"X,,-0,,5000000000000000,EUR,TOTAL,2022Q1,CHN,KAZ,import,,false,",
		"X,,25,-1,7,USD,8542,2022M06,CHN,RUS,export,2022,true,",
	} {
		for i, s := range strings.Split(line, ",") {
			switch b := b.Field(i).(type) {
			case *array.Decimal128Builder:
				n, err := decimal128.FromString(s, 20, 0)
				if err != nil {
					t.Fatal(err)
				}
				b.Append(n)
			case *array.NullBuilder:
				b.AppendNull()
			default:
				if s == "" && i != 1 {
					b.AppendNull()
				} else if err := b.AppendValueFromString(s); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	rec := b.NewRecord()
	t.Cleanup(rec.Release)
	return rec
}

const foreignRows = "2022-06,CHN,RUS,export,8542,HS2022,1234.568,USD,,3,false,,,true,,,,,,X\n" +
	"2022Q1,CHN,KAZ,import,TOTAL,,0,EUR,,,false,5000000000000000,,false,,,,,,X\n" +
	"2022-06,CHN,RUS,export,8542,HS2022,0.002,USD,,-1,false,7,,true,,,,,,X\n"

// stream writes records as an Arrow stream, or as a file.
func stream(t testing.TB, asFile bool, options []ipc.Option, records ...arrow.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	var w interface {
		Write(arrow.Record) error
		Close() error
	} = ipc.NewWriter(&b, append(options, ipc.WithSchema(records[0].Schema()))...)
	if asFile {
		f, err := ipc.NewFileWriter(&position{w: &b}, append(options, ipc.WithSchema(records[0].Schema()))...)
		if err != nil {
			t.Fatal(err)
		}
		w = f
	}
	for _, rec := range records {
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadForeignIPC(t *testing.T) {
	rec := foreign(t)
	for _, options := range [][]ipc.Option{nil, {ipc.WithZstd()}, {ipc.WithLZ4()}} {
		for _, asFile := range []bool{false, true} {
			b := stream(t, asFile, options, rec, rec)
			expectRead(t, allOfIPC, b, foreignRows+foreignRows)
			names, err := ipcColumns(bytes.NewReader(b), int64(len(b)))
			if unknown := unknownColumns(names); err != nil || !slices.Equal(unknown, []string{"remark"}) {
				t.Error(unknown, err)
			}
		}
	}
	// Dictionaries that grow, as deltas and as replacements.
	records := batches(t, checked(t), firstRows, secondRows, firstRows)
	for _, deltas := range []bool{false, true} {
		expectRead(t, allOfIPC, stream(t, false, []ipc.Option{ipc.WithDictionaryDeltas(deltas)}, records...), firstRows+secondRows+firstRows)
	}
}

// foreignParquet writes the three rows of foreignRows in other types than ours.
func foreignParquet(t testing.TB, change func(name string, values any) any, options ...parquet.WriterProperty) []byte {
	t.Helper()
	type column struct {
		name    string
		logical schema.LogicalType
		values  any
		levels  []int16 // nil: required
	}
	words := func(s ...string) (out []parquet.ByteArray) {
		for _, w := range s {
			out = append(out, []byte(w))
		}
		return out
	}
	all := []int16{1, 1, 1}
	columns := []column{
		{"source", schema.StringLogicalType{}, words("X", "X", "X"), all},
		{"remark", nil, words("ignored"), []int16{1, 0, 0}},
		{"value", schema.NewDecimalLogicalType(18, 4), []int64{12345675, 0, 25}, nil},
		{"net_weight", nil, []int32{3, -1}, []int16{1, 0, 1}},
		{"quantity", schema.NewIntLogicalType(64, false), []int64{5000000000000000, 7}, []int16{0, 1, 1}},
		{"currency", schema.EnumLogicalType{}, words("USD", "EUR", "USD"), nil},
		{"code", nil, words("8542", "TOTAL", "8542"), all},
		{"period", schema.StringLogicalType{}, words("202206", "2022Q1", "2022M06"), all},
		{"reporter", schema.StringLogicalType{}, words("CHN", "CHN", "CHN"), nil},
		{"partner", schema.StringLogicalType{}, words("RUS", "KAZ", "RUS"), nil},
		{"direction", schema.StringLogicalType{}, words("export", "import", "export"), nil},
		{"edition", schema.StringLogicalType{}, words("H6", "2022"), []int16{1, 0, 1}},
		{"quantity_estimated", nil, []bool{true, false, true}, all},
	}
	var nodes schema.FieldList
	for i, c := range columns {
		if change != nil {
			columns[i].values = change(c.name, c.values)
		}
		kind := parquet.Types.ByteArray
		switch columns[i].values.(type) {
		case nil:
			continue
		case []int64:
			kind = parquet.Types.Int64
		case []int32:
			kind = parquet.Types.Int32
		case []float64:
			kind, c.logical = parquet.Types.Double, nil
		case []bool:
			kind = parquet.Types.Boolean
		}
		repetition := parquet.Repetitions.Optional
		if c.levels == nil {
			repetition = parquet.Repetitions.Required
		}
		if c.logical == nil {
			c.logical = schema.NoLogicalType{}
		}
		node, err := schema.NewPrimitiveNodeLogical(c.name, repetition, c.logical, kind, 0, -1)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, node)
	}
	root, err := schema.NewGroupNode("root", parquet.Repetitions.Required, nodes, -1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := file.NewParquetWriter(&b, root, file.WithWriterProps(parquet.NewWriterProperties(options...)))
	group := w.AppendRowGroup()
	for _, c := range columns {
		if c.values == nil {
			continue
		}
		to, err := group.NextColumn()
		if err != nil {
			t.Fatal(err)
		}
		switch to := to.(type) {
		case *file.ByteArrayColumnChunkWriter:
			_, err = to.WriteBatch(c.values.([]parquet.ByteArray), c.levels, nil)
		case *file.Int64ColumnChunkWriter:
			_, err = to.WriteBatch(c.values.([]int64), c.levels, nil)
		case *file.Int32ColumnChunkWriter:
			_, err = to.WriteBatch(c.values.([]int32), c.levels, nil)
		case *file.Float64ColumnChunkWriter:
			_, err = to.WriteBatch(c.values.([]float64), c.levels, nil)
		case *file.BooleanColumnChunkWriter:
			_, err = to.WriteBatch(c.values.([]bool), c.levels, nil)
		}
		if err := errors.Join(err, to.Close()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadForeignParquet(t *testing.T) {
	for name, options := range map[string][]parquet.WriterProperty{
		"plain":  {parquet.WithDictionaryDefault(false)},
		"snappy": {parquet.WithCompression(compress.Codecs.Snappy)},
		"gzip":   {parquet.WithCompression(compress.Codecs.Gzip)},
		"brotli": {parquet.WithCompression(compress.Codecs.Brotli)},
		"zstd":   {parquet.WithCompression(compress.Codecs.Zstd), parquet.WithVersion(parquet.V1_0)},
		"v2":     {parquet.WithDataPageVersion(parquet.DataPageV2), parquet.WithCompression(compress.Codecs.Zstd)},
	} {
		b := foreignParquet(t, nil, options...)
		if got, err := read(t, parquetRecords, b); err != nil || got != foreignRows {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
		f, err := openParquet(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if unknown := unknownColumns(f.Names()); !slices.Equal(unknown, []string{"remark"}) {
			t.Error(name, unknown)
		}
	}
}

// TestReadDecimals: decimals may be as long as they like.
func TestReadDecimals(t *testing.T) {
	b := foreignParquet(t, func(name string, values any) any {
		if name == "value" {
			return []parquet.ByteArray{[]byte("\x00\xbc\x61\x4b"), {}, []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x19")}
		}
		return values
	})
	expectRead(t, parquetRecords, b, foreignRows)
}

// TestReadUnusedEntry: a text of a dictionary that no row has is no error.
func TestReadUnusedEntry(t *testing.T) {
	b := foreignParquet(t, func(name string, values any) any {
		if name == "code" {
			return []parquet.ByteArray{[]byte("8542"), []byte("no code"), []byte("8542")}
		}
		return values
	})
	if _, err := read(t, parquetRecords, b); err == nil || !strings.Contains(err.Error(), `row 2: column code: found "no code"`) {
		t.Error(err)
	}
	// Three rows that have a value, and their entries in one bit each: 0, 1, 0.
	page := []byte{2, 0, 0, 0, 6, 1, 1, 3, 2}
	if n := bytes.Count(b, page); n != 1 {
		t.Fatalf("%d such pages", n)
	}
	b[bytes.Index(b, page)+len(page)-1] = 0
	expectRead(t, parquetRecords, b, strings.Replace(foreignRows, "TOTAL", "8542", 1))
}

// Differences are refused: what their headers claim, the library believes.
func TestReadDifferences(t *testing.T) {
	for _, e := range []parquet.Encoding{parquet.Encodings.DeltaByteArray, parquet.Encodings.DeltaLengthByteArray} {
		for _, version := range []parquet.DataPageVersion{parquet.DataPageV1, parquet.DataPageV2} {
			b := foreignParquet(t, nil, parquet.WithDictionaryDefault(false), parquet.WithDataPageVersion(version), parquet.WithEncodingFor("code", e))
			if _, err := read(t, parquetRecords, b); err == nil || !strings.Contains(err.Error(), "column code: it is encoded as "+e.String()) {
				t.Errorf("%s: %v", e, err)
			}
		}
	}
}

func TestReadRefuses(t *testing.T) {
	replace := func(name string, with any) []byte {
		return foreignParquet(t, func(n string, values any) any {
			if n == name {
				return with
			}
			return values
		})
	}
	words := func(s ...string) (out []parquet.ByteArray) {
		for _, w := range s {
			out = append(out, []byte(w))
		}
		return out
	}
	for _, c := range []struct {
		want string
		b    []byte
	}{
		{"the table lacks the columns reporter", replace("reporter", nil)},
		{`row 2: column code: found "99999999999999": `, replace("code", words("8542", "99999999999999", "1"))},
		{`row 3: column period: found "2022-13": `, replace("period", words("2022", "2023", "2022-13"))},
		{`row 1: column direction: found "Export": `, replace("direction", words("Export", "import", "export"))},
		{`row 2: column reporter: found "": `, replace("reporter", words("CHN", "", "CHN"))},
		{`row 3: column edition: found "SITC": `, replace("edition", words("H6", "SITC"))},
		{`row 1: column partner: found "\xff": not UTF-8`, replace("partner", words("\xff", "RUS", "RUS"))},
		{`row 2: column value: found "NaN": not a number`, replace("value", []float64{1, math.NaN(), 2})},
		{`row 3: column value: found "+Inf": not a number`, replace("value", []float64{1, 2, math.Inf(1)})},
		{`row 2: column value: found "1e+300": a number beyond`, replace("value", []float64{1, 1e300, 2})},
		{"column net_weight is of type BYTE_ARRAY", replace("net_weight", words("1", "2"))},
		{"column code is of type INT32", replace("code", []int32{1, 2, 3})},
		{"column quantity_estimated is of type INT32", replace("quantity_estimated", []int32{1, 0, 1})},
	} {
		if _, err := read(t, parquetRecords, c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %s\ngot %v", c.want, err)
		}
	}
	rec := foreign(t)
	measure := array.NewStringBuilder(checked(t))
	defer measure.Release()
	measure.AppendValues([]string{"value", "", "weight"}, nil)
	column := measure.NewArray()
	defer column.Release()
	fields := append(rec.Schema().Fields(), arrow.Field{Name: "measure", Type: column.DataType()})
	wrong := array.NewRecord(arrow.NewSchema(fields, nil), append(slices.Clone(rec.Columns()), column), rec.NumRows())
	defer wrong.Release()
	if _, err := read(t, allOfIPC, stream(t, false, nil, wrong)); err == nil || !strings.Contains(err.Error(), `row 3: column measure: found "weight"`) {
		t.Error(err)
	}
}
