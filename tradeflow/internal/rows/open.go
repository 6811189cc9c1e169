package rows

import (
	"archive/zip"
	"bytes"
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
	Name string // the last element, without .gz and its like
	Open func() (io.ReadCloser, error)
}

// Expand returns the files that the paths, folders and glob patterns name, in the
// given order, those of one folder or pattern sorted. Folders inside a folder and
// hidden files are left out. A path without a file is an error.
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
		slices.Sort(found)
		n := len(files)
		for _, f := range found {
			inside, err := unfold(fsys, f)
			if err != nil {
				return nil, err
			}
			files = append(files, inside...)
		}
		if len(files) == n {
			return nil, fmt.Errorf("%s: no such file", p)
		}
	}
	return files, nil
}

// unfold returns a file itself, or the files in a folder.
func unfold(fsys fs.FS, name string) (files []string, err error) {
	stat, list, join := os.Stat, os.ReadDir, filepath.Join
	if fsys != nil {
		stat = func(name string) (fs.FileInfo, error) { return fs.Stat(fsys, name) }
		list = func(name string) ([]fs.DirEntry, error) { return fs.ReadDir(fsys, name) }
		join = path.Join
	}
	info, err := stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	entries, err := list(name)
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			files = append(files, join(name, e.Name()))
		}
	}
	return files, err
}

// Members opens a file far enough to list what is inside: the zip's files in
// their order, else the file itself, inflated where it is compressed.
func Members(fsys fs.FS, name string) ([]Member, error) {
	f, err := open(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 8)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if head = head[:n]; bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return zipMembers(fsys, name, f)
	}
	base := path.Base(filepath.ToSlash(name))
	for _, c := range compressions {
		if bytes.HasPrefix(head, []byte(c.mark)) {
			return []Member{{name, strings.TrimSuffix(base, c.ext), func() (io.ReadCloser, error) { return inflate(fsys, name, c) }}}, nil
		}
	}
	return []Member{{name, base, func() (io.ReadCloser, error) { return open(fsys, name) }}}, nil
}

func open(fsys fs.FS, name string) (fs.File, error) {
	if fsys != nil {
		return fsys.Open(name)
	}
	return os.Open(name)
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
