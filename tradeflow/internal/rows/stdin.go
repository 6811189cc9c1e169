package rows

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// maxReplay is how much of a stream is kept, so that it can be opened again after
// its head has been looked at.
const maxReplay = 4 << 20

// stream makes a member of standard input, which can be read only once: what has
// been read to tell what it is, is kept and read again.
func stream(src io.Reader) ([]Member, error) {
	m := Member{Path: "standard input", Name: "standard input", done: new(int64)}
	in := &replay{src: src}
	head, err := bufio.NewReaderSize(in.open(), 16).Peek(8)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(head) == 0 {
		return nil, errors.New("standard input is empty, or has been read before")
	}
	for mark, what := range map[string]string{"PK\x03\x04": "a zip", "PAR1": "a Parquet file", "ARROW1": "an Arrow file"} {
		if strings.HasPrefix(string(head), mark) {
			return nil, errors.New("standard input is " + what + ", which is read at random: give the file itself")
		}
	}
	c := compressionOf(head)
	m.open = func() (io.ReadCloser, error) {
		if in.lost {
			return nil, errors.New("standard input can be read only once: save it as a file")
		}
		return c.inflate(io.NopCloser(in.open()), m.done)
	}
	return []Member{m}, nil
}

// replay is a stream whose beginning can be read again.
type replay struct {
	src  io.Reader
	kept []byte
	lost bool // more has been read than is kept
}

// open returns a reader from the beginning.
func (r *replay) open() io.Reader { return &replaying{replay: r} }

type replaying struct {
	*replay
	pos int
}

func (r *replaying) Read(p []byte) (int, error) {
	if r.pos < len(r.kept) {
		n := copy(p, r.kept[r.pos:])
		r.pos += n
		return n, nil
	}
	n, err := r.src.Read(p)
	if r.lost = r.lost || len(r.kept)+n > maxReplay; !r.lost {
		r.kept = append(r.kept, p[:n]...)
		r.pos = len(r.kept)
	}
	return n, err
}
