package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestSameAsFiles: the program over a database prints what examples/shares prints of
// files.
func TestSameAsFiles(t *testing.T) {
	got, err := exec.Command("go", "run", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	files := exec.Command("go", "run", "./examples/shares")
	files.Dir = "../.."
	want, err := files.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, want)
	}
	_, answer, _ := strings.Cut(string(got), "\n")
	if !strings.HasSuffix(string(want), answer) {
		t.Errorf("the database says\n%s\nthe files\n%s", answer, want)
	}
}
