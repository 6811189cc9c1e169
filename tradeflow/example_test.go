package tradeflow_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"testing/fstest"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// The numbers of these examples are made up.

var ctx = context.Background()

// What is in a file, and what would be counted twice by who adds its rows up.
func ExampleFiles_Inspect() {
	f := &tradeflow.Files{Paths: []string{"view.csv"}, FS: fstest.MapFS{"view.csv": {Data: []byte(
		`REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR
"Croatia","Kyrgyzstan","Total","EXPORT","Total","Aug. 2024",1410
"Finland","Kyrgyzstan","Total","EXPORT","Total","Aug. 2024",2000
"European Union - 27 countries (AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HR, HU, IE, IT, LT, LU, LV, MT, NL, PL, PT, RO, SE, SI, SK)","Kyrgyzstan","Total","EXPORT","Total","Aug. 2024",3410
`)}}}
	in, err := f.Inspect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, flow := range in.Flows {
		fmt.Printf("%s, %s: %.0f %s by %v\n", flow.Direction, flow.Frequency, flow.Value, flow.Unit, flow.Reporters)
		for _, e := range flow.Excess {
			fmt.Printf("not added: %.0f, %s\n", e.Value, e.Reason)
		}
	}
	// Output:
	// export, monthly: 3410 EUR by [FIN HRV]
	// not added: 3410, reporter that is an aggregate of others: EU27
}

// A table that no publisher's format describes is declared.
func ExampleLayout() {
	layout := tradeflow.Layout{
		Name: "customs of Freedonia", Source: "Customs of Freedonia (made up)",
		Currency: "USD", Valuation: "CIF", Edition: hscodes.HS2022, Direction: tradeflow.Import, Reporter: "XFR",
		Columns: []tradeflow.LayoutColumn{
			{Name: "month", Is: "period"},
			{Name: "origin", Is: "partner", Total: []string{"all"}},
			{Name: "line", Is: "code"},
			{Name: "thousand dollars", Is: "value", Scale: 1000},
		},
	}
	format, err := layout.Format()
	if err != nil {
		log.Fatal(err)
	}
	f := &tradeflow.Files{Format: format, Paths: []string{"own.csv"}, FS: fstest.MapFS{"own.csv": {Data: []byte(
		"month;origin;line;thousand dollars\n2024-01;all;85423190;12\n2024-01;CHN;85423190;9.5\n2024-01;TUR;85423190;2.5\n")}}}
	p, err := f.Aggregate(ctx, tradeflow.Query{Direction: tradeflow.Import, Frequency: tradeflow.Monthly, By: tradeflow.Partner})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range p.Series {
		fmt.Println(s.Key.Partner, s.Values[0])
	}
	// Output:
	// CHN 9500
	// TUR 2500
}

// A group of economies is the publisher's own row for it, or else the sum of those
// who were its members: Kyrgyzstan joined the Eurasian Economic Union in August 2015.
func ExampleQuery_groups() {
	f := &tradeflow.Files{Edition: hscodes.HS2012, Paths: []string{"a.csv"}, FS: fstest.MapFS{"a.csv": {Data: []byte(
		"period,reporter,partner,direction,code,value,currency,source\n" +
			"2014,CHN,RUS,export,854231,100,USD,made up\n2014,CHN,KGZ,export,854231,7,USD,made up\n" +
			"2015,CHN,RUS,export,854231,90,USD,made up\n2015,CHN,KGZ,export,854231,8,USD,made up\n")}}}
	p, err := f.Aggregate(ctx, tradeflow.Query{
		Direction: tradeflow.Export, Frequency: tradeflow.Annual, Partners: []tradeflow.Country{"EAEU"}, By: tradeflow.Partner,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Series[0].Key.Partner.Name(), p.Periods, p.Series[0].Values)
	// Output: Eurasian Economic Union [2014 2015] [0 98]
}

// Currencies never mix, unless rates are given.
func ExampleReadRates() {
	rates, err := tradeflow.ReadRates(strings.NewReader("period,currency,rate\n2023,EUR,1.08\n"), "USD")
	if err != nil {
		log.Fatal(err)
	}
	f := &tradeflow.Files{Rates: rates, Edition: hscodes.HS2022, Paths: []string{"a.csv"}, FS: fstest.MapFS{"a.csv": {Data: []byte(
		"period,reporter,partner,direction,code,value,currency,source\n2023,DEU,RUS,export,854231,100,EUR,made up\n2023,USA,RUS,export,854231,10,USD,made up\n")}}}
	p, err := f.Aggregate(ctx, tradeflow.Query{Direction: tradeflow.Export, Frequency: tradeflow.Annual})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Series[0].Values[0], p.Unit.Name)
	// Output: 118 USD
}
