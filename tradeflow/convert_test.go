package tradeflow

import (
	"context"
	"strings"
	"testing"
	"time"
)

// The rates here are made up.

func TestCurrencies(t *testing.T) {
	const comext = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n" +
		"DE,RU,E,85423110,2,1,NO_SU,202301,1000,7,0\nDE,RU,E,85423110,2,1,NO_SU,202302,10,7,0\n"
	f := folder(t, map[string]string{"full.dat": comext, "us.csv": api("202301 842 X 643 854231 5", "202302 842 X 643 854231 5")})
	q := Query{Direction: Export, Frequency: Monthly, By: Reporter}
	if _, err := f.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "EUR and USD, which do not add") {
		t.Errorf("error %v", err)
	}
	f.Rates = &Rates{Currency: "USD", Source: "made up", PerUnit: map[string]map[Period]float64{"EUR": {Month(2023, time.January): 1.25, Month(2023, time.February): 1.0005}}}
	p := ask(t, f, q)
	expect(t, p, "2023-01 DEU 1250\n2023-02 DEU 10.005\n2023-01 USA 5\n2023-02 USA 5")
	if p.Unit.Name != "USD" || !warned(p, "EUR were converted to USD") {
		t.Errorf("unit %q, warnings %v", p.Unit.Name, p.Warnings)
	}
	delete(f.Rates.PerUnit["EUR"], Month(2023, time.February))
	if _, err := f.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "full.dat:3: no exchange rate from EUR to USD for 2023-02") {
		t.Errorf("error %v", err)
	}
	f.Rates.Currency = "usd"
	if _, err := f.Aggregate(context.Background(), q); err == nil || !strings.Contains(err.Error(), "three capital letters") {
		t.Errorf("error %v", err)
	}
}
