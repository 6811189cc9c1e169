package rows

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

const plain = "reporter,Désignation,code,value\nDE,\"Mémoires, à accès aléatoire\",854232,8813\nFR,Drones,880622,12.5\nCN,Câbles,854470,\n"

var plainRows = [][]string{
	{"reporter", "Désignation", "code", "value"},
	{"DE", "Mémoires, à accès aléatoire", "854232", "8813"},
	{"FR", "Drones", "880622", "12.5"},
	{"CN", "Câbles", "854470", ""},
}

const chinese = "贸易伙伴,商品编码,商品名称,美元\n德国,85423210,存储器,8813\n"

var chineseRows = [][]string{{"贸易伙伴", "商品编码", "商品名称", "美元"}, {"德国", "85423210", "存储器", "8813"}}

// plainBzip2 is plain as the bzip2 program shrinks it: Go only inflates that.
const plainBzip2 = "QlpoOTFBWSZTWRwAmVsAADDflAAQUAV/wA8DEAA+p98AUGAIACAAdCKeppoDIaaGQAGTEIp6aQNAMagAGgBVyoOnISKiZNIQIrsdsp9pyiU7DNCVgRwgskBGANERBUaVLW0UvdtVwx2fYuFtTeizgwwVkaJ5fqDO8AixyoeWI05wRfAIlZoLA/4u5IpwoSA4ATK2"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func encoded(e encoding.Encoding, text string) []byte {
	return []byte(must(e.NewEncoder().String(text)))
}

func gzipped(parts ...string) []byte {
	var b bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&b)
		must(io.WriteString(w, part))
		w.Close()
	}
	return b.Bytes()
}

func xzipped(text string) []byte {
	var b bytes.Buffer
	w := must(xz.NewWriter(&b))
	must(io.WriteString(w, text))
	w.Close()
	return b.Bytes()
}

func zstdped(text string) []byte {
	return must(zstd.NewWriter(nil)).EncodeAll([]byte(text), nil)
}

// zipped makes a zip of names and texts, in turn.
func zipped(files ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		must(io.WriteString(must(w.Create(files[i])), files[i+1]))
	}
	w.Close()
	return b.Bytes()
}

// containers are one table in all that it may come in.
func containers() map[string][]byte {
	bom := "\xef\xbb\xbf"
	third := len(plain) / 3
	tabs := strings.NewReplacer(`"Mémoires, à accès aléatoire"`, "Mémoires, à accès aléatoire", ",", "\t").Replace(plain)
	tabs = strings.Replace(tabs, "Mémoires\t", "Mémoires,", 1)
	return map[string][]byte{
		"plain.csv":       []byte(plain),
		"no end.csv":      []byte(strings.TrimSuffix(plain, "\n")),
		"crlf.csv":        []byte(strings.ReplaceAll(plain, "\n", "\r\n")),
		"blank lines.csv": []byte("\n\r\n" + strings.ReplaceAll(plain, "\n", "\n\n")),
		"tab.tsv":         []byte(tabs),
		"semicolon.csv":   []byte(strings.ReplaceAll(tabs, "\t", ";")),
		"bar.txt":         []byte(strings.ReplaceAll(tabs, "\t", "|")),
		"bom.csv":         []byte(bom + plain),
		"latin1.csv":      encoded(charmap.ISO8859_1, plain),
		"bom latin1.csv":  append([]byte(bom), encoded(charmap.ISO8859_1, plain)...),
		"utf16le.csv":     encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), plain),
		"utf16be.csv":     encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), plain),
		"a.csv.gz":        gzipped(plain),
		"members.gz":      gzipped(plain[:third], "", plain[third:2*third], plain[2*third:]),
		"a.csv.bz2":       must(base64.StdEncoding.DecodeString(plainBzip2)),
		"a.csv.zst":       zstdped(plain),
		"frames.zst":      append(zstdped(plain[:third]), zstdped(plain[third:])...),
		"a.csv.xz":        xzipped(plain),
		"streams.xz":      append(xzipped(plain[:third]), xzipped(plain[third:])...),
		"wrong name.csv":  gzipped(string(encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), plain))),
		"one.zip":         zipped("2021/a.csv", plain),
		"book.xlsx":       plainBook(),
	}
}

