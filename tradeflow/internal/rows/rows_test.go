package rows

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func read(t *testing.T, r *Reader) (all [][]string, lines []int, err error) {
	t.Helper()
	for {
		fields, err := r.Next()
		if err == io.EOF {
			return all, lines, nil
		}
		if err != nil {
			return all, lines, err
		}
		var row []string
		for _, f := range fields {
			row = append(row, string(f))
		}
		all = append(all, row)
		lines = append(lines, r.Line())
	}
}

func TestReader(t *testing.T) {
	const text = "a,b,c\r\n1,\"x, y\",3\n\n\"two\nlines\",\"say \"\"so\"\"\",\n12\" pipe,\"odd\"x,z\nlast,\"\",end"
	want := [][]string{{"a", "b", "c"}, {"1", "x, y", "3"}, {"two\nlines", `say "so"`, ""}, {`12" pipe`, `"odd"x`, "z"}, {"last", "", "end"}}
	wantLines := []int{1, 2, 4, 6, 7}
	for name, src := range map[string]io.Reader{
		"whole":        strings.NewReader(text),
		"byte by byte": iotest.OneByteReader(strings.NewReader(text)),
		"with end":     iotest.DataErrReader(strings.NewReader(text)),
	} {
		got, lines, err := read(t, NewReader(src, ','))
		if err != nil || !slices.EqualFunc(got, want, slices.Equal) || !slices.Equal(lines, wantLines) {
			t.Errorf("%s: got %q on lines %v, %v", name, got, lines, err)
		}
	}
}

func TestPositions(t *testing.T) {
	r := NewReader(strings.NewReader("ab,cd\n\"x\ny\",z,q\n"), ',')
	r.Next()
	if r.Column(0) != 1 || r.Column(1) != 4 {
		t.Errorf("columns %d, %d; want 1, 4", r.Column(0), r.Column(1))
	}
	r.Next()
	if r.Line() != 2 || r.Column(1) != 4 || r.Column(2) != 6 { // the third line reads: y",z,q
		t.Errorf("line %d, columns %d, %d; want 2, 4, 6", r.Line(), r.Column(1), r.Column(2))
	}
}

func TestUnreadable(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,\"never closed":                "line 2, column 3: a quote opens here",
		"a,\"" + strings.Repeat("x", 2*MaxRow): "longer than",
		strings.Repeat("x", 2*MaxRow):          "no line ends",
	} {
		_, _, err := read(t, NewReader(strings.NewReader(text), ','))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q...: error %v, want %q", text, err, want)
		}
	}
	broken := errors.New("disk on fire")
	if _, _, err := read(t, NewReader(io.MultiReader(strings.NewReader("a\nb\n"), iotest.ErrReader(broken)), ',')); !errors.Is(err, broken) {
		t.Errorf("the error of the source is %v", err)
	}
}

func TestOpen(t *testing.T) {
	for text, want := range map[string]string{
		"\xef\xbb\xbfa,b\n":              "a|b",
		"a;b;\"c;d\"\n":                  "a|b|c;d",
		"a\tb\n":                         "a|b",
		"\"x,1\"|y\n":                    "x,1|y",
		"\xef\xbb\xbfr\xe9gion,x\n1":     "région|x", // a byte order mark, then Latin-1
		"\xff\xfea\x00\t\x00b\x00\n\x00": "a|b",      // UTF-16, as spreadsheets save "Unicode text"
		"\xfe\xff\x00a\x00,\x00\xe9":     "a|é",
	} {
		got, err := open(strings.NewReader(text))
		if err != nil || strings.Join(got.Header, "|") != want {
			t.Errorf("open(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "empty", "\n\n": "empty", "PAR1xxxx": "Parquet", "a,b\x00c": "binary", "7z\xbc\xaf\x27\x1c": "7z", "<html>": "web page",
	} {
		if _, err := open(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("open(%q): %v, want %q", text, err, want)
		}
	}
}

// FuzzReader holds the reader against encoding/csv wherever that one, which is
// stricter, accepts the input; and against itself fed byte by byte.
func FuzzReader(f *testing.F) {
	f.Add([]byte("a,b\n1,\"x, y\"\n\"two\nlines\",\"\"\"\"\r\n"))
	f.Add([]byte("a\r\"b\",\"\r\n\n\"c\"\r"))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, lines, err := read(t, NewReader(bytes.NewReader(text), ','))
		slow, slowLines, slowErr := read(t, NewReader(iotest.OneByteReader(bytes.NewReader(text)), ','))
		if !slices.EqualFunc(got, slow, slices.Equal) || !slices.Equal(lines, slowLines) || (err == nil) != (slowErr == nil) {
			t.Fatalf("at once %q, %v; byte by byte %q, %v", got, err, slow, slowErr)
		}
		lazy := NewReader(bytes.NewReader(text), ',')
		for i := range got {
			if err := lazy.Scan(); err != nil {
				t.Fatal(err)
			}
			n := lazy.Count()
			if n != len(got[i]) {
				t.Fatalf("row %d has %d fields, not %d", i, n, len(got[i]))
			}
			for j := range n { // from both ends, before the row is parted
				if a, b := string(lazy.FromEnd(j)), string(lazy.Field(n-1-j)); a != b || a != got[i][n-1-j] {
					t.Fatalf("field %d of row %d is %q from the end, %q from the beginning, %q in %q", n-1-j, i, a, b, got[i][n-1-j], got[i])
				}
			}
			if fields := lazy.Fields(); len(fields) != n || lazy.Column(n) != 0 {
				t.Fatalf("row %d has fields %q", i, fields)
			}
		}
		if bytes.ContainsRune(text, '\r') {
			return // encoding/csv rewrites line ends inside quotes
		}
		peer := csv.NewReader(bytes.NewReader(text))
		peer.FieldsPerRecord = -1
		want, err := peer.ReadAll()
		if err != nil {
			return
		}
		want = slices.DeleteFunc(want, func(row []string) bool { return len(row) == 1 && row[0] == "" })
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("got %q, encoding/csv has %q", got, want)
		}
	})
}
