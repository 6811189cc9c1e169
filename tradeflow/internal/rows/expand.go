package rows

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// StandardInput is the path that stands for it.
const StandardInput = "-"

// Expand returns the files that the paths, folders and glob patterns name, in the
// given order, those of one folder or pattern sorted. Folders inside a folder and
// hidden files are left out. A path without a file is an error.
func Expand(fsys fs.FS, paths []string) (files []string, err error) {
	for _, p := range paths {
		var found []string
		if p == StandardInput && fsys == nil {
			files = append(files, p)
			continue
		}
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
