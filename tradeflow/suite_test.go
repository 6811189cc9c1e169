package tradeflow

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// One suite of queries runs over the same made-up flows, written as each publisher
// writes them and packed in each container: every Panel must be the same. Publishers
// that have one reporter only keep theirs; the suite does not look at who reports.

// sample is one flow of the suite.
type sample struct {
	partner string
	code    string
	period  Period
	value   int64 // thousands, so that every format can hold it
	tonnes  int64
}

// samples are exports of four partners and goods, over two years or the months of
// two: growth, a flow that ends, one that begins, a heading's two subheadings.
func samples(monthly bool) (list []sample) {
	periods := []Period{Year(2022), Year(2023)}
	if monthly {
		periods = nil
		for m := time.January; m <= time.April; m++ {
			periods = append(periods, Month(2023, m))
		}
	}
	for i, p := range periods {
		n := int64(i)
		list = append(list,
			sample{"RUS", "854231", p, 120 + 35*n, 2 + n}, sample{"RUS", "854239", p, 18 - 3*n, 1},
			sample{"KAZ", "854231", p, 7 + 90*n, 1 + 3*n}, sample{"RUS", "880622", p, 44, 5}, sample{"UKR", "901380", p, 9 + n, 1})
		if i == 0 {
			list = append(list, sample{"UKR", "880622", p, 61, 4})
		} else {
			list = append(list, sample{"ARM", "854231", p, 23, 1})
		}
	}
	return list
}

// written is the suite's flows as one publisher writes them.
type written struct {
	name    string
	file    string
	text    string
	monthly bool
	weights bool
	set     func(*Files)
}

var (
	comtradeNumber = map[string]string{"RUS": "643", "KAZ": "398", "UKR": "804", "ARM": "51"}
	geonomCode     = map[string]string{"RUS": "RU", "KAZ": "KZ", "UKR": "UA", "ARM": "AM"}
	censusNumber   = map[string]string{"RUS": "4621", "KAZ": "4634", "UKR": "4623", "ARM": "4631"}
	japanNumber    = map[string]string{"RUS": "224", "KAZ": "153", "UKR": "238", "ARM": "151"}
	gaccNumber     = map[string]string{"RUS": "344", "KAZ": "145", "UKR": "347", "ARM": "338"}
	oecPrefix      = map[string]string{"RUS": "eu", "KAZ": "as", "UKR": "eu", "ARM": "as"}
	eurostatLabel  = map[string]string{"RUS": "Russian Federation (Russia)", "KAZ": "Kazakhstan", "UKR": "Ukraine", "ARM": "Armenia"}
)

// rowsOf writes a header and a line for each sample.
func rowsOf(header string, monthly bool, line func(s sample) string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for _, s := range samples(monthly) {
		b.WriteString(line(s) + "\n")
	}
	return b.String()
}

func yearOf(s sample) int { y, _ := s.period.Start(); return y }

func digitsOf(p Period) string { return strings.ReplaceAll(p.String(), "-", "") }

