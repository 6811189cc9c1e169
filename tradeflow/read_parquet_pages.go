package tradeflow

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"
	"github.com/klauspost/compress/zstd"
)

const (
	maxPage     = 128 << 20 // bytes of a page, unpacked; writers make pages of 1 to 100 MB
	maxPageRows = 64 << 20
)

// The numbers of a page's header that matter, by their paths.
const (
	pageType         = 1
	pageUnpacked     = 2
	pagePacked       = 3
	dataValues       = 501
	dataEncoding     = 502
	dataLevels       = 503
	dictionaryValues = 701
	dictionaryCoding = 702
	data2Values      = 801
	data2Nulls       = 802
	data2Rows        = 803
	data2Encoding    = 804
	data2Levels      = 805
	data2Repetitions = 806
	data2Compressed  = 807
)

// pages reads the pages of one column of a row group, in place of the library's
// own reader of pages, which believes their headers. The pages are Go memory.
type pages struct {
	r       io.ReaderAt
	at, end int64
	column  *schema.Column
	codec   compress.Compression
	page    file.Page
	err     error
}

// Page returns the current page.
func (p *pages) Page() file.Page { return p.page }

// Err returns why Next has returned false; nil at the end.
func (p *pages) Err() error { return p.err }

// SetMaxPageHeaderSize does nothing: headers are small here.
func (p *pages) SetMaxPageHeaderSize(int) {}

// Reset must not be called: each column has pages of its own.
func (p *pages) Reset(parquet.BufferedReader, int64, compress.Compression, *file.CryptoContext) {
	p.err = errors.ErrUnsupported
}

// Next goes to the next page, if there is one.
func (p *pages) Next() bool {
	for p.err == nil && p.at < p.end {
		p.page = nil
		if p.err = p.next(); p.err == nil && p.page != nil {
			return true
		}
	}
	return false
}

// next reads a page. A page of a kind that holds no rows leaves p.page nil.
func (p *pages) next() error {
	// A header is short, unless it has the least and the greatest text in it.
	head := make([]byte, min(p.end-p.at, 64<<10))
	if _, err := p.r.ReadAt(head, p.at); err != nil && err != io.EOF {
		return err
	}
	header := map[int]int64{data2Compressed: 1}
	walk := thrift{b: head, note: func(path int, v int64) { header[path] = v }}
	if err := walk.structure(0, 0); err != nil {
		return err
	}
	p.at += int64(len(head) - len(walk.b))
	packed, unpacked := header[pagePacked], header[pageUnpacked]
	if packed < 0 || packed > p.end-p.at || unpacked < 0 || unpacked > maxPage {
		return fmt.Errorf("a page says that it has %d bytes, %d when unpacked: that cannot be", packed, unpacked)
	}
	body := make([]byte, packed)
	if _, err := p.r.ReadAt(body, p.at); err != nil && err != io.EOF {
		return err
	}
	p.at += packed
	switch header[pageType] {
	case 0:
		return p.data(header, body)
	case 2:
		return p.dictionary(header, body)
	case 3:
		return p.data2(header, body)
	}
	return nil
}

// checkEncoding refuses the encodings of differences: the library sets memory aside
// for whatever their headers claim, and follows them for as long.
func checkEncoding(e parquet.Encoding) error {
	switch e {
	case parquet.Encodings.Plain, parquet.Encodings.PlainDict, parquet.Encodings.RLEDict, parquet.Encodings.RLE:
		return nil
	}
	return fmt.Errorf("it is encoded as %s: write it plain or with a dictionary, as most tools do", e)
}

