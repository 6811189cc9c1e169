package tradeflow

import (
	"context"
	"strings"
	"testing"
	"time"
)

// No real file of these publishers was at hand when this was written: the layouts
// are those that readers of such files describe, and the numbers are made up.

func TestGACC(t *testing.T) {
	// In GB18030, as it is downloaded: 数据年月 and the rest.
	text := "\"\xca\xfd\xbe\xdd\xc4\xea\xd4\xc2\",\"\xc9\xcc\xc6\xb7\xb1\xe0\xc2\xeb\",\"\xc9\xcc\xc6\xb7\xc3\xfb\xb3\xc6\",\"\xc3\xb3\xd2\xd7\xbb\xef\xb0\xe9\xb1\xe0\xc2\xeb\",\"\xc3\xb3\xd2\xd7\xbb\xef\xb0\xe9\xc3\xfb\xb3\xc6\",\"\xb5\xda\xd2\xbb\xca\xfd\xc1\xbf\",\"\xb5\xda\xd2\xbb\xbc\xc6\xc1\xbf\xb5\xa5\xce\xbb\",\"\xb5\xda\xb6\xfe\xca\xfd\xc1\xbf\",\"\xb5\xda\xb6\xfe\xbc\xc6\xc1\xbf\xb5\xa5\xce\xbb\",\"\xc3\xc0\xd4\xaa\",\r\n" +
		"\"202301-202302\",\"88062290\",\"\xce\xde\xc8\xcb\xbb\xfa\",\"344\",\"\xb6\xed\xc2\xde\xcb\xb9\",\"12\",\"\xbc\xdc\",\"30\",\"\xc7\xa7\xbf\xcb\",\"1,234,567\",\r\n" +
		"\"202303\",\"88062290\",\"\xce\xde\xc8\xcb\xbb\xfa\",\"344\",\"\xb6\xed\xc2\xde\xcb\xb9\",\"5\",\"\xbc\xdc\",\"0\",\"?\",\"999\",\r\n" +
		"\"202303\",\"88062290\",\"\xce\xde\xc8\xcb\xbb\xfa\",\"100\",\"\xd1\xc7\xd6\xde\",\"5\",\"\xbc\xdc\",\"0\",\"?\",\"5,000\",\r\n"
	f := folder(t, map[string]string{"drones_export.csv": text})
	q := Query{Direction: Export, Frequency: Monthly, By: Partner}
	p := ask(t, f, q)
	expect(t, p, "2023-01/02 RUS 1.234567e+06\n2023-03 RUS 999") // Asia (100) is an aggregate
	if p.Valuation != "FOB" || p.Unit.Name != "USD" {
		t.Errorf("valuation %q, unit %q", p.Valuation, p.Unit.Name)
	}
	q.Measure = Quantity
	expect(t, ask(t, f, q), "2023-01/02 RUS 12\n2023-03 RUS 5")
	q.Measure = NetWeight
	expect(t, ask(t, f, q), "2023-01/02 RUS 30\n2023-03 RUS not reported")
	nameless := folder(t, map[string]string{"drones.csv": text})
	if _, err := nameless.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "set Files.Direction") {
		t.Errorf("nothing says whether these are imports or exports: %v", err)
	}
	nameless.Direction, q.Measure = Export, Value
	expect(t, ask(t, nameless, q), "2023-01/02 RUS 1.234567e+06\n2023-03 RUS 999")
	bad := folder(t, map[string]string{"export.csv": strings.Replace(text, "1,234,567", "1,23", 1)})
	if _, err := bad.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), `export.csv:2`) || !strings.Contains(err.Error(), `美元: found "1,23": a number with a comma that does not part thousands`) {
		t.Errorf("error %v", err)
	}
}

