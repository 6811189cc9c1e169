package rows

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/racing"
)

const (
	packageLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	linkTo       = `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`
	mainSpace    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// book writes a workbook whose sheets, S1, S2 and so on, hold the given rows, as
// XML. More files replace those of the same name, or add to them.
func book(more map[string]string, sheets ...string) []byte {
	var list, links strings.Builder
	files := map[string]string{}
	for i, rows := range sheets {
		fmt.Fprintf(&list, `<sheet name="S%d" sheetId="%d" r:id="rId%d"/>`, i+1, i+1, i+1)
		fmt.Fprintf(&links, linkTo, fmt.Sprint("rId", i+1), "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i+1))
		files[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = `<?xml version="1.0" encoding="UTF-8"?><worksheet ` + mainSpace + `><dimension ref="A1:XFD1048576"/><sheetData>` + rows + `</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>`
	}
	for _, kind := range []string{"sharedStrings", "styles"} {
		fmt.Fprintf(&links, linkTo, kind, kind, "/xl/"+kind+".xml")
	}
	files["_rels/.rels"] = fmt.Sprintf(packageLinks, fmt.Sprintf(linkTo, "rId1", "officeDocument", "xl/workbook.xml"))
	files["xl/workbook.xml"] = `<workbook ` + mainSpace + `><workbookPr date1904="false"/><sheets>` + list.String() + `</sheets></workbook>`
	files["xl/_rels/workbook.xml.rels"] = fmt.Sprintf(packageLinks, links.String())
	files["xl/sharedStrings.xml"] = `<sst ` + mainSpace + `><si><t>reporter</t></si><si><t xml:space="preserve">Mémoires, </t></si><si><r><t xml:space="preserve">rich </t></r><r><rPr><b/></rPr><t>text</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si><si/></sst>`
	files["xl/styles.xml"] = `<styleSheet ` + mainSpace + `><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\-mm"/><numFmt numFmtId="165" formatCode="#,##0.0&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[Red][h]:mm:ss"/><numFmt numFmtId="167" formatCode="General"/></numFmts>` +
		`<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="3"/></cellXfs></styleSheet>`
	for name, text := range more {
		files[name] = text
	}
	parts := []string{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`}
	for name, text := range files {
		if text != "" {
			parts = append(parts, name, text)
		}
	}
	return zipped(parts...)
}

// plainBook is the table plain as a workbook.
func plainBook() []byte {
	var rows strings.Builder
	for i, row := range plainRows {
		fmt.Fprintf(&rows, "\n<row r=\"%d\">", i+1)
		for j, text := range row {
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				fmt.Fprintf(&rows, `<c r="%c%d"><v>%s</v></c>`, 'A'+j, i+1, text)
			} else {
				fmt.Fprintf(&rows, `<c r="%c%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, 'A'+j, i+1, text)
			}
		}
		rows.WriteString("</row>")
	}
	return book(nil, rows.String())
}

func openBook(data []byte) ([]Member, error) {
	return Members(fstest.MapFS{"a.xlsx": {Data: data}}, "a.xlsx")
}

func TestSheet(t *testing.T) {
	data := book(nil, `<row/><row r="3" spans="1:9"><c r="B3" t="s"><v>0</v></c><c t="inlineStr"><is><t> name </t></is></c><c r="F3" s="2"><v>43831</v></c><c r="G3" s="1"/></row>
		<row r="4"><c r="A4"/></row>
		<row r="7"><c r="A7" t="s"><v>1</v></c><c r="B7" t="s"><v>2</v></c><c r="C7" t="s"><v>3</v></c><c r="D7" s="5"><v>1234567.8912345678</v></c><c r="E7" t="b"><v>1</v></c><c r="F7" t="b"><v>0</v></c><c r="G7" t="e"><v>#N/A</v></c><c r="H7"><f>SUM(D7:D8)</f><v>12</v></c><c r="I7" t="str"><f>A1</f><v>so</v></c><c r="J7"><f>A2</f></c></row>
		<row><c><v>1E-3</v></c><c t="inlineStr"><is><t>8,813</t></is></c><c s="1"><v>44562.5</v></c><c s="1" t="str"><v>text</v></c><c s="3"><v>7</v></c><c s="4"><v>1.5</v></c><c s="1"><v>59</v></c><c t="d"><v>2020-01-02</v></c><c t="inlineStr"><is><t>two_x000D_
lines</t></is></c><c r="AB8"><v>28</v></c></row>`)
	members, err := openBook(data)
	if err != nil || len(members) != 1 {
		t.Fatal(members, err)
	}
	m := members[0]
	if m.Path != "a.xlsx: S1" || m.Name != "S1" || m.Kind != Sheet || m.Size == 0 {
		t.Errorf("the member is %+v", m)
	}
	table, err := m.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	if want := []string{"", "reporter", "name", "", "", "2020-01-01"}; !reflect.DeepEqual(table.Header, want) || table.Line() != 3 {
		t.Errorf("row %d: header %q, want %q", table.Line(), table.Header, want)
	}
	late := make([]string, 28)
	copy(late, []string{"1E-3", "8,813", "2022-01-01 12:00:00", "text", "7", "1.5", "59", "2020-01-02", "two\r\nlines"})
	late[27] = "28"
	for _, want := range []struct {
		line int
		row  []string
	}{{7, []string{"Mémoires, ", "rich text", "", "1234567.8912345678", "true", "false", "#N/A", "12", "so"}}, {8, late}} {
		fields, err := table.Next()
		var row []string
		for _, f := range fields {
			row = append(row, string(f))
		}
		if err != nil || table.Line() != want.line || !reflect.DeepEqual(row, want.row) {
			t.Errorf("row %d: %q, %v; want row %d: %q", table.Line(), row, err, want.line, want.row)
		}
		if table.Column(len(row)-1) != len(row) || table.Column(len(row)) != 0 {
			t.Errorf("row %d: columns %d and %d", table.Line(), table.Column(len(row)-1), table.Column(len(row)))
		}
	}
	for range 2 {
		if _, err := table.Next(); err != io.EOF {
			t.Errorf("at the end: %v", err)
		}
	}
	if table.Done() != m.Size {
		t.Errorf("read %d bytes of %d", table.Done(), m.Size)
	}
}

func TestSheets(t *testing.T) {
	row := func(s string) string { return `<row><c t="inlineStr"><is><t>` + s + `</t></is></c></row>` }
	data := book(map[string]string{
		"xl/workbook.xml": `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:workbookPr date1904="1"/><x:sheets>` +
			`<x:sheet name="Last" sheetId="9" q:id="rId3"/><x:sheet name="Hidden" sheetId="2" state="hidden" q:id="rId1"/><x:sheet name="Very" sheetId="4" state="veryHidden" q:id="rId1"/>` +
			`<x:sheet name="Chart" sheetId="3" q:id="styles"/><x:sheet name="Empty" sheetId="7" state="visible" q:id="rId2"/></x:sheets></x:workbook>`,
	}, row("one"), "", `<row><c s="1"><v>0</v></c></row>`)
	members, err := openBook(data)
	if err != nil || len(members) != 2 || members[0].Name != "Last" || members[1].Name != "Empty" {
		t.Fatal(members, err)
	}
	table, err := members[0].Open()
	if err != nil || len(table.Header) != 1 || table.Header[0] != "1904-01-01" {
		t.Errorf("1904: %v, %v", table, err)
	}
	if _, err := members[1].Open(); !errors.Is(err, ErrNoRows) {
		t.Errorf("an empty sheet: %v", err)
	}
}

func TestShowsDate(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "Standard": false, "0.00": false, "#,##0": false, "@": false, "0.00E+00": false, `0" days"`: false, `#,##0\d`: false, "[Red]0": false,
		"yyyy-mm-dd": true, `yyyy"年"m"月"`: true, "mmm": true, "d": true, "[$-409]mmm\\-yy;@": true, "dd/mm/yyyy hh:mm": true, "mm/yy": true,
		"h:mm:ss": false, "mm:ss.0": false, "[h]:mm": false, `[HH]"h"mm`: false, "[Magenta]General": false, "[mm]:ss": false, `_-* #,##0 "yd"_-`: false,
	} {
		if got := showsDate(code); got != want {
			t.Errorf("showsDate(%q) = %v", code, got)
		}
	}
}