func (p *pages) data(header map[int]int64, body []byte) error {
	if err := checkEncoding(parquet.Encoding(header[dataEncoding])); err != nil {
		return err
	}
	b, err := p.unpack(body, header[pageUnpacked])
	if err != nil {
		return err
	}
	n, coding := header[dataValues], parquet.Encoding(header[dataLevels])
	if n < 0 || n > maxPageRows {
		return errLevels
	}
	if p.column.MaxDefinitionLevel() > 0 {
		if coding != parquet.Encodings.RLE || len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
			return errLevels
		}
		if err := checkLevels(b[4:4+binary.LittleEndian.Uint32(b)], n); err != nil {
			return err
		}
	}
	p.page = file.NewDataPageV1(memory.NewBufferBytes(b), int32(n), parquet.Encoding(header[dataEncoding]), coding, parquet.Encodings.RLE, int32(len(b)))
	return nil
}

func (p *pages) data2(header map[int]int64, body []byte) error {
	if err := checkEncoding(parquet.Encoding(header[data2Encoding])); err != nil {
		return err
	}
	n, levels, repetitions := header[data2Values], header[data2Levels], header[data2Repetitions]
	if n < 0 || n > maxPageRows || repetitions != 0 || levels < 0 || levels > int64(len(body)) || levels > header[pageUnpacked] {
		return errLevels
	}
	if p.column.MaxDefinitionLevel() > 0 {
		if err := checkLevels(body[:levels], n); err != nil {
			return err
		}
	}
	if header[data2Compressed] != 0 {
		values, err := p.unpack(body[levels:], header[pageUnpacked]-levels)
		if err != nil {
			return err
		}
		body = append(body[:levels:levels], values...)
	}
	p.page = file.NewDataPageV2(memory.NewBufferBytes(body), int32(n), int32(header[data2Nulls]), int32(header[data2Rows]),
		parquet.Encoding(header[data2Encoding]), int32(levels), 0, int32(len(body)), false)
	return nil
}

func (p *pages) dictionary(header map[int]int64, body []byte) error {
	b, err := p.unpack(body, header[pageUnpacked])
	if err != nil {
		return err
	}
	least := 4 // bytes of a value; flags have no dictionary
	if p.column.PhysicalType() == parquet.Types.FixedLenByteArray {
		least = max(1, p.column.TypeLength())
	}
	n := header[dictionaryValues]
	if n < 0 || n > int64(len(b)/least) || p.column.PhysicalType() == parquet.Types.Boolean {
		return errors.New("a dictionary says that it has more values than fit into it")
	}
	p.page = file.NewDictionaryPage(memory.NewBufferBytes(b), int32(n), parquet.Encoding(header[dictionaryCoding]))
	return nil
}

var errLevels = errors.New("a page does not have the rows that it says")

// checkLevels makes sure that runs of levels of one bit, packed or repeated, say
// something for each of n rows. The library would look for the rest for ever.
func checkLevels(b []byte, n int64) error {
	for n > 0 {
		head, used := binary.Uvarint(b)
		if used <= 0 {
			return errLevels
		}
		b = b[used:]
		bytes := uint64(1) // a run of head>>1 times the same level
		if head&1 == 1 {   // head>>1 bytes of eight levels each
			bytes = head >> 1
			head = min(head>>1, maxPageRows) << 4
		}
		if bytes > uint64(len(b)) {
			return errLevels
		}
		b = b[bytes:]
		n -= int64(min(head>>1, maxPageRows))
	}
	return nil
}

// unzstd decodes what fits into the memory it is given, and nothing beyond.
var unzstd = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err)
	}
	return d
})

// unpack returns size bytes.
func (p *pages) unpack(b []byte, size int64) (out []byte, err error) {
	switch p.codec {
	case compress.Codecs.Uncompressed:
		out = b
	case compress.Codecs.Zstd:
		out, err = unzstd().DecodeAll(b, make([]byte, 0, size))
	default:
		if announced, _ := binary.Uvarint(b); p.codec == compress.Codecs.Snappy && announced != uint64(size) {
			return nil, errUnpacked
		}
		codec, err := compress.GetCodec(p.codec)
		if err != nil {
			return nil, err
		}
		out = codec.Decode(make([]byte, size), b)
	}
	if err == nil && int64(len(out)) != size {
		err = errUnpacked
	}
	return out, err
}

var errUnpacked = errors.New("a page does not have the size that it says")
