package rows

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// jsonTable reads a whole table, and where each of its fields stands.
func jsonTable(src io.Reader) (header []string, all [][]string, places []string, err error) {
	t, err := openJSON(bufio.NewReader(src))
	if err != nil {
		return nil, nil, nil, err
	}
	for {
		fields, err := t.Next()
		if err == io.EOF {
			return t.Header, all, places, nil
		}
		if err != nil {
			return t.Header, all, places, err
		}
		row, at := []string{}, fmt.Sprint(t.Line())
		for i, f := range fields {
			row = append(row, string(f))
			at += fmt.Sprint(" ", t.Column(i))
		}
		all = append(all, row)
		places = append(places, at)
	}
}

// node is a value as encoding/json reads it, its members in order.
type node struct {
	open  json.Delim // '{' or '[', 0 for a plain value
	names []string
	items []node
	text  string
}

func tree(d *json.Decoder) (n node, err error) {
	t, err := d.Token()
	if err != nil {
		return n, err
	}
	switch t := t.(type) {
	case json.Delim:
		n.open = t
		for d.More() {
			if t == '{' {
				name, err := d.Token()
				if err != nil {
					return n, err
				}
				n.names = append(n.names, name.(string))
			}
			item, err := tree(d)
			if err != nil {
				return n, err
			}
			n.items = append(n.items, item)
		}
		_, err = d.Token()
	case nil:
	default:
		n.text = fmt.Sprint(t)
	}
	return n, err
}

// peerTable reads the values of a text with encoding/json, and lays them out as
// a table.
func peerTable(text []byte) (header []string, all [][]string, err error) {
	record := func(n node) {
		if len(n.names) == 0 {
			return
		}
		if header == nil {
			header = n.names
		}
		row := make([]string, len(header))
		for i, name := range n.names {
			row[slices.Index(header, name)] = n.items[i].text
		}
		all = append(all, row)
	}
	values := json.NewDecoder(bytes.NewReader(text))
	for {
		var raw json.RawMessage // Decode is stricter than Token
		if err := values.Decode(&raw); err == io.EOF {
			return header, all, nil
		} else if err != nil {
			return nil, nil, err
		}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		n, err := tree(d)
		if err != nil {
			return nil, nil, err
		}
		data := -1
		for i, name := range n.names {
			if data < 0 && role([]byte(name)) == "data" && n.items[i].text == "" {
				data = i
			}
		}
		switch {
		case n.open == '[':
		case data >= 0 && n.items[data].open == '[':
			n = n.items[data]
		case data >= 0 && !slices.Contains(header, n.names[data]):
			return nil, nil, errAmbiguous
		default:
			record(n)
			continue
		}
		for i, item := range n.items {
			if item.open == '{' {
				record(item)
				continue
			}
			var row []string
			for _, f := range item.items {
				row = append(row, f.text)
			}
			if i > 0 {
				all = append(all, row)
			} else if header == nil {
				header = row
			}
		}
	}
}

// errAmbiguous is for what a node does not tell apart: an empty text makes a
// record, and null an empty reply.
var errAmbiguous = errors.New("an empty text, or null")

// FuzzJSON holds the reader of JSON against encoding/json: what is read here that
// one reads too, and as the same values; and against itself fed byte by byte.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{
		`{"n":0.5,"data":[{"a":"1","b":null},{"b":true,"a":-1e+5}],"error":""}`,
		`{"x":{"y":[1,{}]},"dataset":[{"a":"\ud83d\ude00\ud800\n"}]}{"data":[]}`,
		"[[\"a\",\"b\"],\r\n[1,null],[]]", "{\"a\":1}\n{\"a\":2}", `[{"a":1},{}]`,
		`{"statusCode":401,"message":"no"}`, `{"data":null}`, `[{"a":NaN}]`, `[{"a":01}]`, `{"x":[[[[`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		header, got, places, err := jsonTable(bytes.NewReader(text))
		slowHeader, slow, slowPlaces, slowErr := jsonTable(iotest.OneByteReader(bytes.NewReader(text)))
		if !slices.Equal(header, slowHeader) || !slices.EqualFunc(got, slow, slices.Equal) || !slices.Equal(places, slowPlaces) || fmt.Sprint(err) != fmt.Sprint(slowErr) {
			t.Fatalf("at once %q %q %q, %v; byte by byte %q %q %q, %v", header, got, places, err, slowHeader, slow, slowPlaces, slowErr)
		}
		if err != nil {
			return
		}
		wantHeader, want, err := peerTable(text)
		if err == errAmbiguous {
			return
		}
		if err != nil {
			t.Fatalf("got %q %q, encoding/json has %v", header, got, err)
		}
		if !slices.Equal(header, wantHeader) || !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("got %q %q, encoding/json has %q %q", header, got, wantHeader, want)
		}
	})
}

// BenchmarkJSON reads a reply of UN Comtrade of some 10 MB.
func BenchmarkJSON(b *testing.B) {
	const record = `{"typeCode":"C","freqCode":"A","refPeriodId":20220101,"refYear":2022,"refMonth":52,"period":"2022","reporterCode":276,"reporterISO":"DEU","reporterDesc":"Germany","flowCode":"M","flowDesc":"Import","partnerCode":%d,"partnerISO":"CHN","partnerDesc":"China","partner2Code":0,"partner2ISO":"W00","partner2Desc":"World","classificationCode":"H6","classificationSearchCode":"HS","isOriginalClassification":true,"cmdCode":"854231","cmdDesc":"Electronic integrated circuits; processors and controllers, whether or not combined with memories","aggrLevel":6,"isLeaf":true,"customsCode":"C00","customsDesc":"TOTAL CPC","mosCode":"0","motCode":0,"motDesc":"TOTAL MOT","qtyUnitCode":8,"qtyUnitAbbr":"kg","qty":%d.25,"isQtyEstimated":false,"altQtyUnitCode":-1,"altQtyUnitAbbr":"N/A","altQty":0,"isAltQtyEstimated":false,"netWgt":null,"isNetWgtEstimated":false,"grossWgt":null,"isGrossWgtEstimated":false,"cifvalue":1234567.891,"fobvalue":null,"primaryValue":1234567.891,"legacyEstimationFlag":0,"isReported":true,"isAggregate":false}`
	var text strings.Builder
	text.WriteString(`{"elapsedTime":"0.09 secs","count":8000,"data":[`)
	for i := range 8000 {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, record, i, i*i)
	}
	text.WriteString(`],"error":""}`)
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		t, err := openJSON(bufio.NewReaderSize(strings.NewReader(text.String()), headSize))
		n := 0
		for err == nil {
			if _, err = t.Next(); err == nil {
				n++
			}
		}
		if err != io.EOF || n != 8000 {
			b.Fatal(n, err)
		}
	}
}