func everyFormat() []written {
	hs2022 := func(f *Files) { f.Edition = hscodes.HS2022 }
	comtrade := func(monthly bool) string {
		var lines []string
		for _, s := range samples(monthly) {
			lines = append(lines, fmt.Sprintf("%s 276 X %s %s %d000 kg=%d", digitsOf(s.period), comtradeNumber[s.partner], s.code, s.value, 1000*s.tonnes))
		}
		return api(lines...)
	}
	all := []written{
		{"canonical", "a.csv", rowsOf("period,reporter,partner,direction,code,edition,value,currency,net_weight,source", false, func(s sample) string {
			return fmt.Sprintf("%s,DEU,%s,export,%s,HS2022,%d000,USD,%d,made up", s.period, s.partner, s.code, s.value, 1000*s.tonnes)
		}), false, true, nil},
		{"canonical, monthly", "a.csv", rowsOf("period,reporter,partner,direction,code,edition,value,currency,net_weight,source", true, func(s sample) string {
			return fmt.Sprintf("%s,DEU,%s,export,%s,HS2022,%d000,USD,%d,made up", s.period, s.partner, s.code, s.value, 1000*s.tonnes)
		}), true, true, nil},
		{"Comtrade", "a.csv", comtrade(false), false, true, nil},
		{"Comtrade, monthly", "a.csv", comtrade(true), true, true, nil},
		{"Comtrade bulk", "a.tsv", rowsOf("type_code\tfreq_code\tperiod\treporter_code\tflow_code\tpartner_code\tpartner2code\tclassification_code\tcmd_code\tcustoms_code\tmot_code\tnet_wgt\tprimary_value", false, func(s sample) string {
			return fmt.Sprintf("C\tA\t%d\t276\tX\t%s\t0\tH6\t%s\tC00\t0\t%d.0\t%d000.0", yearOf(s), comtradeNumber[s.partner], s.code, 1000*s.tonnes, s.value)
		}), false, true, nil},
		{"Comtrade JSON", "a.json", comtradeJSON(), false, true, nil},
		{"Comtrade JSON, a reply a line", "a.json", `{"elapsedTime":"0.1 secs","count":0,"data":[],"error":""}` + "\n" + comtradeJSON() + "\n", false, true, nil},
		{"Comtrade before 2023", "a.csv", rowsOf("Classification,Period,Trade Flow Code,Reporter Code,Partner Code,Commodity Code,Netweight (kg),Trade Value (US$),Flag", false, func(s sample) string {
			return fmt.Sprintf("H6,%d,2,276,%s,%s,%d,%d000,0", yearOf(s), comtradeNumber[s.partner], s.code, 1000*s.tonnes, s.value)
		}), false, true, nil},
		{"Comtrade JSON before 2023", "a.json", legacyJSON(), false, true, nil},
		{"Comtrade, tidy", "a.csv", rowsOf("period_desc,trade_code,reporter_code,partner_code,commodity_code,mot_code,netweight_kg,trade_value_us", true, func(s sample) string {
			return fmt.Sprintf("%s,X,276,%s,%s,0,%d,%d000", digitsOf(s.period), comtradeNumber[s.partner], s.code, 1000*s.tonnes, s.value)
		}), true, true, hs2022},
		{"BACI", "BACI_HS22_Y2022_V202401b.csv", rowsOf("t,i,j,k,v,q", false, func(s sample) string {
			return fmt.Sprintf("%d,276,%s,%s,%d,%d", yearOf(s), comtradeNumber[s.partner], s.code, s.value, s.tonnes)
		}), false, true, nil},
		{"Comext bulk", "full.dat", rowsOf("REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,QUANTITY_KG,QUANTITY_SUPPL_UNIT", true, func(s sample) string {
			return fmt.Sprintf("DE,%s,E,%s00,2,1,NO_SU,%s,%d000,%d,0", geonomCode[s.partner], s.code, digitsOf(s.period), s.value, 1000*s.tonnes)
		}), true, true, nil},
		{"Comext bulk, the year", "full.dat", rowsOf("DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG,SUP_QUANTITY", false, func(s sample) string {
			return fmt.Sprintf("004,DE,075,%s,E,%s00,2,1,%d52,%d000,%d,0", geonomCode[s.partner], s.code, yearOf(s), s.value, 1000*s.tonnes)
		}), false, true, nil},
		{"Comext relational view", "Relational_View.csv", rowsOf("REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR,QUANTITY_IN_100KG", true, func(s sample) string {
			_, m := s.period.Start()
			return fmt.Sprintf("\"Germany (incl. German Democratic Republic 'DD' from 1991)\",%q,%q,\"2-EXPORT\",\"T-Total\",\"%s. 2023\",%d000,%d", eurostatLabel[s.partner], s.code+"00-Made up", m.String()[:3], s.value, 10*s.tonnes)
		}), true, true, nil},
		{"Comext SDMX", "ds.csv", rowsOf("DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE", true, func(s sample) string {
			row := fmt.Sprintf("ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,DE,%s,%s,2,", geonomCode[s.partner], s.code)
			return fmt.Sprintf("%sVALUE_IN_EUROS,%s,%d000,\n%sQUANTITY_IN_100KG,%s,%d,", row, s.period, s.value, row, s.period, 10*s.tonnes)
		}), true, true, nil},
		{"WITS", "a.csv", rowsOf(`"ReporterISO3","ProductCode","PartnerISO3","Year","TradeFlowCode","TradeValue in 1000 USD","NetWeight in KGM"`, false, func(s sample) string {
			return fmt.Sprintf(`"DEU","%s","%s","%d","6","%d","%d"`, s.code, s.partner, yearOf(s), s.value, 1000*s.tonnes)
		}), false, true, hs2022},
		{"GACC", "2023出口.csv", "\xef\xbb\xbf" + gaccText("美元"), true, true, nil},
		{"GACC in yuan", "2023出口.csv", "\xef\xbb\xbf" + gaccText("人民币"), true, true, nil},
		{"US Census", "exports.json", censusJSON(), true, true, nil},
		{"Japan", "ik-100h2023.csv", japanText(), true, true, nil},
		{"OEC", "trade_i_baci_a_22.json", oecJSON(), false, true, hs2022},
		{"OEC as CSV", "oec_hs22.csv", rowsOf("Year,Exporter Country ID,Exporter Country,Importer Country ID,Importer Country,HS6 ID,HS6,Trade Value,Quantity", false, func(s sample) string {
			return fmt.Sprintf("%d,eudeu,Germany,%s%s,Made up,%d%s,Made up,%d000,%d", yearOf(s), oecPrefix[s.partner], strings.ToLower(s.partner), sectionOf(s.code[:2]), s.code, s.value, s.tonnes)
		}), false, true, nil},
		{"Atlas", "hs22_country_country_product_year_6.csv", rowsOf("country_id,country_iso3_code,partner_country_id,partner_iso3_code,product_id,product_hs22_code,year,export_value,import_value", false, func(s sample) string {
			return fmt.Sprintf("276,DEU,1,%s,1,%s,%d,%d000,0", s.partner, s.code, yearOf(s), s.value)
		}), false, false, nil},
		{"a layout", "own.txt", rowsOf("wann;wohin;was;Mio EUR;Tonnen;Art", true, func(s sample) string {
			return fmt.Sprintf("%s;%s;%s;%d.%03d;%d;Ausfuhr", s.period, geonomCode[s.partner], s.code, s.value/1000, s.value%1000, s.tonnes)
		}), true, true, func(f *Files) { f.Format = ownFormat() }},
	}
	return all
}

