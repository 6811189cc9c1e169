package tradeflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// Fingerprint identifies a file, so that a reader of a report can tell whether
// theirs is the same one. Publishers revise: two downloads of one table differ.
type Fingerprint struct {
	Path     string    `json:"path"`
	Bytes    int64     `json:"bytes"`
	SHA256   string    `json:"sha256"`   // in hexadecimal
	Modified time.Time `json:"modified"` // of a download, when it was made; zero where the file system does not say
}

// Fingerprints reads all files from end to end. Standard input has none, and is an
// error: it can be read only once.
func (f *Files) Fingerprints(ctx context.Context) ([]Fingerprint, error) {
	paths, err := rows.Expand(f.FS, f.Paths)
	if err != nil {
		return nil, err
	}
	var all []Fingerprint
	for _, path := range paths {
		if path == "-" {
			return nil, fmt.Errorf("standard input has no fingerprint: it can be read only once")
		}
		p, err := fingerprint(ctx, f.FS, path)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func fingerprint(ctx context.Context, fsys fs.FS, path string) (p Fingerprint, err error) {
	file, err := rows.OpenFile(fsys, path)
	if err != nil {
		return p, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return p, err
	}
	hash, buffer := sha256.New(), make([]byte, 1<<20)
	p = Fingerprint{Path: path, Modified: info.ModTime().UTC()}
	for {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		n, err := file.Read(buffer)
		hash.Write(buffer[:n])
		p.Bytes += int64(n)
		if err == io.EOF {
			p.SHA256 = hex.EncodeToString(hash.Sum(nil))
			return p, nil
		}
		if err != nil {
			return p, fmt.Errorf("%s: %w", path, err)
		}
	}
}
