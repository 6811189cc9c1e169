package tradeflow

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// The rows of these tests are made up; the layouts are the publishers'.

func TestComtradePlusHasAnExtraComma(t *testing.T) {
	text := "typeCode,freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,netWgt,primaryValue\n" +
		`"C","A","2014","764","M","490","H4","8542",,"2.5",` + "\n" +
		"\"C\",\"A\",\"2014\",\"764\",\"M\",\"899\",\"H4\",\"8542\",,\"1\",\"Areas, n\xe9s\"\n"
	f := folder(t, map[string]string{"a.csv": text})
	f.OnReject = func(*RowError) error { return nil }
	p := ask(t, f, Query{Direction: Import, Frequency: Annual, By: Partner})
	expect(t, p, "2014 S19 2.5")
	if p.Ledger.Rows(Rejected) != 1 {
		t.Error("an extra field that is not empty is a fault of the row")
	}
}

func TestComtradeLegacy(t *testing.T) {
	header := "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag\n"
	f := folder(t, map[string]string{"a.csv": header +
		"H5,2017,2017,2017,6,1,1,Import,12,Algeria,DZA,0,World,WLD,,,,,,,,848620,Machines,1,No Quantity,0,,,,50951,,3830588,,,4\n" +
		"H5,2017,2017,2017,6,1,3,Re-Export,12,Algeria,DZA,0,World,WLD,,,,,,,,848620,Machines,5,u,3,,,,51,,38,,,0\n"})
	q := Query{Direction: Import, Frequency: Annual, Partners: []Country{World}, By: Reporter}
	p := ask(t, f, q)
	expect(t, p, "2017 DZA 3.830588e+06")
	if p.Valuation != "" || p.Unit.Name != "USD" {
		t.Errorf("valuation %q, unit %q", p.Valuation, p.Unit.Name)
	}
	q.Measure = NetWeight
	p = ask(t, f, q)
	expect(t, p, "2017 DZA 50951")
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "the publisher's estimate for trade worth 3.83 million USD, 100.0 %") {
		t.Errorf("the weight is estimated: %v", p.Warnings)
	}
}

func TestComtradeTidy(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": "\xef\xbb\xbfyear,period_desc,trade_code,reporter_code,reporter,partner_code,commodity_code,mot_code,QtyUnitCode,Qty,netweight_kg,trade_value_us,cifvalue,fobvalue\n" +
		"2022,202201,M,51,Armenia,384,8703,3200,5,2,NA,10.5,10.5,NA\n" +
		"2022,202201,M,51,C\xf4te,384,870322,3200,5,2,NA,10.5,10.5,NA\n"})
	f.Edition = hscodes.HS2022
	p := ask(t, f, Query{Direction: Import, Frequency: Monthly, By: Commodity})
	expect(t, p, "2022-01 870322 10.5")
	if p.Valuation != "CIF" {
		t.Errorf("valuation %q", p.Valuation)
	}
}

func TestComext(t *testing.T) {
	f := folder(t, map[string]string{"full_v2_202402.dat": "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n" +
		"AT,RU,E,85423110,2,1,p/st,202402,10,3,4\n" +
		"AT,RU,E,85423110,2,3,p/st,202402,5,1,1\n" + // another procedure adds up
		"AT,RU,E,39XXXXXX,2,1,NO_SU,202402,7,2,0\n" +
		"AT,RU,E,39XXXXXX,2,1,NO_SU,202402,1,2,0\n" + // withheld lines may repeat
		"AT,RU,E,39161000,2,1,NO_SU,202402,2,2,0\n" +
		"AT,XS,E,85423110,2,1,p/st,202402,1,0,1\n" +
		"EU27_2020,RU,E,85423110,2,1,p/st,202402,100,30,40\n" +
		"AT,RU,E,85423110,2,1,p/st,202452,150,30,40\n"})
	q := Query{Direction: Export, Frequency: Monthly, By: Partner | Commodity}
	p := ask(t, f, q)
	expect(t, p, `
		2024-02 RUS 39 8
		2024-02 RUS 391610 2
		2024-02 RUS 854231 15
		2024-02 SRB 854231 1`)
	if p.Valuation != "FOB" || p.Unit.Name != "EUR" || !slices.Equal(p.Sources, []string{"Eurostat Comext"}) || p.Series[2].Editions[0].String() != "HS2022" {
		t.Errorf("valuation %q, unit %q, sources %v, edition %v", p.Valuation, p.Unit.Name, p.Sources, p.Series[2].Editions[0])
	}
	q.Measure, q.Codes = Quantity, codes("8542")
	if p := ask(t, f, q); p.Unit.Name != "p/st" || p.Series[0].Values[0] != 5 {
		t.Errorf("%v pieces in %q", p.Series[0].Values[0], p.Unit.Name)
	}
	q.Measure = NetWeight
	expect(t, ask(t, f, q), "2024-02 RUS 854231 4 \n 2024-02 SRB 854231 not reported") // a weight of 0 beside a value
	q.Codes, q.Scheme, q.By, q.Measure = nil, hscodes.Chapters(), Category, Value
	expect(t, ask(t, f, q), "2024-02 chapter-39 10 \n 2024-02 chapter-85 16")
	annual := Query{Direction: Export, Frequency: Annual}
	expect(t, ask(t, f, annual), "2024 150")

	old := folder(t, map[string]string{"full200252.dat": "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG,SUP_QUANTITY\n" +
		"001,FR,075,RU,E,09SSS123,2,4,200252,3,1,0\n"})
	annual.By = Reporter
	expect(t, ask(t, old, annual), "2002 FRA 3")
}

