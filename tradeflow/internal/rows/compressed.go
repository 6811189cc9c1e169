package rows

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compression is one way to shrink a file, told by its first bytes.
type compression struct {
	name, mark, ext string
	reader          func(*bufio.Reader) (io.ReadCloser, error)
}

// maxWindow is the most memory that a compressed file may ask for to be inflated:
// what zstd --long and xz -9 ask for.
const maxWindow = 128 << 20

var compressions = []compression{
	{"gzip", "\x1f\x8b", ".gz", func(r *bufio.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{"bzip2", "BZh", ".bz2", func(r *bufio.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }},
	{"zstd", "\x28\xb5\x2f\xfd", ".zst", func(r *bufio.Reader) (io.ReadCloser, error) {
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}},
	{"xz", "\xfd7zXZ\x00", ".xz", func(r *bufio.Reader) (io.ReadCloser, error) {
		z := &xzStreams{raw: r}
		return io.NopCloser(z), z.open()
	}},
}

// compressionOf tells how a file is compressed from its first bytes; the zero
// compression is none.
func compressionOf(head []byte) compression {
	for _, c := range compressions {
		if bytes.HasPrefix(head, []byte(c.mark)) {
			return c
		}
	}
	return compression{}
}

// inflate returns the plain bytes of f, and counts in done how many of f it has
// read. It closes f.
func (c compression) inflate(f io.ReadCloser, done *int64) (io.ReadCloser, error) {
	raw := bufio.NewReaderSize(&counter{f, done}, 64<<10)
	if c.reader == nil {
		return chain{raw, []io.Closer{f}}, nil
	}
	z, err := c.reader(raw)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", c.name, cutShort(err))
	}
	return chain{&inflated{Reader: z, done: done}, []io.Closer{z, f}}, nil
}

// counter counts the bytes that pass.
type counter struct {
	io.Reader
	n *int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += int64(n)
	return n, err
}

// chain is a reader on top of others, all of which are closed with it.
type chain struct {
	io.Reader
	closers []io.Closer
}

func (c chain) Close() error {
	var errs []error
	for _, closer := range c.closers {
		errs = append(errs, closer.Close())
	}
	return errors.Join(errs...)
}

// A table of trade shrinks to a tenth, one that repeats itself to a hundredth. What
// swells beyond maxSwell times its size, from maxQuiet bytes on, was made to keep its
// reader busy: deflate cannot do more than a thousand times.
const (
	maxSwell = 500
	maxQuiet = 1 << 30
)

// inflated watches a compressed stream: it says of one that ends too early what
// happened to it, and stops one that swells without end.
type inflated struct {
	io.Reader
	done *int64 // compressed bytes read so far
	n    int64
}

func (z *inflated) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	if z.n += int64(n); z.n > maxQuiet && z.n/maxSwell > *z.done {
		return 0, fmt.Errorf("%d bytes have swollen to %d: this is no table but a compressed bomb", *z.done, z.n)
	}
	return n, cutShort(err)
}

func cutShort(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the compressed file is cut short: download it again (%w)", err)
	}
	return err
}
