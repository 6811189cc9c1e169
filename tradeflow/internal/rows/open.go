package rows

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Member is one table to read: a file, one file inside a zip, or one sheet of a
// workbook.
type Member struct {
	Path   string // as a person would name it: "dir/a.zip: BACI_HS92_Y2021.csv"
	Name   string // the last element, without .gz and its like
	Kind   Kind
	Size   int64 // in bytes as they are stored; 0 where that is not known
	Packed bool  // a text that is inflated while it is read, and may be read beside others: its file system offers random access

	fsys fs.FS
	file string
	open func() (io.ReadCloser, error) // the text, inflated
	done *int64                        // how many bytes of Size open's reader has read
}

// Kind is what a member holds.
type Kind uint8

const (
	Text    Kind = iota // delimited text or JSON
	Sheet               // a sheet of a workbook
	Parquet             // not read here: see File
	Arrow               // Arrow IPC: likewise
)

// Members opens a file far enough to list what is inside: a zip's files in their
// order, a workbook's sheets, else the file itself, inflated where it is compressed.
func Members(fsys fs.FS, name string) ([]Member, error) {
	if name == StandardInput && fsys == nil {
		return stream(os.Stdin)
	}
	f, err := OpenFile(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	head := make([]byte, 8)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	head = head[:n]
	m := Member{Path: name, Name: path.Base(filepath.ToSlash(name)), Size: info.Size(), fsys: fsys, file: name, done: new(int64)}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipMembers(m, f)
	case bytes.HasPrefix(head, []byte("PAR1")):
		m.Kind = Parquet
	case bytes.HasPrefix(head, []byte("ARROW1")), bytes.HasPrefix(head, []byte("\xff\xff\xff\xff")):
		m.Kind = Arrow
	default:
		c := compressionOf(head)
		m.Name = strings.TrimSuffix(m.Name, c.ext)
		_, random := f.(io.ReaderAt)
		m.Packed = random && c.reader != nil
		m.open = func() (io.ReadCloser, error) {
			f, err := OpenFile(fsys, name)
			if err != nil {
				return nil, err
			}
			return c.inflate(f, m.done)
		}
	}
	return []Member{m}, nil
}

// Open reads the head of a text or a sheet. Close the table after use.
func (m Member) Open() (*Table, error) {
	if m.Kind == Sheet {
		return openSheet(m)
	}
	if m.open == nil {
		return nil, errors.New("this is no text")
	}
	*m.done = 0
	in, err := m.open()
	if err != nil {
		return nil, err
	}
	t, err := open(in)
	if err != nil {
		in.Close()
		return nil, err
	}
	t.close = in.Close
	t.done = func() int64 { return *m.done }
	return t, nil
}

// File opens the file itself, for those who read it at random.
func (m Member) File() (fs.File, error) { return OpenFile(m.fsys, m.file) }

// OpenFile opens a file of fsys, or of the machine where fsys is nil.
func OpenFile(fsys fs.FS, name string) (fs.File, error) {
	if fsys != nil {
		return fsys.Open(name)
	}
	return os.Open(name)
}
