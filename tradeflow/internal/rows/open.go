package rows

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Member is one table to read: a file, or one file inside a zip.
type Member struct {
	Path string // as a person would name it: "dir/a.zip: BACI_HS92_Y2021.csv"
	Name string // the last element, without .gz
	Open func() (io.ReadCloser, error)
}

// Expand returns the files that the paths and glob patterns name, in the given
// order, those of one pattern sorted. A path without a file is an error.
func Expand(fsys fs.FS, paths []string) (files []string, err error) {
	for _, p := range paths {
		var found []string
		if fsys != nil {
			found, err = fs.Glob(fsys, p)
		} else if _, statErr := os.Stat(p); statErr == nil {
			found = []string{p} // a name with brackets is a name first
		} else {
			found, err = filepath.Glob(p)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: no such file", p)
		}
		slices.Sort(found)
		files = append(files, found...)
	}
	return files, nil
}

// Members opens a file far enough to list what is inside: the zip's files in
// their order, else the file itself, inflated where it is gzip.
func Members(fsys fs.FS, name string) ([]Member, error) {
	f, err := open(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 4)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	switch head = head[:n]; {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipMembers(fsys, name, f)
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return []Member{{name, strings.TrimSuffix(path.Base(filepath.ToSlash(name)), ".gz"), func() (io.ReadCloser, error) { return inflate(fsys, name) }}}, nil
	}
	return []Member{{name, path.Base(filepath.ToSlash(name)), func() (io.ReadCloser, error) { return open(fsys, name) }}}, nil
}

func open(fsys fs.FS, name string) (fs.File, error) {
	if fsys != nil {
		return fsys.Open(name)
	}
	return os.Open(name)
}

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

func inflate(fsys fs.FS, name string) (io.ReadCloser, error) {
	f, err := open(fsys, name)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 256<<10))
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: gzip: %w", name, err)
	}
	return both{whole{z}, []io.Closer{z, f}}, nil
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

func zipMembers(fsys fs.FS, name string, f fs.File) ([]Member, error) {
	archive, err := openZip(f)
	if err != nil {
		return nil, fmt.Errorf("%s: zip: %w", name, err)
	}
	var members []Member
	for i, z := range archive.File {
		if z.FileInfo().IsDir() {
			continue
		}
		if z.Name == "[Content_Types].xml" {
			return nil, fmt.Errorf("%s: this is an Office workbook (xlsx): save its table as CSV first", name)
		}
		members = append(members, Member{name + ": " + z.Name, path.Base(z.Name), func() (io.ReadCloser, error) {
			f, err := open(fsys, name)
			if err != nil {
				return nil, err
			}
			archive, err := openZip(f)
			if err != nil {
				f.Close()
				return nil, err
			}
			m, err := archive.File[i].Open()
			if err != nil {
				f.Close()
				return nil, err
			}
			return both{whole{m}, []io.Closer{m, f}}, nil
		}})
	}
	return members, nil
}

func openZip(f fs.File) (*zip.Reader, error) {
	at, ok := f.(io.ReaderAt)
	if !ok {
		return nil, errors.New("the file system does not offer random access, which a zip needs")
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return zip.NewReader(at, info.Size())
}