// readAll reads what is in a file, the header of each table first. It stops after
// enough rows of a hostile file.
func readAll(members []Member, err error) (tables [][][]string, _ error) {
	const enough = 1 << 24
	if err != nil {
		return nil, err
	}
	for _, m := range members[:min(len(members), 100)] {
		if m.Kind == Parquet || m.Kind == Arrow {
			return tables, errors.New("not read here")
		}
		t, err := m.Open()
		if err != nil {
			return tables, err
		}
		defer t.Close()
		rows := [][]string{t.Header}
		for size := 0; size < enough; {
			fields, err := t.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return tables, err
			}
			var row []string
			for i, f := range fields {
				row = append(row, String(f))
				size += 100 + len(f)
				if t.Line() < 1 || t.Column(i) < 0 {
					return nil, fmt.Errorf("line %d, column %d", t.Line(), t.Column(i))
				}
			}
			rows = append(rows, row)
		}
		if err := t.Close(); err != nil {
			return tables, err
		}
		tables = append(tables, rows)
	}
	return tables, nil
}

func TestContainers(t *testing.T) {
	all := containers()
	want := func(name string) [][]string {
		if strings.HasPrefix(name, "gb18030") {
			return chineseRows
		}
		return plainRows
	}
	all["gb18030.csv"] = encoded(simplifiedchinese.GB18030, chinese)
	all["gb18030.csv.gz"] = gzipped(string(all["gb18030.csv"]))
	dir := t.TempDir()
	for name, data := range all {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{name: {Data: data}}
		ways := map[string]func() ([]Member, error){
			"file":           func() ([]Member, error) { return Members(nil, file) },
			"file system":    func() ([]Member, error) { return Members(fsys, name) },
			"standard input": func() ([]Member, error) { return stream(bytes.NewReader(data)) },
		}
		if bytes.HasPrefix(data, []byte("PK")) {
			delete(ways, "standard input")
			if _, err := stream(bytes.NewReader(data)); err == nil || !strings.Contains(err.Error(), "give the file itself") {
				t.Errorf("%s, standard input: %v", name, err)
			}
		}
		for way, members := range ways {
			got, err := readAll(members())
			if err != nil || len(got) != 1 || !reflect.DeepEqual(trimmed(got[0]), trimmed(want(name))) {
				t.Errorf("%s, %s: got %q, %v", name, way, got, err)
			}
		}
	}
}

// trimmed cuts the empty fields off the ends of rows: a workbook does not have them.
func trimmed(rows [][]string) (short [][]string) {
	for _, row := range rows {
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		short = append(short, row)
	}
	return short
}

