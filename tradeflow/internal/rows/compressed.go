package rows

import (
	"bufio"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/zstd"
)

// compression is one way to shrink a file, told by its first bytes.
type compression struct {
	name, mark, ext string
	reader          func(io.Reader) (io.ReadCloser, error)
}

var compressions = []compression{
	{"gzip", "\x1f\x8b", ".gz", func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{"bzip2", "BZh", ".bz2", func(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }},
	{"zstd", "\x28\xb5\x2f\xfd", ".zst", func(r io.Reader) (io.ReadCloser, error) {
		// One goroutine, and windows up to the 128 MB that zstd --long writes.
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}},
}

func inflate(fsys fs.FS, name string, c compression) (io.ReadCloser, error) {
	f, err := open(fsys, name)
	if err != nil {
		return nil, err
	}
	z, err := c.reader(bufio.NewReaderSize(f, 256<<10))
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %s: %w", name, c.name, err)
	}
	return both{whole{z}, []io.Closer{z, f}}, nil
}

// both is a reader on top of others, all of which are closed with it.
type both struct {
	io.Reader
	closers []io.Closer
}

func (b both) Close() error {
	var errs []error
	for _, c := range b.closers {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// whole says of a compressed stream that ends too early what happened to it.
type whole struct{ io.Reader }

func (w whole) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("the compressed file is cut short: download it again (%w)", err)
	}
	return n, err
}
