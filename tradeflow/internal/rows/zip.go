package rows

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"
)

// maxFiles is how many files a zip may hold.
const maxFiles = 1 << 16

// zipMembers lists what is in a zip: its files, or the sheets of a workbook.
func zipMembers(m Member, f fs.File) ([]Member, error) {
	archive, err := openZip(f)
	if err != nil {
		return nil, fmt.Errorf("%s: zip: %w", m.file, err)
	}
	if len(archive.File) > maxFiles {
		return nil, fmt.Errorf("%s: zip: it holds %d files: that is no publisher's archive", m.file, len(archive.File))
	}
	var members []Member
	for i, z := range archive.File {
		if z.Name == "[Content_Types].xml" {
			return sheets(m, f)
		}
		if z.Name == "mimetype" {
			return nil, fmt.Errorf("%s: this is an OpenDocument file or a book: save its table as CSV or xlsx", m.file)
		}
		if !fs.ValidPath(strings.TrimSuffix(z.Name, "/")) || strings.Contains(z.Name, `\`) {
			return nil, fmt.Errorf("%s: zip: it holds a file named %q, which points outside: no publisher writes such names", m.file, z.Name)
		}
		if z.FileInfo().IsDir() || strings.HasPrefix(z.Name, "__MACOSX/") || strings.HasPrefix(path.Base(z.Name), ".") {
			continue // what a Mac adds, and other hidden files
		}
		if z.Flags&1 != 0 {
			return nil, fmt.Errorf("%s: zip: %s is encrypted: unpack it with its password", m.file, z.Name)
		}
		member := m
		member.Path, member.Name, member.Size, member.done = m.file+": "+z.Name, path.Base(z.Name), int64(z.UncompressedSize64), new(int64)
		member.Packed = true
		member.open = func() (io.ReadCloser, error) { return openInZip(member, i) }
		members = append(members, member)
	}
	if len(members) == 0 {
		return nil, fmt.Errorf("%s: zip: it holds no files", m.file)
	}
	return members, nil
}

// openInZip inflates one file of a zip. The files inside may be compressed once
// more: publishers zip what is gzip already.
func openInZip(m Member, i int) (io.ReadCloser, error) {
	f, err := m.File()
	if err != nil {
		return nil, err
	}
	archive, err := openZip(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	z := archive.File[i]
	in, err := z.Open()
	if err != nil {
		f.Close()
		return nil, err
	}
	packed := int64(z.CompressedSize64)
	plain := chain{&counter{&inflated{Reader: in, done: &packed}, m.done}, []io.Closer{in, f}}
	inner := bufio.NewReaderSize(plain, 64<<10)
	head, _ := inner.Peek(8)
	return compressionOf(head).inflate(chain{inner, []io.Closer{plain}}, new(int64))
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
	archive, err := zip.NewReader(at, info.Size())
	if err == nil {
		archive.RegisterDecompressor(zip.Deflate, flate.NewReader) // a quarter faster than the standard one
	}
	return archive, err
}
