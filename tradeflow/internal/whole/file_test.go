package whole

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	write := func(text string, err error) error {
		return File(path, func(w io.Writer) error {
			io.WriteString(w, text)
			return err
		})
	}
	if err := write("first", nil); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := write("second", full); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	func() {
		defer func() { recover() }()
		File(path, func(io.Writer) error { panic("half-way") })
	}()
	text, _ := os.ReadFile(path)
	entries, _ := os.ReadDir(filepath.Dir(path))
	if string(text) != "first" || len(entries) != 1 {
		t.Errorf("the file holds %q, the folder %v", text, entries)
	}
	if err := File(filepath.Join(path, "no", "folder"), func(io.Writer) error { return nil }); err == nil {
		t.Error("there is no such folder")
	}
}