func TestGACCWithoutMonths(t *testing.T) {
	const text = "商品编码,商品名称,贸易伙伴名称,贸易方式编码,贸易方式名称,注册地编码,注册地名称,第一数量,第一计量单位,第二数量,第二计量单位,人民币\n" +
		"85423190,x,俄罗斯联邦,10,y,11,北京市,1,个,2,千克,\"1,000\"\n85423190,x,俄罗斯联邦,10,y,31,上海市,1,个,2,千克,50\n85423190,x,俄罗斯联邦,14,z,31,上海市,1,个,2,千克,7\n"
	for name, period := range map[string]string{"2023年1-6月出口.csv": "2023-01/06", "出口2023.csv": "2023", "export_202301-202302.csv": "2023-01/02", "out_202305.csv": "2023-05", "2024in/202403out.csv": "2024-03"} {
		q := Query{Direction: Export, Frequency: Monthly}
		if period == "2023" {
			q.Frequency = Annual
		}
		p := ask(t, folder(t, map[string]string{name: text}), q)
		expect(t, p, period+" 1057")
		if p.Unit.Name != "CNY" {
			t.Errorf("unit %q", p.Unit.Name)
		}
	}
	f := folder(t, map[string]string{"out.csv": text})
	if _, err := f.Aggregate(context.Background(), Query{Direction: Export, Frequency: Annual}); err == nil || !strings.Contains(err.Error(), "set Files.Period") {
		t.Errorf("error %v", err)
	}
	f.Period = Month(2023, time.May)
	expect(t, ask(t, f, Query{Direction: Export, Frequency: Monthly}), "2023-05 1057")
}

func TestCensus(t *testing.T) {
	f := folder(t, map[string]string{"exports.json": `[["CTY_CODE","CTY_NAME","E_COMMODITY","ALL_VAL_MO","DF","DISTRICT","time","CTY_CODE"],
		["-","TOTAL FOR ALL COUNTRIES","8542310000","900","-","-","2024-01","-"],
		["0003","EUROPEAN UNION","8542310000","500","-","-","2024-01","0003"],
		["5XXX","ASIA","8542310000","300","-","-","2024-01","5XXX"],
		["5700","CHINA","8542310000","300","-","-","2024-01","5700"],
		["5700","CHINA","8542310000","200","1","-","2024-01","5700"],
		["5700","CHINA","8542310000","100","2","-","2024-01","5700"],
		["5700","CHINA","8542310000","10","-","52","2024-01","5700"],
		["5700","CHINA","-","1000","-","-","2024-01","5700"],
		["4621","RUSSIA","8542390000","600","1","-","2024-01","4621"]]`})
	q := Query{Direction: Export, Frequency: Monthly, By: Partner, Codes: codes("8542")}
	p := ask(t, f, q)
	expect(t, p, "2024-01 CHN 300\n2024-01 RUS 600")
	if p.Valuation != "FAS" {
		t.Errorf("valuation %q", p.Valuation)
	}
	q.Partners = []Country{World}
	expect(t, ask(t, f, q), "2024-01 WLD 900")
	year := folder(t, map[string]string{"imports.json": `[["CTY_CODE","I_COMMODITY","GEN_VAL_YR","YEAR","MONTH"],["5700","854231","1","2024","12"]]`})
	if _, err := year.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "US Census table of imports, but for GEN_VAL_MO") {
		t.Errorf("the year so far is not the month: %v", err)
	}
}

func TestJapan(t *testing.T) {
	header := "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year,Quantity1-Jan,Quantity2-Jan,Value-Jan,Quantity1-Feb,Quantity2-Feb,Value-Feb,Quantity1-Apl,Quantity2-Apl,Value-Apl\r\n"
	f := folder(t, map[string]string{"a.csv": header +
		"1,2026,'854231000',224,NO,KG,7,9,11,7,9,11,0,0,0,0,0,0\r\n" +
		"1,2026,'854231000',105,NO,KG,7,9,11,7,9,11,2,1,5,0,0,0\r\n" +
		"2,2026,'854231000',105,NO,KG,7,9,11,7,9,11,2,1,5,0,0,0\r\n"})
	p := ask(t, f, Query{Direction: Export, Frequency: Monthly, By: Partner, To: Month(2026, time.April)})
	expect(t, p, `
		2026-01 CHN 11000
		2026-02 CHN 5000
		2026-03 CHN not reported
		2026-04 CHN not reported
		2026-01 RUS 11000
		2026-02 RUS implied zero
		2026-03 RUS not reported
		2026-04 RUS not reported`)
	if p.Unit.Name != "JPY" || p.Valuation != "FOB" {
		t.Errorf("unit %q, valuation %q", p.Unit.Name, p.Valuation)
	}
	// Each cell is a row of the ledger: three rows of the year and three months.
	if total := p.Ledger.Total(); total.Rows != 12 {
		t.Errorf("%d rows", total.Rows)
	}
	expect(t, ask(t, f, Query{Direction: Import, Frequency: Monthly, Measure: Quantity}), "2026-01 7\n2026-02 2")
	expect(t, ask(t, f, Query{Direction: Import, Frequency: Annual}), "") // the year so far is no year
	lost := folder(t, map[string]string{"a.csv": header + "1,2026,'10121000',224,NO,KG,7,9,11,7,9,11,0,0,0,0,0,0\r\n"})
	if _, err := lost.Aggregate(context.Background(), Query{Direction: Export, Frequency: Monthly}); err == nil || !strings.Contains(err.Error(), "leading zero may be lost") {
		t.Errorf("error %v", err)
	}
}

