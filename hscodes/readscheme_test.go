package hscodes

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

const watchList = `# name: our watch list
# version: 3
# published: 2024-02-23
# source: the desk, with "friends"
# edition: HS2022
category,label,code,from,to,role,precision,partial,note
drones,Drones,8806,HS2022,,whole,high,,"a heading, new"
armour,Body armour,732690,,,part,low,yes,steel plates
armour,Body armour,650610,HS1996,HS2017,,,,
`

func TestReadScheme(t *testing.T) {
	s, err := ReadScheme(strings.NewReader(watchList))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name() != "our watch list" || s.Version() != "3" || s.Published() != "2024-02-23" || s.Source() != `the desk, with "friends"` || s.Edition() != HS2022 {
		t.Errorf("%+v", s.info)
	}
	want := []Category{
		{"drones", "Drones", []Entry{{MustParse("8806"), HS2022, 0, "whole", "high", false, "a heading, new"}}},
		{"armour", "Body armour", []Entry{{MustParse("732690"), 0, 0, "part", "low", true, "steel plates"}, {Code: MustParse("650610"), From: HS1996, To: HS2017}}},
	}
	if got := slices.Collect(s.Categories()); !slices.EqualFunc(got, want, func(a, b Category) bool {
		return a.Name == b.Name && a.Label == b.Label && slices.Equal(a.Entries, b.Entries)
	}) {
		t.Errorf("%+v", got)
	}
	var b bytes.Buffer
	if err := WriteScheme(&b, s); err != nil || b.String() != watchList {
		t.Errorf("written as\n%s%v", b.String(), err)
	}
}

// The same list as spreadsheets in several countries save it.
func TestReadSchemeFromSpreadsheets(t *testing.T) {
	want, err := ReadScheme(strings.NewReader(watchList))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"CRLF and BOM": "\ufeff" + strings.ReplaceAll(watchList, "\n", "\r\n"),
		"semicolons": `# name: our watch list;;;;;;;;
# version: 3;;;;;;;;
# published: 2024-02-23;;;;;;;;
"# source: the desk, with ""friends""";;;;;;;;
# edition: H6;;;;;;;;
;;;;;;;;
Category;Label;Code;From;To;Role;Precision;Partial;Note
drones;Drones;88.06;2022;;whole;high;no;a heading, new
;;;;;;;;
armour;;7326 90;;;part;low;X;steel plates
# the next one is old;;;;;;;;
armour;Body armour;6506.10;HS96;hs17;;;FALSE;
;;;;;;;;
`,
		"columns moved, some rows short": `# Checked by Anna on a Friday, "twice"
# NAME: our watch list,,,,,,,,
#version:3
# edition: HS2022
# published: 2024-02-23

"# source: the desk, with ""friends""",,,,,,,,,
code,category,partial,to,from,role,precision,note,label,
8806,drones, no ,, HS2022,whole,high,"a heading, new",Drones,
732690, armour ,yes,,,part,low,steel plates
650610,armour,,HS2017,HS1996,,,,Body armour
`,
	} {
		s, err := ReadScheme(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if s.Hash() != want.Hash() {
			var b bytes.Buffer
			WriteScheme(&b, s)
			t.Errorf("%s: read as\n%s", name, b.String())
		}
	}
}

func TestReadSchemeRefuses(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "no header: expected a line with the columns category,label,code"},
		{"# name: x\n\n", "no header"},
		{"category,code\n", "at least one category"},
		{"category,codes\na,8542\n", `line 1: unknown column "codes": expected category,label,code`},
		{"# name: x\ncategory,label\na,b\n", `line 2: no column "code"`},
		{"category,code,code\na,8542,8542\n", `column "code" stands twice`},
		{"category,code\na,10111\n", `line 2, column code: "10111" has 5 digits: a leading zero may be lost; 010111?`},
		{"category,code\na,8542\n\n\na,\n", "line 5, column code: the code is empty"},
		{"category,code\n,8542\n", `line 2, column category: "" is no name of a category`},
		{"category,code\nJet Engines,8411\n", `line 2, column category: "Jet Engines" is no name`},
		{"category,code,from\na,8542,2018\n", `line 2, column from: "2018" is not an edition`},
		{"category,code,to\na,8542,H9\n", `line 2, column to: "H9" is not an edition`},
		{"category,code,from,to\na,8541,,\na,8542,2017,2012\n", "line 3, column to: 8542 holds from HS2017 to HS2012"},
		{"category,code,partial\na,8542,perhaps\n", `line 2, column partial: "perhaps" is neither yes nor no`},
		{"category,label,code\na,A,8542\na,B,8541\n", `line 3, column label: category "a" is labelled "B" here and "A" above`},
		{"# x\ncategory,code\na,8542\nb,01\nb,854231\n", `line 5, column code: code 854231 (all editions) is also in category "a", by its code 8542 (all editions)`},
		{"category,code,note\na,8542,chips, all of them\n", `line 2: cell 4, "all of them", is under no column`},
		{"category,code,note\na,8542,12\" plates\n", `line 2: bare "`},
		{"category,code,note\na,8542,\"two\nlines\"\n", "line 2, column note: note of 8542 has a line break"},
		{"# edition: 1988\ncategory,code\na,8542\n", `line 1, column edition: "1988" is not an edition`},
		{"# name: a\n# name: b\ncategory,code\na,8542\n", "line 2, column name: it is already on line 1"},
		{"# name: a\tb\ncategory,code\na,8542\n", "line 1, column name: name has a line break or another control"},
		{"category,label,code\na,caf\xe9,8542\n", `line 2: this is not UTF-8 text: save the file as "CSV UTF-8"`},
		{"\xff\xfec\x00a\x00", "line 1: this is not UTF-8 text"},
	} {
		s, err := ReadScheme(strings.NewReader(test.text))
		if err == nil || s != nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want an error with\n\t%s", test.text, err, test.want)
		}
	}
	broken := errors.New("broken")
	if _, err := ReadScheme(iotest.ErrReader(broken)); err != broken {
		t.Errorf("an error of the reader came out as %v", err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteSchemeReturnsTheError(t *testing.T) {
	if err := WriteScheme(fullDisk{}, Chapters()); err == nil {
		t.Error("no error")
	}
}

func FuzzReadScheme(f *testing.F) {
	f.Add(watchList)
	f.Add(strings.ReplaceAll(strings.ReplaceAll(watchList, ",", ";"), "\n", "\r\n"))
	f.Add("\ufeffcategory;code\na;8542.31\n")
	f.Add("# name: a,;,\n\"# source: \"\"b\"\"\",,,\ncategory,code,\na,01,\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ReadScheme(strings.NewReader(text))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteScheme(&b, s); err != nil {
			t.Fatal(err)
		}
		again, err := ReadScheme(bytes.NewReader(b.Bytes()))
		if err != nil || again.Hash() != s.Hash() {
			t.Errorf("%q\nwas written as %q\nwhich is read with %v", text, b.String(), err)
		}
	})
}
