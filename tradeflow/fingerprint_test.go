package tradeflow

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"
	"time"
)

// The SHA-256 of "abc" is an example of FIPS 180-2, appendix B.1.
func TestFingerprints(t *testing.T) {
	made := time.Date(2024, time.May, 1, 12, 0, 0, 0, time.UTC)
	files := &Files{FS: fstest.MapFS{"a/b.csv": {Data: []byte("abc"), ModTime: made}}, Paths: []string{"a/*.csv"}}
	got, err := files.Fingerprints(context.Background())
	want := Fingerprint{"a/b.csv", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", made}
	if err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%+v, %v", got, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := files.Fingerprints(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancelling: %v", err)
	}
	files.Paths = []string{"-"}
	if _, err := files.Fingerprints(context.Background()); err == nil {
		t.Error("standard input has a fingerprint")
	}
	files.Paths = []string{"none.csv"}
	if _, err := files.Fingerprints(context.Background()); err == nil {
		t.Error("a file that is not there has a fingerprint")
	}
}