func comtradeJSON() string {
	var rows []string
	for _, s := range samples(false) {
		rows = append(rows, fmt.Sprintf(`{"typeCode":"C","freqCode":"A","refPeriodId":%d0101,"period":"%d","reporterCode":276,"reporterISO":null,"flowCode":"X","partnerCode":%s,"partner2Code":0,"classificationCode":"H6","cmdCode":"%s","customsCode":"C00","motCode":0,"qty":0.0,"qtyUnitCode":-1,"isQtyEstimated":false,"netWgt":%d.0,"isNetWgtEstimated":false,"cifvalue":null,"fobvalue":%d000.0,"primaryValue":%d000.0}`,
			yearOf(s), yearOf(s), comtradeNumber[s.partner], s.code, 1000*s.tonnes, s.value, s.value))
	}
	return `{"elapsedTime":"0.09 secs","count":` + fmt.Sprint(len(rows)) + `,"data":[` + strings.Join(rows, ",") + `],"error":""}`
}

func legacyJSON() string {
	var rows []string
	for _, s := range samples(false) {
		rows = append(rows, fmt.Sprintf(`{"pfCode":"H6","yr":%d,"period":%d,"periodDesc":"%d","aggrLevel":6,"IsLeaf":1,"rgCode":2,"rgDesc":"Export","rtCode":276,"ptCode":%s,"ptCode2":null,"cstCode":"","motCode":"","cmdCode":"%s","qtCode":1,"TradeQuantity":0,"NetWeight":%d,"TradeValue":%d000,"CIFValue":null,"FOBValue":null,"estCode":0}`,
			yearOf(s), yearOf(s), yearOf(s), comtradeNumber[s.partner], s.code, 1000*s.tonnes, s.value))
	}
	return `{"validation":{"status":{"name":"Ok","value":0},"message":null,"count":{"value":` + fmt.Sprint(len(rows)) + `}},"dataset":[` + strings.Join(rows, ",\n") + `]}`
}

func gaccText(currency string) string {
	return rowsOf(`"数据年月","商品编码","商品名称","贸易伙伴编码","贸易伙伴名称","第一数量","第一计量单位","第二数量","第二计量单位","`+currency+`",`, true, func(s sample) string {
		value := fmt.Sprintf("%d,000", s.value)
		if s.code == "880622" { // pieces first, tonnes second
			return fmt.Sprintf(`"%s","%s00","made up","%s","made up","%d","架","%d","吨","%s",`, digitsOf(s.period), s.code, gaccNumber[s.partner], s.value, s.tonnes, value)
		}
		return fmt.Sprintf(`"%s","%s00","made up","%s","made up","%d","千克","0","?","%s",`, digitsOf(s.period), s.code, gaccNumber[s.partner], 1000*s.tonnes, value)
	})
}

