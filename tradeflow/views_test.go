package tradeflow

import (
	"context"
	"strings"
	"testing"
)

// Labels as Eurostat writes them; the numbers are made up.

func TestRelationalViewInEveryStyle(t *testing.T) {
	const header = "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR\n"
	f := folder(t, map[string]string{
		"labels.csv": header + `"Croatia","Armenia","Total","EXPORT","Total","Aug. 2024",10` + "\n" +
			`"Euro area - 20 countries (AT, BE, CY, DE, EE, ES, FI, FR, GR, HR, IE, IT, LT, LU, LV, MT, NL, PT, SI, SK)","Armenia","Total","EXPORT","Total","Aug. 2024",90` + "\n",
		"mixed.csv": header + `"HR-Croatia","AM-Armenia","TOTAL-Total","2-EXPORT","T-Total","202407-Jul. 2024",20` + "\n" +
			`"Croatia","Armenia","TOTAL-Total","2-EXPORT","T-Total","202352-Jan.-Dec. 2023",200` + "\n",
		"codes.csv": header + "HR,GN,85423190,2,1,202406,5\nHR,GN,85423190,2,3,202406,6\n",
		"french.csv": header + `"Croatie","Guinea","Total","EXPORTATION","Total","Jan.-Dec. 2022",7` + "\n" +
			`"Croatie","Guinée","Total","EXPORTATION","Total","Jan.-Dec. 2022",8` + "\n" +
			`"Croatie","Extra-UE27 (à partir de 2020)","Total","EXPORTATION","Total","Jan.-Dec. 2022",15` + "\n",
		"span.csv": header + `"Croatia","Armenia","Total","EXPORT","Total","Jan.-Mar. 2022",3` + "\n",
	})
	q := Query{Direction: Export, Frequency: Monthly, By: Partner}
	expect(t, ask(t, f, q), `
		2022Q1 ARM 3
		2022-04 ARM not reported
		2022-05 ARM not reported
		2022-06 ARM not reported
		2022-07 ARM not reported
		2022-08 ARM not reported
		2022-09 ARM not reported
		2022-10 ARM not reported
		2022-11 ARM not reported
		2022-12 ARM not reported
		2023-01 ARM not reported
		2023-02 ARM not reported
		2023-03 ARM not reported
		2023-04 ARM not reported
		2023-05 ARM not reported
		2023-06 ARM not reported
		2023-07 ARM not reported
		2023-08 ARM not reported
		2023-09 ARM not reported
		2023-10 ARM not reported
		2023-11 ARM not reported
		2023-12 ARM not reported
		2024-01 ARM not reported
		2024-02 ARM not reported
		2024-03 ARM not reported
		2024-04 ARM not reported
		2024-05 ARM not reported
		2024-06 ARM implied zero
		2024-07 ARM 20
		2024-08 ARM 10
		2022Q1 GIN implied zero
		2022-04 GIN not reported
		2022-05 GIN not reported
		2022-06 GIN not reported
		2022-07 GIN not reported
		2022-08 GIN not reported
		2022-09 GIN not reported
		2022-10 GIN not reported
		2022-11 GIN not reported
		2022-12 GIN not reported
		2023-01 GIN not reported
		2023-02 GIN not reported
		2023-03 GIN not reported
		2023-04 GIN not reported
		2023-05 GIN not reported
		2023-06 GIN not reported
		2023-07 GIN not reported
		2023-08 GIN not reported
		2023-09 GIN not reported
		2023-10 GIN not reported
		2023-11 GIN not reported
		2023-12 GIN not reported
		2024-01 GIN not reported
		2024-02 GIN not reported
		2024-03 GIN not reported
		2024-04 GIN not reported
		2024-05 GIN not reported
		2024-06 GIN 11
		2024-07 GIN implied zero
		2024-08 GIN implied zero`)
	q.Frequency = Annual
	expect(t, ask(t, f, q), `
		2022 ARM implied zero
		2023 ARM 200
		2022 GIN 8
		2023 GIN implied zero
		2022 GNB 7
		2023 GNB implied zero`)
}

func TestSDMXWithoutCodesIsRefused(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n" +
		`ESTAT:DS-045409(1.0),17/02/25 11:00:00,Monthly,"European Union (AT-01/1995, SK-05/2004)",Extra-EU (= 'WORLD' - 'EU_INTRA'),"Waste of plastics",IMPORT,QUANTITY_IN_100KG,2015-01,302984.81,` + "\n"})
	_, err := f.Aggregate(context.Background(), Query{Direction: Import, Frequency: Monthly})
	if err == nil || !strings.Contains(err.Error(), `column product: found "Waste of plastics": product "Waste of plastics" has no code: download the table with codes`) {
		t.Errorf("error %v", err)
	}
}

func TestSDMXMeasuresAreRowsOfTheirOwn(t *testing.T) {
	const header = "STRUCTURE,STRUCTURE_ID,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
	row := func(product, indicator, value string) string {
		return "dataflow,ESTAT:DS-045409(1.0),M,DE,RU," + product + ",2," + indicator + ",2024-01," + value + ",\n"
	}
	f := folder(t, map[string]string{"a.csv": header + row("85423190", "VALUE_IN_EUROS", "100") + row("85423190", "QUANTITY_IN_100KG", "2.5") + row("85423190", "SUPPLEMENTARY_QUANTITY", "9") +
		row("90138000", "VALUE_IN_EUROS", "") + row("85423290", "VALUE_IN_EUROS", "1") + row("85423290", "SUPPLEMENTARY_QUANTITY", "3")})
	q := Query{Direction: Export, Frequency: Monthly, Codes: codes("8542")}
	expect(t, ask(t, f, q), "2024-01 101")
	q.Measure = Count
	expect(t, ask(t, f, q), "2024-01 2")
	q.Measure = NetWeight
	expect(t, ask(t, f, q), "2024-01 250")
	// Nothing says in which units the two lines' quantities are: they must not add.
	q.Measure = Quantity
	if _, err := f.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "supplementary unit of 85423190") {
		t.Errorf("error %v", err)
	}
	q.Codes = codes("854231")
	expect(t, ask(t, f, q), "2024-01 9")
	q.Measure, q.Codes = Value, codes("901380")
	expect(t, ask(t, f, q), "2024-01 withheld")
	in, err := f.Inspect(context.Background())
	if err != nil || in.Flows[0].Value != 101 || in.Ledger.Check() != nil {
		t.Errorf("%v, %v, ledger %v", in, err, in.Ledger.Check())
	}
}

func TestPeriodLabels(t *testing.T) {
	for label, want := range map[string]string{
		"Aug. 2024": "2024-08", "Jan.-Dec. 2013": "2013", "202352-Jan.-Dec. 2023": "2023", "202408-Aug. 2024": "2024-08", "Jan.-Aug. 2024": "2024-01/08", "May. 2024": "2024-05",
		"janv. 2024": "2024-01", "févr. 2024": "2024-02", "août 2024": "2024-08", "juil. 2024": "2024-07", "juin 2024": "2024-06", "Dez. 2024": "2024-12", "März 2024": "2024-03", "2024-08": "2024-08", "202452": "2024",
	} {
		if got, err := labelledPeriod(label); got != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", label, got, err, want)
		}
	}
	for _, label := range []string{"", "Aug.", "2024 Aug.", "J. 2024", "Dec.-Jan. 2024", "Aug. 24", "202413", "202453-x", "Foo. 2024"} {
		if got, err := labelledPeriod(label); err == nil {
			t.Errorf("%q is %q", label, got)
		}
	}
}
