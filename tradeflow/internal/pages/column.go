package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
)

const (
	// MaxPage is how many bytes a page may have when unpacked; writers make pages of 1
	// to 100 MB.
	MaxPage     = 128 << 20
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
	data2Encoding    = 804
	data2Levels      = 805
	data2Repetitions = 806
	data2Compressed  = 807
)

// Column goes through the pages of a column, one row group after another, and
// keeps its memory from page to page. Texts, Flags and the like read them.
type Column struct {
	Type
	file  *File
	leaf  int
	codec compress.Compression
	learn func(b []byte, n int) error // takes in a dictionary; n of 0: there is none

	at, end  int64  // of the pages to come
	rows     int64  // of the pages to come
	window   []byte // of the file
	windowAt int64
	unpacked []byte
	header   map[int]int64

	left    int    // rows of the page under way
	levels  hybrid // 1 for those that have a value
	coded   bool   // the values are entries of the dictionary
	entries hybrid // which ones; and flags
	plain   []byte // the values themselves
	known   bool   // there has been a dictionary
}

var errEntry = errors.New("a page names a value that its dictionary does not have")

// Open goes to the first row of a row group.
func (c *Column) Open(group int) error {
	return guarded(func() error {
		c.at, c.end, c.rows = 0, 0, 0
		c.window, c.left, c.known = c.window[:0], 0, false
		meta := c.file.meta.RowGroup(group)
		chunk, err := meta.ColumnChunk(c.leaf)
		if err != nil {
			return err
		}
		if meta.NumRows() == 0 && chunk.NumValues() == 0 { // no pages either
			return nil
		}
		at := chunk.DataPageOffset()
		if first := chunk.DictionaryPageOffset(); chunk.HasDictionaryPage() && first > 0 && first < at {
			at = first
		}
		if chunk.CryptoMetadata() != nil || chunk.FilePath() != "" {
			return errors.New("it is encrypted, or in another file")
		}
		n := chunk.TotalCompressedSize()
		if at < int64(len(Magic)) || n < 0 || at > c.file.size || n > c.file.size-at {
			return fmt.Errorf("its pages cannot be at byte %d", at)
		}
		if chunk.NumValues() != meta.NumRows() {
			return fmt.Errorf("it has %d rows of %d", chunk.NumValues(), meta.NumRows())
		}
		c.codec, c.at, c.end, c.rows = chunk.Compression(), at, at+n, meta.NumRows()
		return c.learn(nil, 0)
	})
}