func TestBACI(t *testing.T) {
	data := "t,i,j,k,v,q\n2021,156,643,854231,12.3456,   1.5\n2021,842,643,010121,1,           NA\n2021,490,643,854231,2,1\n"
	f := folder(t, map[string]string{"BACI_HS17_Y2021_V202301.csv": data})
	q := Query{Direction: Export, Frequency: Annual, By: Reporter | Commodity}
	p := ask(t, f, q)
	expect(t, p, "2021 CHN 854231 12345.6 \n 2021 S19 854231 2000 \n 2021 USA 010121 1000")
	if p.Series[0].Editions[0].String() != "HS2017" || p.Valuation != "FOB" {
		t.Errorf("edition %v, valuation %q", p.Series[0].Editions[0], p.Valuation)
	}
	q.Measure = NetWeight
	expect(t, ask(t, f, q), "2021 CHN 854231 1500 \n 2021 S19 854231 1000 \n 2021 USA 010121 not reported")

	renamed := folder(t, map[string]string{"download.csv": data})
	if _, err := renamed.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "set Files.Edition") {
		t.Errorf("a file that does not say its edition: %v", err)
	}
	lost := folder(t, map[string]string{"BACI_HS17_Y2021_V202301.csv": "t,i,j,k,v,q\n2021,156,643,10121,12,1\n"})
	if _, err := lost.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "leading zero") {
		t.Errorf("a lost zero: %v", err)
	}
}

