package tradeflow

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/klauspost/compress/zstd"
)

// parquetChunk is a column of a row group, ready to be written: a page of rows,
// and before it one of the dictionary if the column has one.
type parquetChunk struct {
	pages      []byte
	rowsAt     int // where the page of rows begins
	unpacked   int64
	statistics metadata.EncodedStatistics
}

// maxBound is how long the least and the greatest text may be: longer ones are
// left out, because no one skips by them, and every reader has to read them.
const maxBound = 4096

// chunk encodes the collected rows.
func (c *parquetColumn) chunk() (chunk parquetChunk) {
	var body []byte
	present := c.rows
	if c.nullable() {
		levels := make([]uint32, len(c.rows)) // 1 for the rows that have a value
		present = make([]uint32, 0, len(c.rows))
		for row, number := range c.rows {
			if number != 0 {
				levels[row] = 1
				present = append(present, number)
			}
		}
		body = appendRuns(make([]byte, 4), levels, 1)
		binary.LittleEndian.PutUint32(body, uint32(len(body)-4))
	}
	chunk.statistics.SetNullCount(int64(len(c.rows) - len(present)))
	encoding := parquet.Encodings.Plain
	switch Schema.Field(c.at).Type.ID() {
	case arrow.DICTIONARY:
		encoding = parquet.Encodings.RLEDict
		body = c.appendTexts(&chunk, body, present)
	case arrow.FLOAT64:
		body = c.appendAmounts(&chunk, body)
	case arrow.BOOL:
		body = appendBits(body, c.rows, 1)
		chunk.bounds([]byte{byte(slices.Min(c.rows))}, []byte{byte(slices.Max(c.rows))})
	}
	chunk.rowsAt = len(chunk.pages)
	rle := int(parquet.Encodings.RLE)
	chunk.page(body, dataPage, len(c.rows), int(encoding), rle, rle)
	return chunk
}

// appendTexts writes the page of the dictionary, and appends the places in it of
// the rows that are not null.
func (c *parquetColumn) appendTexts(chunk *parquetChunk, body []byte, present []uint32) []byte {
	dictionary := make([]byte, 0, c.bytes)
	for _, s := range c.texts {
		dictionary = append(binary.LittleEndian.AppendUint32(dictionary, uint32(len(s))), s...)
	}
	chunk.page(dictionary, dictionaryPage, len(c.texts), int(parquet.Encodings.Plain))
	chunk.statistics.SetDistinctCount(int64(len(c.texts)))
	width := 0
	if len(c.texts) > 0 {
		width = max(1, bits.Len(uint(len(c.texts)-1)))
		chunk.bounds([]byte(slices.Min(c.texts)), []byte(slices.Max(c.texts)))
	}
	places := make([]uint32, len(present))
	for i, number := range present {
		places[i] = number - 1
	}
	return appendRuns(append(body, byte(width)), places, width)
}

// appendAmounts appends the amounts that are not null.
func (c *parquetColumn) appendAmounts(chunk *parquetChunk, body []byte) []byte {
	least, greatest, found := math.Inf(1), math.Inf(-1), false
	body = slices.Grow(body, 8*len(c.rows))
	for row, known := range c.rows {
		if known != 0 {
			v := c.amounts[row]
			least, greatest, found = min(least, v), max(greatest, v), true
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
		}
	}
	if least == 0 { // of either sign: the format wants the lower one here, and the other below
		least = math.Copysign(0, -1)
	}
	if greatest == 0 {
		greatest = 0
	}
	if found && !math.IsNaN(least) {
		chunk.bounds(binary.LittleEndian.AppendUint64(nil, math.Float64bits(least)), binary.LittleEndian.AppendUint64(nil, math.Float64bits(greatest)))
	}
	return body
}

// bounds notes the least and the greatest value.
func (chunk *parquetChunk) bounds(least, greatest []byte) {
	if len(least) <= maxBound && len(greatest) <= maxBound {
		chunk.statistics.SetMin(least).SetMax(greatest)
	}
}

// The kinds of pages, and how many fields behind the sizes the numbers of each
// kind stand.
var (
	dataPage       = pageKind{0, 2}
	dictionaryPage = pageKind{2, 4}
)

type pageKind struct{ number, skip int }

// The types of Thrift's compact protocol that a header needs.
const (
	thriftInt32  = 5
	thriftStruct = 12
)

// page appends a page: a header in Thrift's compact protocol, which has the kind,
// the sizes and a structure of the kind's own numbers, and then the packed body.
func (chunk *parquetChunk) page(body []byte, kind pageKind, numbers ...int) {
	packed := zstdPages().EncodeAll(body, nil)
	at := len(chunk.pages)
	out := appendNumbers(chunk.pages, kind.number, len(body), len(packed))
	out = append(out, byte(kind.skip)<<4|thriftStruct)
	out = append(appendNumbers(out, numbers...), 0, 0) // the ends of both structures
	chunk.unpacked += int64(len(out) - at + len(body))
	chunk.pages = append(out, packed...)
}

// appendNumbers appends numbers as fields that follow each other.
func appendNumbers(out []byte, numbers ...int) []byte {
	for _, n := range numbers {
		out = binary.AppendVarint(append(out, 1<<4|thriftInt32), int64(n))
	}
	return out
}

// zstdPages packs pages. An empty page becomes a frame too, because readers
// expect one.
var zstdPages = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithZeroFrames(true))
	if err != nil {
		panic(err)
	}
	return e
})

// describe fills in the metadata of a chunk that will be written at a place.
func (chunk *parquetChunk) describe(meta *metadata.ColumnChunkMetaDataBuilder, rows int, at int64) error {
	info := metadata.ChunkMetaInfo{
		NumValues: int64(rows), DataPageOffset: at + int64(chunk.rowsAt), IndexPageOffset: -1,
		CompressedSize: int64(len(chunk.pages)), UncompressedSize: chunk.unpacked,
	}
	stats := metadata.EncodingStats{DataEncodingStats: map[parquet.Encoding]int32{parquet.Encodings.Plain: 1}}
	hasDictionary := chunk.rowsAt > 0
	if hasDictionary {
		info.DictPageOffset = at
		stats.DictEncodingStats = stats.DataEncodingStats
		stats.DataEncodingStats = map[parquet.Encoding]int32{parquet.Encodings.RLEDict: 1}
	}
	meta.SetStats(chunk.statistics)
	err := meta.Finish(info, hasDictionary, false, stats, nil)
	meta.Contents().FileOffset = 0 // the metadata stands in the footer alone
	return err
}
