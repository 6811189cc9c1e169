package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// folder returns small tables: 852491 comes from 852490, and 852499 from both.
func folder() fstest.MapFS {
	tables := fstest.MapFS{}
	for _, e := range hscodes.Editions() {
		tables["hs6_codes_"+e.String()+".csv"] = &fstest.MapFile{Data: []byte("hs6,note\n852491,\n852490,\n999999,unspecified\n")}
	}
	tables["concordance_pairs.csv"] = &fstest.MapFile{Data: []byte(`from_edition,from_hs6,to_edition,to_hs6,unsd_conversion,catch_all
HS1996,852491,HS1992,852491,0,1
HS1996,852491,HS1992,852490,1,0
HS1996,999999,HS1992,999999,1,0
`)}
	return tables
}

func unpack(t *testing.T, file []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestBuild(t *testing.T) {
	file, err := build(folder())
	if err != nil {
		t.Fatal(err)
	}
	list := []byte{2, 0x8a, 0x84, 0x34, 1} // two codes: 852490, and one above
	want := bytes.Repeat(list, 7)
	want = append(want, 0, 2, 0<<2|1, 1<<2|2) // 852490 has no link, 852491 two
	want = append(want, make([]byte, 10)...)  // five editions without links
	if got := unpack(t, file); !bytes.Equal(got, want) {
		t.Errorf("got  % x\nwant % x", got, want)
	}
	again, err := build(folder())
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("a second time it is another file, %v", err)
	}
}

func TestBuildRefuses(t *testing.T) {
	const pairs = "from_edition,from_hs6,to_edition,to_hs6\n"
	for _, test := range []struct{ name, text, want string }{
		{"hs6_codes_HS2002.csv", "hs6,note\n52490,\n", "hs6_codes_HS2002.csv:2: \"52490\""},
		{"hs6_codes_HS2002.csv", "hs6,note\n852490,\n852490,\n", "twice"},
		{"hs6_codes_HS2002.csv", "", "hs6_codes_HS2002.csv: EOF"},
		{"concordance_pairs.csv", pairs + "HS1996,852491,HS1992,852492\n", ":2: 852492 is not in the list"},
		{"concordance_pairs.csv", pairs + "HS2002,852491,HS1992,852491\n", "not the edition before"},
		{"concordance_pairs.csv", pairs + "HS1996,852491,HS1992,852491\nHS1996,852491,HS1992,852491\n", "twice"},
		{"concordance_pairs.csv", pairs + "HS1997,852491,HS1992,852491\n", "HS1997"},
	} {
		tables := folder()
		tables[test.name] = &fstest.MapFile{Data: []byte(test.text)}
		if _, err := build(tables); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

// The file in the package is made from the tables in DUALUSE_FACTS. What is unpacked
// is compared, since another version of Go may pack otherwise.
func TestFactsGiveTheFile(t *testing.T) {
	name := os.Getenv("DUALUSE_FACTS")
	if name == "" {
		t.Skip("DUALUSE_FACTS is not set")
	}
	got, err := build(os.DirFS(name))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../hscodes/editions.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(unpack(t, got), unpack(t, want)) {
		t.Error("hscodes/editions.bin is out of date")
	}
}
