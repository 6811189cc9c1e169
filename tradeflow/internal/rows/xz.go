package rows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/ulikunitz/xz"
)

// xzStreams inflates the streams of an xz file one after another. The library would
// do so too, but would set aside whatever memory each of them asks for.
type xzStreams struct {
	raw *bufio.Reader
	now *xz.Reader
}

func (z *xzStreams) open() (err error) {
	if err := xzWindow(z.raw); err != nil {
		return err
	}
	z.now, err = xz.ReaderConfig{SingleStream: true}.NewReader(z.raw)
	return err
}

func (z *xzStreams) Read(p []byte) (int, error) {
	for {
		if z.now == nil {
			if err := z.open(); err != nil {
				return 0, err
			}
		}
		n, err := z.now.Read(p)
		if err != nil && err != io.EOF && z.another() {
			z.now, err = nil, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// another reports whether an error means that another stream follows, of which the
// library has read the first byte, and goes back to its beginning.
func (z *xzStreams) another() bool {
	if z.raw.UnreadByte() != nil {
		return false
	}
	for { // streams may be padded with groups of four zeros
		head, err := z.raw.Peek(6)
		if string(head) == "\xfd7zXZ\x00" {
			return true
		}
		if err != nil || !bytes.HasPrefix(head, make([]byte, 4)) {
			return false
		}
		if _, err := z.raw.Discard(4); err != nil {
			return false
		}
	}
}

// xzWindow refuses a stream whose first block asks for more memory than maxWindow.
// The layout is that of the .xz file format, version 1.2: 12 bytes of stream header,
// then the block's header, in it the filters, the last of which is LZMA2 (0x21) with
// one byte for the size of its dictionary.
func xzWindow(r *bufio.Reader) error {
	head, err := r.Peek(12 + 64)
	if len(head) < 12+6 {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	block := head[12:]
	block = block[:min(len(block), 4*(int(block[0])+1))]
	i := bytes.LastIndex(block, []byte("\x21\x01"))
	if i < 0 || i+2 >= len(block) {
		return nil // an empty stream, or a filter that the library refuses by itself
	}
	if bits := uint(block[i+2]); bits > 40 || (2|uint64(bits&1))<<(bits/2+11) > maxWindow {
		return fmt.Errorf("it asks for more than %d MB of memory to be inflated", maxWindow>>20)
	}
	return nil
}
