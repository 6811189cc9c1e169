package tradeflow

import (
	"context"
	"strings"
	"testing"
)

func TestInspect(t *testing.T) {
	f := folder(t, map[string]string{"a.csv": api(
		"2020 156 X 0 TOTAL 100", "2020 156 X 643 TOTAL 60", "2020 156 X 804 TOTAL 40", "2020 156 X 643 854231 60 kg=2 est=True", "2020 156 X 804 854231 40 kg=1",
		"2020 156 X 643 854231 60 mot=1000", "2020 156 RX 643 854231 5",
		"2022 156 X 643 854231 10", "2022 398 X 643 854231 1", "2022 97 X 643 854231 500",
		"2022 398 M 643 85423 9", "202201 398 M 643 854231 9"),
	})
	in, err := f.Inspect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Flows) != 2 || in.Flows[0].Direction != Import || in.Flows[0].Frequency != Monthly {
		t.Fatalf("flows %+v", in.Flows)
	}
	x := in.Flows[1]
	if x.Value != 111 || len(x.Reporters) != 2 || len(x.Partners) != 3 || len(x.Periods) != 3 || x.Editions.String() != "HS2022" {
		t.Errorf("exports: %+v", x)
	}
	got := in.String()
	for _, want := range []string{
		"a.csv: UN Comtrade table (API, Plus web download, or bulk), 12 rows",
		"missing    CHN (2021)",
		"twice      100 USD in 2 rows: total of all goods beside its subdivisions",
		"twice      100 USD in 1 rows: partner that is an aggregate of others: WLD",
		"twice      60 USD in 1 rows: transport mode, beside its total",
		"twice      5 USD in 1 rows: re-exports, which exports contain",
		"twice      500 USD in 1 rows: reporter that is an aggregate of others: EU",
		"weights    54.1 % estimated", // 60 of 111
		"doubt: a.csv: 1 rows cannot be read: column cmdCode",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the inspection does not say %q:\n%s", want, got)
		}
	}
	doubtful := folder(t, map[string]string{"a.csv": api("2020 156 X 643 854231 60", "2020 156 X 643 854231 60")})
	in, err = doubtful.Inspect(context.Background())
	if err != nil || len(in.Doubts) != 1 || !strings.Contains(in.Doubts[0], "exports, annual: a.csv:3: the same flow") {
		t.Errorf("doubts %v, %v", in.Doubts, err)
	}
}