func TestMembers(t *testing.T) {
	fsys := fstest.MapFS{
		"d/a.csv.gz":    {Data: gzipped(plain)},
		"d/b.zip":       {Data: zipped("x/", "", "x/1.csv", plain, "2.csv", chinese)},
		"d/c.parquet":   {Data: []byte("PAR1....")},
		"d/.hidden":     {Data: []byte("x")},
		"d/inner/e.csv": {Data: []byte(plain)},
	}
	files, err := Expand(fsys, []string{"d"})
	if want := []string{"d/a.csv.gz", "d/b.zip", "d/c.parquet"}; err != nil || !slices.Equal(files, want) {
		t.Fatalf("Expand = %q, %v; want %q", files, err, want)
	}
	var got []string
	for _, f := range files {
		for _, m := range must(Members(fsys, f)) {
			got = append(got, fmt.Sprint(m.Path, ", ", m.Name, ", ", m.Kind))
		}
	}
	want := []string{"d/a.csv.gz, a.csv, 0", "d/b.zip: x/1.csv, 1.csv, 0", "d/b.zip: 2.csv, 2.csv, 0", "d/c.parquet, c.parquet, 2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	tables, err := readAll(Members(fsys, "d/b.zip"))
	if err != nil || !reflect.DeepEqual(tables, [][][]string{plainRows, chineseRows}) {
		t.Errorf("zip: %q, %v", tables, err)
	}
}

// TestRefused: what is no table says what it is instead.
func TestRefused(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	flat := t.TempDir()
	if _, err := readAll(Members(nil, flat)); err == nil {
		t.Error("a folder is read as a table")
	}
	var many []string
	for i := range 70_000 {
		many = append(many, fmt.Sprint(i), "")
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":          {nil, "empty"},
		"empty gzip":     {gzipped(""), "empty"},
		"pdf":            {[]byte("%PDF-1.7\n"), "PDF"},
		"html":           {[]byte("<!DOCTYPE html><html>"), "web page"},
		"html with bom":  {[]byte("\xef\xbb\xbf<!DOCTYPE html><html>"), "web page"},
		"html in gzip":   {gzipped("<html>"), "web page"},
		"7z":             {[]byte("7z\xbc\xaf\x27\x1c\x00\x04"), "7z"},
		"xls":            {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "xls"},
		"zeros":          {make([]byte, 1000), "zero byte"},
		"zip in gzip":    {gzipped(string(zipped("a.csv", plain))), "zip file inside"},
		"absolute name":  {zipped("a.csv", plain, "/etc/passwd", plain), "points outside"},
		"name upwards":   {zipped("a/../../b.csv", plain), "points outside"},
		"name backwards": {zipped(`..\b.csv`, plain), "points outside"},
		"many files":     {zipped(many...), "70000 files"},
		"cut quote":      {[]byte("a,b\n1,\"x\n2,y\n"), "never closes|before it closes"},
		"xz of 4 GB":     {xzDictionary(xzipped(plain), 40), "memory"},
		"xz of 256 MB":   {xzDictionary(xzipped(plain), 32), "memory"},
	} {
		grown := growth(func() {
			tables, err := readAll(Members(fstest.MapFS{"f": {Data: c.data}}, "f"))
			if err == nil || !slices.ContainsFunc(strings.Split(c.want, "|"), func(w string) bool { return strings.Contains(err.Error(), w) }) {
				t.Errorf("%s: got %.100q, %v; want the error %q", name, tables, err, c.want)
			}
		})
		if grown > 200<<20 {
			t.Errorf("%s: took %d MB of memory", name, grown>>20)
		}
	}
}

// xzDictionary returns an xz file that claims to need a dictionary of a size: bits
// is as in the .xz file format, 5.3.1. It has one block, with LZMA2 as its filter.
func xzDictionary(file []byte, bits byte) []byte {
	file = slices.Clone(file)
	block := file[12:]
	block = block[:4*(int(block[0])+1)]
	block[bytes.Index(block, []byte("\x21\x01"))+2] = bits
	sum := len(block) - 4
	binary.LittleEndian.PutUint32(block[sum:], crc32.ChecksumIEEE(block[:sum]))
	return file
}

// growth returns by how many bytes f makes the program grow.
func growth(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Sys - before.Sys
}

// TestCutShort: a file that is cut short is an error, never a shorter table.
func TestCutShort(t *testing.T) {
	var text strings.Builder
	r := rand.New(rand.NewPCG(1, 2))
	text.WriteString("a,b\n")
	for range 20_000 {
		fmt.Fprintf(&text, "%d,%d\n", r.Uint32(), r.Uint32())
	}
	for name, data := range map[string][]byte{
		"gzip":  gzipped(text.String()),
		"bzip2": containers()["a.csv.bz2"],
		"zstd":  zstdped(text.String()),
		"xz":    xzipped(text.String()),
		"zip":   zipped("a.csv", text.String()),
		"xlsx":  plainBook(),
	} {
		if _, err := readAll(Members(fstest.MapFS{"f": {Data: data}}, "f")); err != nil {
			t.Fatalf("%s, whole: %v", name, err)
		}
		for _, n := range []int{6, 12, 20, 60, len(data) / 3, len(data) / 2, len(data) - 30, len(data) - 13, len(data) - 9, len(data) - 5, len(data) - 1} {
			if _, err := readAll(Members(fstest.MapFS{"f": {Data: data[:n]}}, "f")); err == nil {
				t.Errorf("%s of %d bytes, cut after %d: no error", name, len(data), n)
			}
			if name == "zip" || name == "xlsx" {
				continue
			}
			if _, err := readAll(stream(bytes.NewReader(data[:n]))); err == nil {
				t.Errorf("%s of %d bytes, cut after %d, standard input: no error", name, len(data), n)
			}
		}
	}
}

// TestBroken: so is one with a wrong byte, wherever there is a checksum.
func TestBroken(t *testing.T) {
	for name, data := range containers() {
		if !slices.Contains([]string{"a.csv.gz", "a.csv.bz2", "a.csv.xz", "a.csv.zst", "one.zip", "book.xlsx"}, name) {
			continue
		}
		for i := range data {
			broken := slices.Clone(data)
			broken[i] ^= 0x10
			got, err := readAll(Members(fstest.MapFS{"f": {Data: broken}}, "f"))
			if err == nil && len(got) == 1 && !reflect.DeepEqual(trimmed(got[0]), trimmed(plainRows)) {
				t.Errorf("%s with byte %d changed: read as %q", name, i, got)
			}
		}
	}
}

// repeated repeats a text without end.
type repeated struct {
	text string
	n    int64 // bytes so far
}

func (e *repeated) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], e.text[int(e.n+int64(n))%len(e.text):])
	}
	e.n += int64(n)
	return n, nil
}

