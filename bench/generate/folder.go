package generate

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// version is part of every file's name. It changes with the bytes that are written,
// so that an older program's file is not taken for this one's.
const version = 1

// Folder keeps generated files, so that each is made once. Its methods return the
// path of a file, which is there when they return, and whole.
type Folder string

// DefaultFolder is in the user's cache, or else among the temporary files.
func DefaultFolder() Folder {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return Folder(filepath.Join(dir, "dualuse-bench"))
}

// Comtrade returns a CSV file of about so many bytes, as Comtrade writes it.
func (f Folder) Comtrade(size int64) (string, error) {
	return f.make(fmt.Sprintf("comtrade_%d_v%d.csv", size, version), func(w io.Writer) error { return Comtrade(w, size) })
}

// BACI returns a CSV file of about so many rows, as BACI writes it. Its name says
// the edition, as those of the publisher do.
func (f Folder) BACI(rows int, shuffled bool) (string, error) {
	order := "sorted"
	if shuffled {
		order = "shuffled"
	}
	name := fmt.Sprintf("BACI_HS17_Y%d_Y%d_%d_%s_v%d.csv", firstYear, lastYear, rows, order, version)
	return f.make(name, func(w io.Writer) error { return BACI(w, rows, shuffled) })
}

// Gzip returns the compressed form of a file of the folder.
func (f Folder) Gzip(path string) (string, error) {
	return f.make(filepath.Base(path)+".gz", func(w io.Writer) error {
		in, err := os.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
		if err != nil {
			return err
		}
		_, err = io.Copy(z, in)
		return errors.Join(err, z.Close())
	})
}

// Parquet returns the rows of a file of the folder in the library's own columns.
func (f Folder) Parquet(ctx context.Context, path string) (string, error) {
	made := filepath.Join(string(f), filepath.Base(path)+".parquet")
	if _, err := os.Stat(made); err == nil {
		return made, nil
	}
	return made, tradeflow.Save(made, (&tradeflow.Files{Paths: []string{path}}).Records(ctx))
}

// make writes a file under another name first: a run that was interrupted leaves
// nothing that looks whole.
func (f Folder) make(name string, write func(io.Writer) error) (string, error) {
	path := filepath.Join(string(f), name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(string(f), name+".*")
	if err != nil {
		return "", err
	}
	defer os.Remove(file.Name())
	if err := errors.Join(write(file), file.Close()); err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return path, os.Rename(file.Name(), path)
}
