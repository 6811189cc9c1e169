package rows

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

// jsonText writes out what a JSON text holds: its header, and a row a line, each
// as its line, then its fields and their columns.
func jsonText(src io.Reader) (string, error) {
	t, err := openJSON(bufio.NewReader(src))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(strings.Join(t.Header, "|"))
	for {
		fields, err := t.Next()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		fmt.Fprintf(&b, "\n%d:", t.Line())
		for i, f := range fields {
			fmt.Fprintf(&b, " %s@%d", f, t.Column(i))
		}
	}
}

func TestJSON(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"UN Comtrade", `{"elapsedTime":"0.09 secs","count":2,"data":[{"period":"2021","cmdCode":"TOTAL","qty":null},` + "\n" + `{"period":"2022","cmdCode":"01","qty":1.5e3}],"error":""}`,
			"period|cmdCode|qty\n1: 2021@56 TOTAL@73 @87\n2: 2022@11 01@28 1.5e3@39"},
		{"legacy UN Comtrade", `{"validation":{"status":{"name":"Ok","value":0},"message":null,"count":{"value":[1,{}]}},"dataset":[{"yr":2010,"est":false,"ok":true}]}`,
			"yr|est|ok\n1: 2010@107 false@118 true@129"},
		{"Tesseract", "{\n \"annotations\": {\"source\": [\"x\"]},\n \"page\": {\"limit\": 0},\n \"columns\": [\"Year\", \"Trade Value\"],\n \"data\": [\n  {\"Year\": 2020, \"Trade Value\": -0.5},\n  {\n   \"Trade Value\": 7, \"Year\": 2021\n  }\n ]\n}\n",
			"Year|Trade Value\n6: 2020@12 -0.5@33\n7: 2021@0 7@0"},
		{"array of records", `[{"a":1,"b":"x"}, {"b":"y","a":2}, {}, {"b":"z"}]`,
			"a|b\n1: 1@7 x@13\n1: 2@32 y@24\n1: @0 z@45"},
		{"US Census", "[[\"CTY\",\"VAL\",\"CTY\"],\r\n[\"5700\",null,12],\r\n[\"1\"],\r\n[],[1,2,3,4]]",
			"CTY|VAL|CTY\n2: 5700@2 @9 12@14\n3: 1@2\n4:\n4: 1@5 2@7 3@9 4@11"},
		{"US Census without rows", `[["CTY","VAL"]]`, "CTY|VAL"},
		{"replies on end", "{\"count\":0,\"data\":[],\"error\":\"\"}\n{\"data\":null}\n{}\n[]\n{\"data\":[{\"a\":1}]}{\"error\":\"none\",\"data\":[{\"a\":2}]}\n{\"data\":[]}\n[{\"a\":3}]\n[[\"a\"],[4]]",
			"a\n5: 1@15\n5: 2@48\n7: 3@7\n8: 4@9"},
		{"records on end", "{\"a\":1,\"message\":\"\"}\n\n{\"message\":\"x\",\"a\":2}{\"a\":3}\n",
			"a|message\n1: 1@6 @18\n3: 2@20 x@12\n3: 3@27 @0"},
		{"a record with a column named data", `{"data":"x","dataset":1}`, "data|dataset\n1: x@9 1@23"},
		{"escapes", `[{"\u0061\"\\\/\b\f\n\r\t":"\u00e9\u20ac\ud83d\ude00é€😀","b":"\ud83d\u0041|\ude00\ud83d"}]`,
			"a\"\\/\b\f\n\r\t|b\n1: é€😀é€😀@28 \ufffdA|\ufffd\ufffd@68"},
	} {
		for how, src := range sources(c.text) {
			if got, err := jsonText(src); err != nil || got != c.want {
				t.Errorf("%s, %s:\n%s\n%v\nwant\n%s", c.name, how, got, err, c.want)
			}
		}
	}
}