func TestBACIAsItIsShipped(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range [][2]string{
		{"BACI_HS17_Y2021_V202301.csv", "t,i,j,k,v,q\n2021,156,999,854231,1,1\n"},
		{"BACI_HS17_Y2022_V202301.csv", "t,i,j,k,v,q\n2022,156,999,854231,2,1\n"},
		{"country_codes_V202301.csv", "\"country_code\",\"country_name_abbreviation\",\"country_name_full\",\"iso_2digit_alpha\",\"iso_3digit_alpha\"\n999,\"Atlantis\",\"Atlantis\",\"QA\",\"ATL\"\n490,\"Other Asia, nes\",\"Other\",\"N/A\",\"N/A\"\n"},
		{"product_codes_HS17_V202301.csv", "code,description\n010121,\"Horses\"\n"},
		{"Readme.txt", "Name of the dataset : BACI\n"},
	} {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f := folder(t, map[string]string{"BACI_HS17_V202301.zip": b.String()})
	p := ask(t, f, Query{Direction: Export, Frequency: Annual, By: Partner})
	expect(t, p, "2021 ATL 1000 \n 2022 ATL 2000")
	var skipped []string
	for _, file := range p.Ledger.Files {
		if file.Skipped != "" {
			skipped = append(skipped, file.Path)
		}
	}
	if len(skipped) != 3 || !strings.HasPrefix(skipped[0], "BACI_HS17_V202301.zip: country_codes") {
		t.Errorf("skipped %v", skipped)
	}
}

func TestComtradeBulk(t *testing.T) {
	f := folder(t, map[string]string{"bulk.tsv": strings.Join([]string{
		"dataset_code", "type_code", "freq_code", "period", "reporter_code", "flow_code", "partner_code", "partner2code", "classification_code", "cmd_code", "customs_code", "mot_code", "qty_unit_code", "qty", "is_qty_estimated", "net_wgt", "is_net_wgt_estimated", "cifvalue", "fobvalue", "primary_value"}, "\t") + "\n" +
		"2003\tC\tA\t2000\t32\tX\t12\t0\tH0\tTOTAL\tC00\t0\t-1\t\t0\t\t0\t\t69888036.0\t69888036.0\n"})
	p := ask(t, f, Query{Direction: Export, Frequency: Annual, By: Reporter | Partner})
	expect(t, p, "2000 ARG DZA 6.9888036e+07")
	if p.Valuation != "FOB" || p.Series[0].Editions[0].String() != "HS1992" {
		t.Errorf("valuation %q, edition %v", p.Valuation, p.Series[0].Editions[0])
	}
}

func TestWITS(t *testing.T) {
	header := "\"ReporterISO3\",\"ProductCode\",\"PartnerISO3\",\"Year\",\"TradeFlowCode\",\"TradeValue in 1000 USD\",\"ReporterName\",\"PartnerName\",\"TradeFlowName\",\"NetWeight in KGM\",\"Quantity\",\"QtyUnit\"\n"
	f := folder(t, map[string]string{"a.csv": header +
		"\"CHN\",\"8528\",\"THA\",2017,6,273.136,\"China\",\"Thailand\",\"Export\",64,3960326.927,\"Item\"\n" +
		"\"CHN\",\"8528\",\"ASEAN\",2017,6,1000,\"China\",\"Asia Tenggara --- ASEAN  \",\"Export\",,,\"\"\n" +
		"\"CHN\",\"8528\",\"my group\",2017,6,1000,\"China\",\"\",\"Export\",,,\"\"\n" +
		"\"CHN\",\"tradecircum17\",\"THA\",2017,6,1000,\"China\",\"\",\"Export\",,,\"\"\n" +
		"\"CHN\",\"8528\",\"WLD\",2017,6,9000,\"China\",\" World\",\"Export\",0,1,\"Item\"\n" +
		"\"CHN\",\"8528\",\"THA\",2017,3,2,\"China\",\"Thailand\",\"Re-Export\",0,1,\"N.Q.\"\n"})
	if _, err := f.Aggregate(context.Background(), annualExports); err == nil || !strings.Contains(err.Error(), "set Files.Edition") {
		t.Errorf("WITS does not say the edition: %v", err)
	}
	f.Edition = hscodes.HS2017
	p := ask(t, f, Query{Direction: Export, Frequency: Annual, By: Partner})
	expect(t, p, "2017 THA 273136")
	for _, reason := range []string{"partner that is an aggregate of others: ASEAN", "partner that is a group of others: my group", "product group: tradecircum17", "re-exports"} {
		if !strings.Contains(p.Ledger.String(), reason) {
			t.Errorf("the ledger does not say %q:\n%s", reason, p.Ledger)
		}
	}
	q := Query{Direction: Export, Frequency: Annual, Partners: []Country{World}, Measure: Quantity}
	if p := ask(t, f, q); p.Unit.Name != "u" || p.Series[0].Values[0] != 1 {
		t.Errorf("%v %s", p.Series[0].Values[0], p.Unit.Name)
	}
}

func TestGzip(t *testing.T) {
	var b bytes.Buffer
	for _, part := range []string{api("2022 156 X 643 854231 10"), "C,A,2022,156,X,804,0,H6,854231,C00,0,-1,,False,,False,,,5\r\n"} {
		w := gzip.NewWriter(&b) // two members, one table
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, ask(t, folder(t, map[string]string{"a.csv.gz": b.String()}), annualExports), "2022 15")
	cut := folder(t, map[string]string{"a.csv.gz": b.String()[:b.Len()-12]})
	if _, err := cut.Aggregate(context.Background(), annualExports); err == nil || !strings.Contains(err.Error(), "a.csv.gz") || !strings.Contains(err.Error(), "cut short") {
		t.Errorf("a gzip cut short: %v", err)
	}
}

func TestOtherContainers(t *testing.T) {
	text := api("2022 156 X 643 854231 10", "2022 156 X 804 854231 5")
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := []byte{0xff, 0xfe}
	for _, r := range strings.TrimPrefix(text, "\ufeff") {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, data := range map[string]string{"a.csv.zst": string(enc.EncodeAll([]byte(text), nil)), "unicode.txt": string(utf16), "a.tsv": strings.ReplaceAll(text, ",", "\t")} {
		f := folder(t, map[string]string{name: data})
		expect(t, ask(t, f, annualExports), "2022 15")
	}
	// bzip2 -9 of one made-up BACI row; Go has no bzip2 writer.
	small, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWZQSMssAABLZgAAQAAV/QAA4JQAgADFDTTAANTQ0PUYJClB0y8VUBt3uC0SFd5rmSLFPi7kinChISgkZZYA=")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, ask(t, folder(t, map[string]string{"BACI_HS17_Y2021.csv.bz2": string(small)}), annualExports), "2021 12500")
	cut := folder(t, map[string]string{"a.csv.zst": string(enc.EncodeAll([]byte(text), nil)[:60])})
	if _, err := cut.Aggregate(context.Background(), annualExports); err == nil || !strings.Contains(err.Error(), "cut short") {
		t.Errorf("a zstd cut short: %v", err)
	}
}

func TestFolder(t *testing.T) {
	f := folder(t, map[string]string{"in/a.csv": api("2022 156 X 643 854231 10"), "in/b.csv": api("2022 156 X 804 854231 5"), "in/.hidden": "x", "in/deeper/c.csv": "x"})
	f.Paths = []string{"in"}
	expect(t, ask(t, f, annualExports), "2022 15")
}

func TestRejectsWithPositions(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 10", "2022 156 X 643 85423 10", "2022 156 X 804 854231 1x", "2022 156 X 398 854231 5")})
	var seen []string
	f.OnReject = func(e *RowError) error {
		seen = append(seen, e.Name)
		return nil
	}
	p, err := f.Aggregate(context.Background(), annualExports)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, p, "2022 15")
	if !slices.Equal(seen, []string{"cmdCode", "primaryValue"}) || p.Ledger.Rows(Rejected) != 2 || p.Ledger.Total().Rows != 4 {
		t.Errorf("rejected %v, ledger\n%s", seen, p.Ledger)
	}
	stop := errors.New("enough")
	f.OnReject = func(*RowError) error { return stop }
	if _, err := f.Aggregate(context.Background(), annualExports); !errors.Is(err, stop) {
		t.Errorf("the callback's error ends the reading, got %v", err)
	}
}

func TestRowErrorSaysAll(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 1x")})
	_, err := f.Aggregate(context.Background(), annualExports)
	var row *RowError
	if !errors.As(err, &row) || row.File != "a.csv" || row.Line != 2 || row.Column != 57 || row.Name != "primaryValue" || row.Found != "1x" {
		t.Errorf("%+v", row)
	}
}

func TestCancelledAndProgress(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 10")})
	ctx, cancel := context.WithCancel(context.Background())
	var last Progress
	f.Progress = func(p Progress) { last = p }
	if _, err := f.Aggregate(ctx, annualExports); err != nil || last.Rows != 1 || last.Tables != 1 || last.Bytes == 0 {
		t.Errorf("progress %+v, error %v", last, err)
	}
	cancel()
	if _, err := f.Aggregate(ctx, annualExports); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context: %v", err)
	}
}

func TestRecordsMayBeLeftEarly(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api("2022 156 X 643 854231 10", "2022 156 DX 643 854231 10")})
	for rec, err := range f.Records(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if rec.NumRows() != 1 || !rec.Schema().Equal(Schema) {
			t.Errorf("%d rows of %s", rec.NumRows(), rec.Schema())
		}
		break
	}
}

func TestNoSuchFile(t *testing.T) {
	for _, f := range []*Files{{}, {Paths: []string{"none.csv"}, FS: fstest.MapFS{}}, {Paths: []string{"/no/such/file"}}, {Paths: []string{"["}, FS: fstest.MapFS{}}} {
		if _, err := f.Aggregate(context.Background(), annualExports); err == nil {
			t.Errorf("%v: no error", f.Paths)
		}
	}
}
