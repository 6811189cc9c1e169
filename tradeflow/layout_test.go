package tradeflow

import (
	"context"
	"strings"
	"testing"
)

const ownLayout = `{
	"name": "customs of Freedonia", "source": "Customs of Freedonia (made up)", "currency": "USD", "valuation": "CIF", "edition": "HS2017", "direction": "import", "reporter": "XFR",
	"columns": [
		{"name": "Month", "is": "period"},
		{"name": "Origin", "is": "partner", "countries": "iso3", "total": ["All"], "drop": ["Neighbours"], "words": {"Red China": "CHN"}},
		{"name": "Tariff line", "is": "code", "total": ["All goods"]},
		{"name": "Thousands", "is": "value", "scale": 1000, "commas": true, "missing": ["n.p."]},
		{"name": "Pieces", "is": "quantity"},
		{"name": "Unit", "is": "quantity_unit", "optional": true},
		{"name": "Truck or ship", "is": "mode", "total": ["both"], "optional": true},
		{"name": "Remarks", "is": "ignored"}
	]
}`

func TestLayout(t *testing.T) {
	l, err := ReadLayout(strings.NewReader(ownLayout))
	if err != nil {
		t.Fatal(err)
	}
	format, err := l.Format()
	if err != nil {
		t.Fatal(err)
	}
	f := folder(t, map[string]string{"own.csv": "Month;Origin;Tariff line;Thousands;Pieces;Unit;Truck or ship;Remarks;Extra\n" +
		"2020-01;All;85423100;1,300.5;12;u;both;;\n" +
		"2020-01;Red China;85423100;1,200.5;10;u;both;;\n" +
		"2020-01;Red China;85423100;1,000;8;u;ship;;\n" +
		"2020-01;RUS;85423100;100;2;u;both;;\n" +
		"2020-01;Neighbours;85423100;50;1;u;both;;\n" +
		"2020-01;XYZ;85423900;n.p.;1;u;both;;\n" +
		"2020-01;All;All goods;9,000;;;both;;\n"})
	f.Format = format
	q := Query{Direction: Import, Frequency: Monthly, By: Partner | Commodity}
	p := ask(t, f, q)
	expect(t, p, "2020-01 CHN 854231 1.2005e+06\n2020-01 RUS 854231 100000\n2020-01 XYZ 854239 withheld")
	if p.Valuation != "CIF" || p.Unit.Name != "USD" || !warned(p, "ignored: Extra") {
		t.Errorf("valuation %q, unit %q, warnings %v", p.Valuation, p.Unit.Name, p.Warnings)
	}
	q.Measure, q.By = Quantity, Partner
	expect(t, ask(t, f, q), "2020-01 CHN 10\n2020-01 RUS 2\n2020-01 XYZ 1")
	lacking := folder(t, map[string]string{"own.csv": "Month;Origin;Tariff line;Pieces;Remarks\n2020-01;RUS;854231;1;\n"})
	lacking.Format = format
	if _, err := lacking.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "own.csv: this is no customs of Freedonia: the header lacks Thousands") {
		t.Errorf("error %v", err)
	}
}

func TestLayoutFaults(t *testing.T) {
	for text, want := range map[string]string{
		`{"name": "x", "source": "y", "colums": []}`: `unknown field "colums"`,
		`{"name": "x"}`: "Source is empty",
		`{"name": "x", "source": "y", "currency": "usd", "columns": []}`:                                 `currency "usd" is not three capital letters`,
		`{"name": "x", "source": "y", "columns": [{"name": "a", "is": "price"}]}`:                        `column "a": "price" is no column of tradeflow.Schema`,
		`{"name": "x", "source": "y", "columns": [{"name": "a", "is": "value", "scale": 12}]}`:           "scale 12 is no power of ten",
		`{"name": "x", "source": "y", "columns": [{"name": "a", "is": "partner", "countries": "iso9"}]}`: `countries "iso9" is none of`,
		`{"name": "x", "source": "y", "columns": [{"name": "a", "is": "period", "total": ["all"]}]}`:     "a period has no total",
		`{"name": "x", "source": "y", "columns": [{"name": "a", "is": "code", "scale": 10}]}`:            "are for amounts",
		`{"name": "x", "source": "y", "columns": [{"name": "", "is": "code"}]}`:                          "it has no name",
		`{"name": "x", "source": "y", "columns": [{"name": "a", "is": "value"}], "currency": "USD"}`:     "no column is the reporter",
		`{"name": "x", "source": "y", "edition": "HS2020", "columns": []}`:                               "HS2020",
		`{"name": "x", "source": "y", "direction": "out", "columns": []}`:                                `direction "out"`,
		`{} {}`: "more than one JSON value",
		`[`:     "layout",
	} {
		if _, err := ReadLayout(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", text, err, want)
		}
	}
}

func FuzzReadLayout(f *testing.F) {
	f.Add(ownLayout)
	f.Fuzz(func(t *testing.T, text string) {
		if l, err := ReadLayout(strings.NewReader(text)); err == nil {
			if _, err := l.Format(); err != nil {
				t.Error(err)
			}
		}
	})
}