// TestBrokenBook: a workbook that is not what it says is an error, never a shorter
// table, and takes little memory.
func TestBrokenBook(t *testing.T) {
	if racing.Enabled {
		t.Skip("slow, and nothing runs beside it")
	}
	row := `<row r="1"><c r="A1"><v>1</v></c></row>`
	sheet := func(text string) map[string]string { return map[string]string{"xl/worksheets/sheet1.xml": text} }
	fill := func(n int, s string) string { return strings.Repeat(s, n/len(s)) }
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"document":        {zipped("[Content_Types].xml", "<Types/>", "_rels/.rels", fmt.Sprintf(packageLinks, fmt.Sprintf(linkTo, "a", "officeDocument", "word/document.xml")), "word/document.xml", "<document/>"), "<document>"},
		"xlsb":            {zipped("[Content_Types].xml", "<Types/>", "_rels/.rels", fmt.Sprintf(packageLinks, fmt.Sprintf(linkTo, "a", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin", "x"), "xlsb"},
		"nothing":         {zipped("[Content_Types].xml", "<Types/>"), `"_rels/.rels" is missing`},
		"no sheets":       {book(nil), "no sheet"},
		"no links":        {book(map[string]string{"xl/_rels/workbook.xml.rels": ""}, row), "missing"},
		"sheet missing":   {book(sheet(""), row), `"S1" is missing`},
		"texts missing":   {book(map[string]string{"xl/sharedStrings.xml": ""}, row), "missing"},
		"many sheets":     {book(map[string]string{"xl/workbook.xml": "<workbook><sheets>" + fill(1e5, `<sheet name="x"/>`) + "</sheets></workbook>"}, row), "sheets: that is no"},
		"outside":         {book(map[string]string{"xl/_rels/workbook.xml.rels": fmt.Sprintf(packageLinks, fmt.Sprintf(linkTo, "rId1", "worksheet", "../../../etc/passwd"))}, row), "missing"},
		"cut":             {book(sheet("<worksheet><sheetData>"+row+`<row r="2"><c r="A2"><v>2`), row), "row 2"},
		"no XML":          {book(nil, row+`<row r="2"><c r="A2"><v>a & b</v></c></row>`+row), "row 2"},
		"wrong root":      {book(sheet("<chartsheet/>"), row), "<chartsheet>"},
		"text missing":    {book(nil, `<row r="1"><c r="A1" t="s"><v>4</v></c></row>`), "row 1, column 1: it points to text 4 of 4"},
		"text below":      {book(nil, `<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`), "text -1"},
		"rows backwards":  {book(nil, row+row), "row"},
		"row zero":        {book(nil, `<row r="0"/>`), "row"},
		"far row":         {book(nil, row+`<row r="9000000000000000000"/>`), "more than"},
		"row too far":     {book(nil, `<row r="1048577"/>`), "more than"},
		"column too far":  {book(nil, `<row r="1"><c r="XFE1"><v>1</v></c></row>`), "column"},
		"billion columns": {book(nil, `<row r="1"><c r="ZZZZZZZZZZZZZZZZ1"><v>1</v></c></row>`), "column"},
		"cells backwards": {book(nil, `<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`), `"A1"`},
		"no column":       {book(nil, `<row r="1"><c r="7"><v>1</v></c></row>`), `"7"`},
		"long text":       {book(nil, `<row r="1"><c r="A1"><v>`+fill(64<<20, "7")+`</v></c></row>`), "more than"},
		"long row":        {book(nil, `<row r="1">`+fill(4<<20, `<c t="str"><v>`+fill(1e4, "x")+`</v></c>`)+`</row>`), "longer than"},
		"long attribute":  {book(nil, `<row r="`+fill(64<<20, "7")+`"/>`), "more than"},
		"deep":            {book(nil, fill(32<<20, "<a>")), "inside each other"},
		"long texts":      {book(map[string]string{"xl/sharedStrings.xml": "<sst>" + fill(maxTexts, "<si><t>"+fill(1e6, "y")+"</t></si>") + "</sst>" + fill(1<<21, " ")}, row), "more than 128 MB"},
		"large styles":    {book(map[string]string{"xl/styles.xml": fill(maxPart+1000, " ")}, row), "more than 16 MB"},
		"one long text":   {book(map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + fill(64<<20, "y") + "</t></si></sst>"}, row), "more than"},
		"entities":        {book(sheet(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>`), row), "entity"},
	} {
		grown := growth(func() {
			tables, err := readAll(openBook(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %.100q, %v; want the error %q", name, tables, err, c.want)
			}
		})
		if grown > 32<<20 {
			t.Errorf("%s: took %d MB of memory", name, grown>>20)
		}
	}
}
