package pages

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/klauspost/compress/zstd"
)

// unzstd decodes what fits into the memory it is given, and nothing beyond.
var unzstd = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err)
	}
	return d
})

var errUnpacked = errors.New("a page does not have the size that it says")

// unpack returns size bytes, which are good until the next page.
func (c *Column) unpack(b []byte, size int64) (out []byte, err error) {
	if c.codec == compress.Codecs.Uncompressed {
		out = b
	} else if out, err = c.decompress(b, size); err != nil {
		return nil, err
	}
	if int64(len(out)) != size {
		return nil, errUnpacked
	}
	return out, nil
}

func (c *Column) decompress(b []byte, size int64) (out []byte, err error) {
	if announced, _ := binary.Uvarint(b); c.codec == compress.Codecs.Snappy && announced != uint64(size) {
		return nil, errUnpacked
	}
	c.unpacked = grown(c.unpacked, int(size))
	if c.codec == compress.Codecs.Zstd {
		return unzstd().DecodeAll(b, c.unpacked[:0:size])
	}
	err = guarded(func() error {
		codec, err := compress.GetCodec(c.codec)
		if err == nil {
			out = codec.Decode(c.unpacked[:size:size], b)
		}
		return err
	})
	return out, err
}

// grown returns a slice of n, which is b where that is long enough.
func grown[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n)
	}
	return b[:n]
}