func sources(text string) map[string]io.Reader {
	return map[string]io.Reader{
		"whole":        strings.NewReader(text),
		"byte by byte": iotest.OneByteReader(strings.NewReader(text)),
		"with end":     iotest.DataErrReader(strings.NewReader(text)),
	}
}

func TestJSONWithoutRecords(t *testing.T) {
	for _, text := range []string{"{}", "[]", `{"count":0,"data":[],"error":""}`, `{"data":[],"message":"Success","statusCode":200}`, `{"data":null,"error":null}`, "[] {}\n[{}]", `{"dataset":[]}{"data":[]}`} {
		if _, err := jsonText(strings.NewReader(text)); !errors.Is(err, ErrNoRows) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestJSONUnreadable(t *testing.T) {
	const cut = "the file ends here, before its JSON is complete: the file may be cut short"
	const where = `: a record holds plain values, and a reply its records under "data" or "dataset"`
	long := strings.Repeat("x", MaxRow)
	for _, c := range []struct{ text, want string }{
		// Refusals.
		{`{"error":"no such reporter"}`, `line 1: no records: the publisher replied "no such reporter"`},
		{`{"Error":"no","message":"x"}`, `line 1: no records: the publisher replied "no"`},
		{`{"count":0,"data":[],"error":"too many"}`, `line 1: no records: the publisher replied "too many"`},
		{`{"statusCode":401,"message":"Access denied"}`, `line 1: no records: the publisher replied "Access denied"`},
		{"\n" + `{"statusCode":429}`, `line 2: no records: the publisher replied "status 429"`},
		{`{"data":[{"a":1}]}` + "\n" + `{"error":"quota","x":{}}`, `line 2: no records: the publisher replied "quota"`},

		// Replies and records that do not hold together.
		{`{"data":[{"a":1}],"data":[]}`, `line 1, column 19: a reply holds its records once, under "data" or "dataset", and here is another "data"`},
		{`{"data":[],"dataset":[]}`, `line 1, column 12: a reply holds its records once, under "data" or "dataset", and here is another "dataset"`},
		{`{"data":{"a":1}}`, `line 1, column 9: the records of a reply stand in an array, and this is an object`},
		{`{"data":[["a"],[1]]}`, `line 1, column 10: an object is expected here, not "["`},
		{`{"data":[1]}`, `line 1, column 10: an object is expected here, not "1"`},
		{`{"page":1,"results":[{"a":1}]}`, `line 1, column 21: "results" holds an array` + where},
		{`[{"a":1},[2]]`, `line 1, column 10: an object is expected here, not "["`},
		{`[["a"],{"a":1}]`, `line 1, column 8: an array, as before, is expected here, not "{"`},
		{`[{"a":1,"b":{}}]`, `line 1, column 13: "b" holds an object` + where},
		{`[["a"],[[]]]`, `line 1, column 9: field 1 of the row holds an array, not a plain value`},
		{`[["a",1]]`, `line 1, column 7: a column name in double quotes is expected here, not "1"`},
		{`[[]]`, `line 1: the row of column names is empty`},
		{"[[\"a\"]]\n[[\"b\"]]", `line 2: the replies do not agree: the column names differ from those of the first one`},
		{"[{\"a\":1},\n{\"a\":2,\"b\":3}]", `line 2, column 8: the records do not agree: the first one has no "b"`},
		{"{\"a\":1}\n{\"b\":3}", `line 2, column 2: the records do not agree: the first one has no "b"`},
		{`[{"a":1,"a":2}]`, `line 1, column 9: the record has "a" twice`},
		{`{"a":1,"\u0061":null}`, `line 1, column 8: the record has "a" twice`},
		{`{"a":null,"a":1}`, `line 1, column 11: the record has "a" twice`},

		// No JSON.
		{`[{"a":1,}]`, `line 1, column 9: a comma stands before this "}"`},
		{`[{"a":1},]`, `line 1, column 10: a comma stands before this "]"`},
		{`[{,}]`, `line 1, column 3: a name in double quotes is expected here, not ","`},
		{`[{"a":1 "b":2}]`, `line 1, column 9: a comma or "}" is expected here, not "\""`},
		{"[{\"a\":1}\n{\"a\":2}]", `line 2, column 1: a comma or "]" is expected here, not "{"`},
		{`[{"a" 1}]`, `line 1, column 7: a colon is expected here, not "1"`},
		{`[{"a":}]`, `line 1, column 7: a value is expected here, not "}"`},
		{`[{'a':1}]`, `line 1, column 3: a name in double quotes is expected here, not "'"`},
		{`[{"a":NaN}]`, `line 1, column 7: "NaN" is no JSON value`},
		{`[{"a":-Infinity}]`, `line 1, column 7: "-Infinity" is no JSON value`},
		{`[{"a":01}]`, `line 1, column 7: "01" is no JSON value`},
		{`{"x":{"a":1.},"data":[]}`, `line 1, column 11: "1." is no JSON value`},
		{`{"x":[1,],"data":[]}`, `line 1, column 9: a comma stands before this "]"`},
		{`{"a":1} xyz`, `line 1, column 9: an object or an array is expected here, not "x"`},
		{`{"a":1},{"a":2}`, `line 1, column 8: an object or an array is expected here, not ","`},
		{`{"data":[{"a":1}]}]`, `line 1, column 19: an object or an array is expected here, not "]"`},
		{"[{\"a\":\"x\ny\"}]", `line 1, column 9: a text holds the control character 0x0a: it may lack its closing quote`},
		{"[{\"a\":\x01}]", `line 1, column 7: a value is expected here, not "\x01"`},
		{"[{\"a\":\"x\xe9y\"}]", `line 1, column 9: a text is not in UTF-8`},
		{`[{"a":"x\q"}]`, `line 1, column 9: "\\q" is no escape`},
		{`[{"a":"\u12g4"}]`, `line 1, column 8: \u is not followed by four hexadecimal digits`},
		{`[{"a":"\ud800\udcxx"}]`, `line 1, column 14: \u is not followed by four hexadecimal digits`},

		// Cut short.
		{`[`, "line 1, column 2: " + cut},
		{`{"data":[{"a":1}`, "line 1, column 17: " + cut},
		{`{"data":[{"a":1}]`, "line 1, column 18: " + cut},
		{`{"data":[{"a":12`, "line 1, column 17: " + cut},
		{"[{\"a\":1},\n", "line 2, column 1: " + cut},
		{`[{"a":"xy`, "line 1, column 7: a text opens here and the file ends before it closes: the file may be cut short"},
		{`[{"a":"xy\`, "line 1, column 7: a text opens here and the file ends before it closes: the file may be cut short"},

		// Too long.
		{`[{"a":"` + long + `"}]`, "line 1: the record that begins here is longer than 1048576 bytes"},
		{"{\"a\":1}\n{\"a\":\"" + long[7:] + "\"}", "line 2: the record that begins here is longer than 1048576 bytes"},
		{"{\"a\":1}\n{\"a\":2" + strings.Repeat(" ", MaxRow) + "}", "line 2: the record that begins here is longer than 1048576 bytes"},
		{`[{"a":1` + strings.Repeat("1", MaxRow) + `}]`, "line 1: the record that begins here is longer than 1048576 bytes"},
		{`{"x":"` + long + `","data":[]}`, "line 1, column 6: the value that begins here is longer than 1048576 bytes"},
		{`{"x":` + strings.Repeat("[", 63) + strings.Repeat("]", 63) + `,"data":[]}`, ErrNoRows.Error()},
		{`{"x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `,"data":[]}`, "line 1, column 69: the JSON nests deeper than 64"},
		{`{"x":` + strings.Repeat("[", 10_000), "line 1, column 69: the JSON nests deeper than 64"},
		{strings.Repeat("[", 10_000), `line 1, column 3: field 1 of the row holds an array, not a plain value`},
	} {
		for how, src := range sources(c.text) {
			if _, err := jsonText(src); err == nil || err.Error() != c.want {
				t.Errorf("%.60s, %s:\n%v\nwant\n%s", c.text, how, err, c.want)
			}
		}
	}
	broken := errors.New("disk on fire")
	if _, err := jsonText(io.MultiReader(strings.NewReader(`[{"a":1},{"a"`), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("the error of the source is %v", err)
	}
}

// endless reads as the same text over and over.
type endless struct {
	text string
	at   int
}

func (e *endless) Read(p []byte) (n int, err error) {
	for n < len(p) {
		k := copy(p[n:], e.text[e.at:])
		n, e.at = n+k, (e.at+k)%len(e.text)
	}
	return n, nil
}

// TestJSONBounds reads texts of ten million pieces, in little memory.
func TestJSONBounds(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	times := func(n int, text string) io.Reader {
		return io.LimitReader(&endless{text: text}, int64(n*len(text)))
	}
	long := func(head, again, tail string) io.Reader {
		return io.MultiReader(strings.NewReader(head), times(10_000_000, again), strings.NewReader(tail))
	}
	plain := func(tail string) io.Reader {
		return io.MultiReader(strings.NewReader(`{"x":"`), times(700_000, "x"), strings.NewReader(`","y":"`), times(700_000, "y"), strings.NewReader(tail))
	}
	for name, c := range map[string]struct {
		src  io.Reader
		want string
	}{
		"brackets":          {long(`{"x":`, "[", ""), "nests deeper"},
		"objects":           {long(``, `{"x":`, ""), "nests deeper"},
		"white space":       {long("[{\"a\":1}", "\n    ", "]"), ""},
		"leading space":     {long("", "        ", `[{"a":1}]`), ""},
		"members":           {long(`{"x":1`, `,"x":[{"y":"z"}]`, `,"data":[{"a":1}]}`), ""},
		"plain members":     {long(`{"x":1`, `,"x":"yz"`, `,"data":[{"a":1}]}`), ""},
		"members behind":    {long(`{"data":[{"a":1}]`, `,"x":"yz"`, `}`), ""},
		"elements":          {long(`{"x":[1`, ",1", `],"data":[{"a":1}]}`), ""},
		"empty records":     {long(`[{"a":1}`, ",{}", "]"), ""},
		"long plain values": {plain(`","data":[{"a":1}]}`), ""},
		"and no records":    {plain(`"}`), "line 1: the record that begins here is longer"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, err := jsonText(c.src)
		runtime.ReadMemStats(&after)
		if c.want == "" && (err != nil || !strings.HasPrefix(got, "a\n1: 1@")) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %.40q, %v, want %q", name, got, err, c.want)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 6*MaxRow {
			t.Errorf("%s: %d bytes allocated", name, used)
		}
	}
}

// TestJSONPlaces holds that a record just as long as may be is read, wherever the
// window cuts it.
func TestJSONPlaces(t *testing.T) {
	for _, size := range []int{1, 100, 60_000, 131_000, MaxRow - len(`{"a":""}`)} {
		value := strings.Repeat("é", size/2) + strings.Repeat("x", size%2)
		text := strings.Repeat("\n{\"a\":\"\\n\"}", 3) + "\n  {\"a\":\"" + value + "\"}"
		tab, err := openJSON(bufio.NewReader(strings.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		var last []byte
		for range 4 {
			fields, err := tab.Next()
			if err != nil {
				t.Fatal(size, err)
			}
			last = slices.Clone(fields[0])
		}
		if string(last) != value || tab.Line() != 5 || tab.Column(0) != 8 {
			t.Errorf("%d bytes: got %d on line %d, column %d", size, len(last), tab.Line(), tab.Column(0))
		}
	}
}