// more makes sure that the page under way has rows left.
func (c *Column) more() error {
	for c.left == 0 {
		if c.at >= c.end {
			return errors.New("it has fewer values than rows")
		}
		if err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// took goes on behind n rows. Behind the last one, no page may have more.
func (c *Column) took(n int) error {
	c.left -= n
	for c.left == 0 && c.rows == 0 && c.at < c.end {
		if err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// next reads a page, which may be one that holds no rows.
func (c *Column) next() error {
	if err := c.walk(1 << 10); err != nil {
		// It has the least and the greatest text in it, and they are long.
		if err := c.walk(64 << 10); err != nil {
			return err
		}
	}
	packed, unpacked := c.header[pagePacked], c.header[pageUnpacked]
	if packed < 0 || packed > c.end-c.at || unpacked < 0 || unpacked > MaxPage {
		return fmt.Errorf("a page says that it has %d bytes, %d when unpacked: that cannot be", packed, unpacked)
	}
	body, err := c.bytes(packed)
	if err != nil {
		return err
	}
	c.at += packed
	switch c.header[pageType] {
	case 0:
		return c.data(body)
	case 2:
		return c.dictionary(body)
	case 3:
		return c.data2(body)
	}
	return nil
}

// walk reads the header of a page, which has so many bytes at most.
func (c *Column) walk(most int64) error {
	head, err := c.bytes(min(c.end-c.at, most))
	if err != nil {
		return err
	}
	clear(c.header)
	c.header[data2Compressed] = 1
	walk := thrift{b: head, note: func(path int, v int64) { c.header[path] = v }}
	if err := walk.structure(0, 0); err != nil {
		return err
	}
	c.at += int64(len(head) - len(walk.b))
	return nil
}

// bytes returns n bytes of the file from c.at on, which are good until the next
// call. A little more than that is read, if it is little.
func (c *Column) bytes(n int64) ([]byte, error) {
	from := c.at - c.windowAt
	if from < 0 || from+n > int64(len(c.window)) {
		c.window = grown(c.window, int(max(n, min(c.end-c.at, 64<<10))))
		if got, err := c.file.r.ReadAt(c.window, c.at); got < len(c.window) {
			c.window = c.window[:0]
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		from, c.windowAt = 0, c.at
	}
	return c.window[from : from+n], nil
}

func (c *Column) data(body []byte) error {
	b, err := c.unpack(body, c.header[pageUnpacked])
	if err != nil {
		return err
	}
	var levels []byte
	if c.MaxDefinitionLevel() > 0 {
		if parquet.Encoding(c.header[dataLevels]) != parquet.Encodings.RLE {
			return errLevels
		}
		if levels, b, err = counted(b); err != nil {
			return err
		}
	}
	return c.start(c.header[dataValues], parquet.Encoding(c.header[dataEncoding]), levels, b)
}

func (c *Column) data2(body []byte) error {
	n := c.header[data2Levels]
	if n < 0 || n > int64(len(body)) || n > c.header[pageUnpacked] || c.header[data2Repetitions] != 0 {
		return errLevels
	}
	levels, b := body[:n], body[n:]
	if c.header[data2Compressed] != 0 {
		var err error
		if b, err = c.unpack(b, c.header[pageUnpacked]-n); err != nil {
			return err
		}
	}
	return c.start(c.header[data2Values], parquet.Encoding(c.header[data2Encoding]), levels, b)
}

// counted splits off the bytes that b says how many they are.
func counted(b []byte) (counted, rest []byte, err error) {
	if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
		return nil, nil, errLevels
	}
	n := 4 + int(binary.LittleEndian.Uint32(b))
	return b[4:n:n], b[n:], nil
}

// start begins with the rows of a page. The encodings of differences are refused:
// hardly any file has them.
func (c *Column) start(n int64, e parquet.Encoding, levels, b []byte) error {
	if n < 0 || n > maxPageRows || n > c.rows {
		return errLevels
	}
	flags := c.PhysicalType() == parquet.Types.Boolean
	c.coded, c.plain, c.entries = false, nil, hybrid{}
	switch {
	case e == parquet.Encodings.Plain && flags:
		c.entries = hybrid{width: 1, packed: b, left: 8 * len(b)}
	case e == parquet.Encodings.Plain:
		c.plain = b
	case e == parquet.Encodings.RLE && flags:
		runs, _, err := counted(b)
		if err != nil {
			return err
		}
		c.entries = hybrid{width: 1, b: runs}
	case (e == parquet.Encodings.PlainDict || e == parquet.Encodings.RLEDict) && !flags:
		if !c.known {
			return errEntry
		}
		c.coded = true
		if len(b) > 0 {
			if b[0] > 32 {
				return errEntry
			}
			c.entries = hybrid{width: int(b[0]), b: b[1:]}
		}
	default:
		return fmt.Errorf("it is encoded as %s: write it plain or with a dictionary, as most tools do", e)
	}
	c.levels = hybrid{width: 1, b: levels}
	c.left = int(n)
	c.rows -= n
	return nil
}

func (c *Column) dictionary(body []byte) error {
	b, err := c.unpack(body, c.header[pageUnpacked])
	if err != nil {
		return err
	}
	least := 4 // bytes of a value; flags have no dictionary
	if c.PhysicalType() == parquet.Types.FixedLenByteArray {
		least = max(1, c.TypeLength())
	}
	n, coding := c.header[dictionaryValues], parquet.Encoding(c.header[dictionaryCoding])
	if n < 0 || n > int64(len(b)/least) || c.PhysicalType() == parquet.Types.Boolean {
		return errors.New("a dictionary says that it has more values than fit into it")
	}
	if c.known || coding != parquet.Encodings.Plain && coding != parquet.Encodings.PlainDict {
		return errors.New("it has a second dictionary, or one that is not plain")
	}
	c.known = true
	return c.learn(b, int(n))
}

// present reads which of n rows have a value, into a bitmap from a bit on, and
// returns how many do.
func (c *Column) present(valid []byte, from, n int) (int, error) {
	if c.MaxDefinitionLevel() == 0 {
		bitutil.SetBitsTo(valid, int64(from), int64(n), true)
		return n, nil
	}
	err := c.levels.bits(valid, from, n)
	return bitutil.CountSetBits(valid, from, n), err
}