func censusJSON() string {
	rows := []string{`["CTY_CODE","CTY_NAME","E_COMMODITY","ALL_VAL_MO","QTY_1_MO","UNIT_QY1","YEAR","MONTH","E_COMMODITY"]`}
	for _, s := range samples(true) {
		y, m := s.period.Start()
		rows = append(rows, fmt.Sprintf(`["%s","MADE UP","%s0000","%d000","%d","KG","%d","%02d","%s0000"]`, censusNumber[s.partner], s.code, s.value, 1000*s.tonnes, y, m, s.code))
	}
	return "[" + strings.Join(rows, ",\n") + "]"
}

// japanText has the months of a line and a country side by side.
func japanText() string {
	header := "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year"
	for m := time.January; m <= time.December; m++ {
		header += fmt.Sprintf(",Quantity1-%[1]s,Quantity2-%[1]s,Value-%[1]s", m.String()[:3])
	}
	type line struct{ partner, code string }
	cells := map[line]map[time.Month]sample{}
	var order []line
	for _, s := range samples(true) {
		l := line{s.partner, s.code}
		if cells[l] == nil {
			cells[l] = map[time.Month]sample{}
			order = append(order, l)
		}
		_, m := s.period.Start()
		cells[l][m] = s
	}
	var b strings.Builder
	b.WriteString(header + "\r\n")
	for _, l := range order {
		fmt.Fprintf(&b, "1,2023,'%s000',%s,  ,MT,0,0,999999", l.code, japanNumber[l.partner])
		for m := time.January; m <= time.December; m++ {
			fmt.Fprintf(&b, ",0,%d,%d", cells[l][m].tonnes, cells[l][m].value)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func oecJSON() string {
	var rows []string
	for _, s := range samples(false) {
		rows = append(rows, fmt.Sprintf(`{"Year":%d,"Exporter Country ID":"eudeu","Exporter Country":"Germany","Importer Country ID":"%s%s","Importer Country":"Made up","HS6 ID":%d%s,"HS6":"Made up","Trade Value":%d000,"Quantity":%d}`,
			yearOf(s), oecPrefix[s.partner], strings.ToLower(s.partner), sectionOf(s.code[:2]), s.code, s.value, s.tonnes))
	}
	return `{"annotations":{"source":["made up"]},"page":{"limit":0},"columns":["Year"],"data":[` + strings.Join(rows, ",") + `]}`
}

func ownFormat() *Format {
	l := Layout{
		Name: "a table of one's own", Source: "made up", Currency: "EUR", Edition: hscodes.HS2022, Reporter: "DEU",
		Columns: []LayoutColumn{
			{Name: "wann", Is: "period"}, {Name: "wohin", Is: "partner", Countries: "eurostat"}, {Name: "was", Is: "code"},
			{Name: "Mio EUR", Is: "value", Scale: 1e6}, {Name: "Tonnen", Is: "net_weight", Scale: 1000},
			{Name: "Art", Is: "direction", Words: map[string]string{"Ausfuhr": "export", "Einfuhr": "import"}},
		},
	}
	f, err := l.Format()
	if err != nil {
		panic(err)
	}
	return f
}

// suite is the list of queries.
func suite(t testing.TB, monthly, weights bool) []Query {
	frequency := Annual
	if monthly {
		frequency = Monthly
	}
	base := Query{Direction: Export, Frequency: frequency}
	var list []Query
	add := func(change func(*Query)) {
		q := base
		change(&q)
		list = append(list, q)
		if q.Measure = NetWeight; weights {
			list = append(list, q)
		}
	}
	add(func(q *Query) {})
	add(func(q *Query) { q.By = Partner })
	add(func(q *Query) { q.By = Partner | Commodity })
	add(func(q *Query) { q.By, q.Scheme = Category, chips(t) })
	add(func(q *Query) { q.By, q.Scheme, q.Partners = Partner|Category, chips(t), []Country{"RUS", "ARM"} })
	add(func(q *Query) { q.By, q.Codes = Partner, codes("8542") })
	add(func(q *Query) { q.By, q.Partners = Partner, []Country{"EAEU"} })
	add(func(q *Query) { q.By, q.Measure = Commodity, Count })
	return list
}

func answers(t testing.TB, f *Files, monthly, weights bool) string {
	var b strings.Builder
	for _, q := range suite(t, monthly, weights) {
		p := ask(t, f, q)
		fmt.Fprintf(&b, "%s by %s, %d codes, partners %v:\n%s", q.Measure, q.By, len(q.Codes), q.Partners, lines(p))
	}
	return b.String()
}

func TestSameFlowsInEveryFormat(t *testing.T) {
	want := map[[2]bool]string{}
	for _, w := range everyFormat() {
		if !strings.HasPrefix(w.name, "canonical") {
			continue
		}
		for _, weights := range []bool{true, false} {
			want[[2]bool{w.monthly, weights}] = answers(t, folder(t, map[string]string{w.file: w.text}), w.monthly, weights)
		}
	}
	// By hand: Russia in 2022 is 120 + 18 + 44 thousand; the EAEU adds Kazakhstan's 7.
	for _, line := range []string{"2022 RUS 182000\n", "2022 EAEU 189000\n", "2023 UKR 10000\n", "2022 ARM implied zero\n", "2023 ARM 854231 23000\n"} {
		if !strings.Contains(want[[2]bool{false, true}], line) {
			t.Errorf("no %q in\n%s", line, want[[2]bool{false, true}])
		}
	}
	for _, w := range everyFormat() {
		t.Run(w.name, func(t *testing.T) {
			f := folder(t, map[string]string{w.file: w.text})
			if w.set != nil {
				w.set(f)
			}
			if got := answers(t, f, w.monthly, w.weights); got != want[[2]bool{w.monthly, w.weights}] {
				t.Errorf("got\n%s\nwant\n%s", got, want[[2]bool{w.monthly, w.weights}])
			}
			p, err := f.Aggregate(context.Background(), suite(t, w.monthly, false)[0])
			if err != nil {
				t.Fatal(err)
			}
			for _, book := range p.Ledger.Files {
				if book.Unknown != nil {
					t.Errorf("unknown columns %q", book.Unknown)
				}
			}
		})
	}
}

func TestSameFlowsInEveryContainer(t *testing.T) {
	i := slices.IndexFunc(everyFormat(), func(w written) bool { return w.name == "Comtrade" })
	w := everyFormat()[i]
	want := answers(t, folder(t, map[string]string{"a.csv": w.text}), false, true)
	half := strings.LastIndex(w.text[:len(w.text)/2], "\n") + 1
	var zipped bytes.Buffer
	writeZip(t, &zipped, map[string]string{"data/a.csv": w.text, "readme.txt": "Read me."})
	for name, text := range map[string]string{
		"a.csv":     w.text,
		"crlf.csv":  strings.ReplaceAll(strings.ReplaceAll(w.text, "\r", ""), "\n", "\r\n"),
		"lf.csv":    strings.ReplaceAll(w.text, "\r", ""),
		"a.tsv":     strings.ReplaceAll(w.text, ",", "\t"),
		"semi.csv":  strings.ReplaceAll(w.text, ",", ";"),
		"bar.txt":   strings.ReplaceAll(w.text, ",", "|"),
		"utf16.txt": utf16(w.text),
		"a.csv.gz":  packed(t, "gzip", w.text),
		"two.gz":    packed(t, "gzip", w.text[:half]) + packed(t, "gzip", w.text[half:]),
		"a.csv.zst": packed(t, "zstd", w.text),
		"a.csv.xz":  packed(t, "xz", w.text),
		"a.zip":     zipped.String(),
		"quoted":    quoteAll(w.text),
	} {
		t.Run(name, func(t *testing.T) {
			if got := answers(t, folder(t, map[string]string{name: text}), false, true); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestSameFlowsInOurOwnColumns(t *testing.T) {
	for _, w := range everyFormat() {
		if w.name != "Comtrade" && w.name != "Comext SDMX" && w.name != "GACC" {
			continue
		}
		f := folder(t, map[string]string{w.file: w.text})
		want := answers(t, f, w.monthly, w.weights)
		dir := t.TempDir()
		for _, name := range []string{"a.csv", "a.csv.gz", "a.csv.zst", "a.arrow", "a.parquet"} {
			t.Run(w.name+" as "+name, func(t *testing.T) {
				path := filepath.Join(dir, name)
				if err := Save(path, f.Records(context.Background())); err != nil {
					t.Fatal(err)
				}
				if got := answers(t, &Files{Paths: []string{path}}, w.monthly, w.weights); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

func packed(t *testing.T, how, text string) string {
	t.Helper()
	var b bytes.Buffer
	var w interface {
		Write([]byte) (int, error)
		Close() error
	}
	var err error
	switch how {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zstd":
		w, err = zstd.NewWriter(&b)
	case "xz":
		w, err = xz.NewWriter(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func utf16(s string) string {
	b := []byte("\xff\xfe")
	for _, r := range strings.TrimPrefix(s, "\ufeff") {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func quoteAll(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		fields := strings.Split(strings.TrimRight(line, "\r\n"), ",")
		b.WriteString(`"` + strings.Join(fields, `","`) + "\"\n")
	}
	return b.String()
}

func writeZip(t *testing.T, w *bytes.Buffer, files map[string]string) {
	t.Helper()
	z := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