func TestIMF(t *testing.T) {
	f := folder(t, map[string]string{"wide.csv": "\xef\xbb\xbf" + `"DATASET","SERIES_CODE","COUNTRY.ID","COUNTERPART_COUNTRY.ID","COUNTERPART_COUNTRY","2021","2022","2022-Q4","2023-M01"
"IMF.STA:IMTS(1.0.0)","RUS.MG_CIF_USD.CHN.A","RUS","CHN","China","72.5","9.0E-4","1","2"
"IMF.STA:IMTS(1.0.0)","RUS.MG_CIF_USD.TUV.A","RUS","TUV","Tuvalu","0.006247","","",""
"IMF.STA:IMTS(1.0.0)","RUS.MG_CIF_USD.G001.A","RUS","G001","World","300","310","",""
"IMF.STA:IMTS(1.0.0)","RUS.TBG_USD.CHN.A","RUS","CHN","China","-5","","",""
`})
	p := ask(t, f, Query{Direction: Import, Frequency: Annual, By: Partner})
	expect(t, p, `
		2021 CHN 7.25e+07
		2022 CHN 900
		2021 TUV 6247
		2022 TUV not reported`) // an empty cell is no zero
	if p.Valuation != "CIF" {
		t.Errorf("valuation %q", p.Valuation)
	}
	expect(t, ask(t, f, Query{Direction: Import, Frequency: Monthly}), "2023-01 2e+06")
	long := folder(t, map[string]string{"long.csv": "\"COUNTRY.ID\",\"INDICATOR.ID\",\"COUNTERPART_COUNTRY.ID\",\"SCALE.ID\",\"TIME_PERIOD\",\"OBS_VALUE\"\n\"BWA\",\"MG_FOB_USD\",\"ZAF\",\"3\",\"2000\",\"2081.583938\"\n\"BWA\",\"MG_FOB_USD\",\"ZAF\",\"3\",\"2000-Q1\",\"1\"\n"})
	p = ask(t, long, Query{Direction: Import, Frequency: Annual, By: Partner})
	expect(t, p, "2000 ZAF 2.081583938e+06")
	if p.Valuation != "FOB" {
		t.Errorf("valuation %q", p.Valuation)
	}
}

func TestOECCodes(t *testing.T) {
	for _, c := range []struct {
		id     string
		digits int
		want   string
	}{
		{"21005", 4, "1005"}, {"10203", 4, "0203"}, {"115201", 4, "5201"}, {"4180100", 6, "180100"}, {"11520100", 6, "520100"}, {"1685", 2, "85"}, {"010121", 6, "010121"}, {"16854231", 6, "854231"},
	} {
		if got, err := oecCode(c.digits)(c.id); got != c.want || err != nil {
			t.Errorf("%s is %q, %v; want %s", c.id, got, err, c.want)
		}
	}
	for _, id := range []string{"15854231", "185", "85423", "x", "4854231", "é85423"} {
		if got, err := oecCode(6)(id); err == nil {
			t.Errorf("%s is %q: the section before it is not that of the chapter", id, got)
		}
	}
}