// TestEndless: what never ends is told to be no table, soon and in little memory.
func TestEndless(t *testing.T) {
	for name, c := range map[string]struct{ head, rest, want string }{
		"a line":           {"a,b\n1,", "x", "no line ends"},
		"a header":         {"a,", "x", "no line ends"},
		"a quote":          {"a,b\n1,\"", "x\n", "never closed"},
		"fields":           {"a,b\n", ",", "no line ends"},
		"blank lines":      {"", "\n", "empty"},
		"blanks":           {"", " ", "empty"},
		"a line in UTF-16": {"\xff\xfea\x00,\x00b\x00\n\x00", "x\x00", "no line ends"},
		"a line in JSON":   {`[{"a":"`, "x", ""},
		"brackets":         {"[", "[", ""},
	} {
		src := &repeated{text: c.rest}
		grown := growth(func() {
			_, err := readAll(stream(io.MultiReader(strings.NewReader(c.head), io.LimitReader(src, 1<<30))))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", name, err, c.want)
			}
		})
		if src.n > 16<<20 || grown > 128<<20 {
			t.Errorf("%s: stopped after %d MB, with %d MB of memory", name, src.n>>20, grown>>20)
		}
	}
}

// TestBomb: a stream that swells without end is stopped, whoever inflates it.
func TestBomb(t *testing.T) {
	done := int64(100_000)
	z := &inflated{Reader: swollen{}, done: &done}
	var err error
	for p := make([]byte, 1<<20); err == nil && z.n < 4*maxQuiet; _, err = z.Read(p) {
	}
	if err == nil || !strings.Contains(err.Error(), "bomb") {
		t.Errorf("%d bytes from %d: %v", z.n, done, err)
	}
}

// swollen is a reader of anything.
type swollen struct{}

func (swollen) Read(p []byte) (int, error) { return len(p), nil }

// TestDeflateBomb: deflate swells by at most 1032, which must be enough to be stopped.
func TestDeflateBomb(t *testing.T) {
	if maxSwell > 1000 {
		t.Skip("the limit is beyond what deflate can reach")
	}
	if testing.Short() || racing.Enabled {
		t.Skip("inflates a gigabyte")
	}
	lines := strings.Repeat("1,2,3\n", 10<<20)
	member := gzipped(lines)
	for name, members := range map[string]func() ([]Member, error){
		"gzip": func() ([]Member, error) {
			return stream(io.MultiReader(bytes.NewReader(gzipped("a,b,c\n")), &repeated{text: string(member)}))
		},
		"zip": func() ([]Member, error) {
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			f := must(w.Create("a.csv"))
			for range maxQuiet/len(lines) + 8 {
				must(io.WriteString(f, lines))
			}
			w.Close()
			return Members(fstest.MapFS{"f": {Data: b.Bytes()}}, "f")
		},
	} {
		table := must(must(members())[0].Open())
		grown := growth(func() {
			var err error
			for err == nil {
				_, err = table.Next()
			}
			if !strings.Contains(err.Error(), "bomb") {
				t.Errorf("%s: %v", name, err)
			}
		})
		if table.Close(); grown > 64<<20 {
			t.Errorf("%s: took %d MB of memory", name, grown>>20)
		}
	}
}

// FuzzContainers feeds anything: there is an error or there are rows, but no panic
// and no end of time or memory.
func FuzzContainers(f *testing.F) {
	for _, data := range containers() {
		f.Add(data)
	}
	f.Add(encoded(simplifiedchinese.GB18030, chinese))
	f.Add(zipped("x/", "", "1.csv", plain, "2.csv", string(gzipped(chinese))))
	f.Add([]byte(`{"data":[{"a":1,"b":"x"},{"a":2,"b":null}]}`))
	f.Add([]byte("\xff\xff\xff\xff"))
	f.Add([]byte(`[["a","b"],["1","2"]]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{"f": {Data: data}}
		fromFile, fileErr := readAll(Members(fsys, "f"))
		if members, err := Members(fsys, "f"); err != nil || len(members) == 0 || members[0].Kind == Sheet {
			return
		}
		fromInput, inputErr := readAll(stream(bytes.NewReader(data)))
		if fileErr == nil && inputErr == nil && !reflect.DeepEqual(fromFile, fromInput) {
			t.Errorf("the file is %q, as standard input %q", fromFile, fromInput)
		}
	})
}
