package hscodes

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"01", "01"},
		{"8542", "8542"},
		{"854231", "854231"},
		{"8542.31", "8542.31"},
		{"8542 31 90", "85423190"},
		{"8542.31.90", "85423190"},
		{"8542.3190", "85423190"},
		{"85.42", "8542"},
		{"0101210010", "0101210010"},
		{"880622101100", "880622101100"},
		{"999999", "999999"},
	} {
		c, err := Parse(test.in)
		if want := strings.ReplaceAll(test.want, ".", ""); err != nil || c.String() != want || c.Digits() != len(want) || !c.IsValid() {
			t.Errorf("Parse(%q) = %v, %v; want %s", test.in, c, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", "empty"},
		{" ", "no digits"},
		{".", "no digits"},
		{"1", `"1" has 1 digit: a leading zero may be lost; 01?`},
		{"101", "0101?"},
		{"10111", `"10111" has 5 digits: a leading zero may be lost; 010111?`},
		{"1012100", "01012100?"},
		{"101210010", "0101210010?"},
		{"10121001000", "010121001000?"},
		{"101.11", "010111?"},
		{"1234567890123", "has 13 digits: a code has 2 to 12"},
		{"12345678901234", "has 14 digits"},
		{"TOTAL", "'T' is not a digit"},
		{"9999AA", "'A' is not a digit"},
		{"39XXXXXX", "'X' is not a digit"},
		{"8542-31", "'-' is not a digit"},
		{"８５", "'８' is not a digit"},
		{"8542\u00a031", "is not a digit"},
		{" 8542", "between pairs"},
		{"8542 ", "between pairs"},
		{"8542..31", "between pairs"},
		{"854.231", "between pairs"},
		{"10111.0", "between pairs"},
		{"\xff8", "is not a digit"},
	} {
		c, err := Parse(test.in)
		if err == nil || c.IsValid() || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Parse(%q) = %v, %v; want an error with %q", test.in, c, err, test.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	c := MustParse("85423190")
	for digits, want := range map[int]string{-1: "", 0: "", 1: "", 2: "85", 3: "85", 4: "8542", 5: "8542", 6: "854231", 7: "854231", 8: "85423190", 9: "85423190", 12: "85423190", 99: "85423190"} {
		if got := c.Truncate(digits).String(); got != want {
			t.Errorf("Truncate(%d) = %q, want %q", digits, got, want)
		}
	}
	if got := (Code{}).Truncate(4); got.IsValid() {
		t.Errorf("the zero Code cut to 4 digits is %v", got)
	}
	// Goods of chapter 00 do not exist, but zeros must not be taken for absence.
	if got := MustParse("000000").Truncate(4); got.String() != "0000" || !got.IsValid() {
		t.Errorf("000000 cut to 4 digits is %v", got)
	}
}

func TestContains(t *testing.T) {
	for _, test := range []struct {
		c, d string
		want bool
	}{
		{"8542", "8542", true}, {"8542", "85423190", true}, {"85", "8542", true},
		{"8542", "8541", false}, {"854231", "8542", false}, {"8500", "85", false}, {"85", "8500", true},
	} {
		if got := MustParse(test.c).Contains(MustParse(test.d)); got != test.want {
			t.Errorf("%s contains %s: %v", test.c, test.d, got)
		}
	}
	if (Code{}).Contains(MustParse("85")) || MustParse("85").Contains(Code{}) || (Code{}).Contains(Code{}) {
		t.Error("the zero Code contains nothing and is contained in nothing")
	}
}

// randomCode returns a code of few different digits, so that many share a prefix.
func randomCode(r *rand.Rand) Code {
	b := make([]byte, 2*(1+r.IntN(6)))
	for i := range b {
		b[i] = "059"[r.IntN(3)]
	}
	return MustParse(string(b))
}

// Codes must behave as their texts do.
func TestCodeProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		c, d := randomCode(r), randomCode(r)
		if got, want := c.Compare(d), strings.Compare(c.String(), d.String()); got != want {
			t.Fatalf("%v compared with %v is %d, want %d", c, d, got, want)
		}
		if got, want := c.Contains(d), strings.HasPrefix(d.String(), c.String()); got != want {
			t.Fatalf("%v contains %v: %v", c, d, got)
		}
		if (c == d) != (c.String() == d.String()) {
			t.Fatalf("%v == %v: %v", c, d, c == d)
		}
		n := 2 * (1 + r.IntN(6))
		if cut := c.Truncate(n); !cut.Contains(c) || cut.String() != c.String()[:min(n, c.Digits())] {
			t.Fatalf("%v cut to %d digits is %v", c, n, cut)
		}
	}
}

func TestCodeJSON(t *testing.T) {
	type row struct {
		Code Code         `json:"code,omitzero"`
		By   map[Code]int `json:"by"`
		All  []Code       `json:"all"`
	}
	in := row{MustParse("010121"), map[Code]int{MustParse("01"): 1}, []Code{{}, MustParse("8542")}}
	text, err := json.Marshal(in)
	if want := `{"code":"010121","by":{"01":1},"all":["","8542"]}`; err != nil || string(text) != want {
		t.Fatalf("%s, %v; want %s", text, err, want)
	}
	var out row
	if err := json.Unmarshal(text, &out); err != nil || out.Code != in.Code || out.By[MustParse("01")] != 1 || !slices.Equal(out.All, in.All) {
		t.Errorf("came back as %+v, %v", out, err)
	}
	c := in.Code
	if err := c.UnmarshalText([]byte("10121")); err == nil || c != in.Code {
		t.Errorf("a refused text left %v, %v", c, err)
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	text := []byte("8542.31.90")
	var c Code
	if n := testing.AllocsPerRun(100, func() {
		_, _ = Parse("854231")
		_ = c.UnmarshalText(text)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	MustParse("10111")
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"8542", "8542.31", "8542 31 90", "10111", "TOTAL", "", "000000000000", "85\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Parse(s)
		if err != nil {
			if c != (Code{}) {
				t.Errorf("Parse(%q) = %v with error %v", s, c, err)
			}
			return
		}
		again, err := Parse(c.String())
		if digits := strings.NewReplacer(".", "", " ", "").Replace(s); err != nil || again != c || c.String() != digits {
			t.Errorf("Parse(%q) = %v, which is read as %v, %v", s, c, again, err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		_, _ = Parse("85423190")
	}
}
