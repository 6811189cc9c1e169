package tradeflow

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func retrieved(f *Files) *Files {
	f.Retrieved = time.Date(2025, time.March, 4, 22, 0, 0, 0, time.UTC)
	return f
}

func TestSourcesSayDatasetAndDay(t *testing.T) {
	const sdmx = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n"
	row := func(update, month string) string {
		return "ESTAT:DS-045409(1.0)," + update + ",M,DE,RU,85423190,2,VALUE_IN_EUROS," + month + ",100\n"
	}
	const plain = "STRUCTURE,STRUCTURE_ID,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n" +
		"dataflow,ESTAT:DS-059341(1.0),M,DE,RU,85423190,2,VALUE_IN_EUROS,2024-01,100,\n"
	const baci = "t,i,j,k,v,q\n2023,156,643,854231,1.5,0.1\n"
	const view = "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR\n\"Germany\",\"Russian Federation\",\"8542-Circuits\",\"2-EXPORT\",\"Total\",\"Aug. 2024\",5\n"
	const comtrade = "typeCode,freqCode,refPeriodId,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,classificationCode,cmdCode,netWgt,primaryValue\n" +
		"C,A,20230101,2023,156,CHN,X,643,RUS,H6,854231,,7\n"
	monthly, annual := Query{Direction: Export, Frequency: Monthly}, Query{Direction: Export, Frequency: Annual}
	for _, c := range []struct {
		name string
		f    *Files
		q    Query
		want []string
	}{
		{"one update", folder(t, map[string]string{"a.csv": sdmx + row("17/02/25 11:00:00", "2024-01")}), monthly, []string{"Eurostat Comext DS-045409, updated 2025-02-17"}},
		{"the caller's day does not replace the publisher's", retrieved(folder(t, map[string]string{"a.csv": sdmx + row("17/02/25 11:00:00", "2024-01")})), monthly, []string{"Eurostat Comext DS-045409, updated 2025-02-17"}},
		{"two updates", folder(t, map[string]string{"a.csv": sdmx + row("17/02/25 11:00:00", "2024-01"), "b.csv": sdmx + row("15/11/24 11:00:00", "2024-02") + row("15/01/25 11:00:00", "2024-03")}), monthly,
			[]string{"Eurostat Comext DS-045409, updated 2024-11-15 to 2025-02-17"}},
		{"an update that is no date", folder(t, map[string]string{"a.csv": sdmx + row("soon", "2024-01")}), monthly, []string{"Eurostat Comext DS-045409"}},
		{"no update", folder(t, map[string]string{"a.csv": plain}), monthly, []string{"Eurostat Comext DS-059341"}},
		{"no update, and the caller knows", retrieved(folder(t, map[string]string{"a.csv": plain})), monthly, []string{"Eurostat Comext DS-059341, retrieved 2025-03-04"}},
		{"BACI", folder(t, map[string]string{"BACI_HS92_Y2023_V202501.csv": baci}), annual, []string{"CEPII BACI HS92 V202501"}},
		{"BACI, a correction", folder(t, map[string]string{"BACI_HS17_Y2023_V202401b.csv": baci}), annual, []string{"CEPII BACI HS17 V202401b"}},
		{"BACI, renamed", folder(t, map[string]string{"BACI_HS17_2023.csv": baci}), annual, []string{"CEPII BACI HS17"}},
		{"a view", folder(t, map[string]string{"Relational_View_2024-11-16T05_46_58.864Z.csv": view}), monthly, []string{"Eurostat Comext, extracted 2024-11-16"}},
		{"a view, renamed", folder(t, map[string]string{"view.csv": view}), monthly, []string{"Eurostat Comext"}},
		{"Comtrade", folder(t, map[string]string{"a.csv": comtrade}), annual, []string{"UN Comtrade"}},
		{"Comtrade, retrieved", retrieved(folder(t, map[string]string{"a.csv": comtrade, "b.csv": strings.ReplaceAll(comtrade, "2023", "2022")})), annual, []string{"UN Comtrade, retrieved 2025-03-04"}},
	} {
		if p := ask(t, c.f, c.q); !slices.Equal(p.Sources, c.want) {
			t.Errorf("%s: %q, want %q", c.name, p.Sources, c.want)
		}
		// A file's own time is of no account.
		for _, file := range c.f.FS.(fstest.MapFS) {
			file.ModTime = time.Date(2031, time.May, 5, 0, 0, 0, 0, time.UTC)
		}
		if p := ask(t, c.f, c.q); !slices.Equal(p.Sources, c.want) {
			t.Errorf("%s, touched: %q", c.name, p.Sources)
		}
		for _, container := range []string{"flows.csv", "flows.parquet", "flows.arrow"} {
			path := filepath.Join(t.TempDir(), container)
			if err := Save(path, c.f.Records(context.Background())); err != nil {
				t.Fatal(err)
			}
			// What was saved says where it is from: the day of the copy is not that.
			if p := ask(t, &Files{Paths: []string{path}, Retrieved: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}, c.q); !slices.Equal(p.Sources, c.want) {
				t.Errorf("%s as %s: %q, want %q", c.name, container, p.Sources, c.want)
			}
		}
	}
}

// TestSilenceIsToldFromTheDataset: what the IMF does not list stays unknown, of
// whatever day its table is.
func TestSilenceIsToldFromTheDataset(t *testing.T) {
	const table = "DATASET,SERIES_CODE,COUNTRY.ID,INDICATOR.ID,COUNTERPART_COUNTRY.ID,FREQUENCY.ID,SCALE.ID,2021,2022\n" +
		"IMF.STA:IMTS(1.0.0),a,RUS,MG_CIF_USD,ARM,A,6,1,2\nIMF.STA:IMTS(1.0.0),b,RUS,MG_CIF_USD,KGZ,A,6,3,\n"
	q := Query{Direction: Import, Frequency: Annual, By: Partner}
	without, with := ask(t, folder(t, map[string]string{"imf.csv": table}), q), ask(t, retrieved(folder(t, map[string]string{"imf.csv": table})), q)
	if lines(with) != lines(without) || strings.Contains(lines(with), "implied zero") {
		t.Errorf("with a day\n%swithout\n%s", lines(with), lines(without))
	}
	if want := "IMF International Merchandise Trade Statistics, retrieved 2025-03-04"; !slices.Equal(with.Sources, []string{want}) {
		t.Errorf("%q", with.Sources)
	}
}

func TestRealSources(t *testing.T) {
	for pattern, c := range map[string]struct {
		q    Query
		want string
	}{
		"comext-databrowser/*.xlsx":             {Query{Direction: Export, Frequency: Monthly}, "Eurostat Comext DS-045409, extracted 2023-01-21"},
		"comext-relational/russia_months/*.csv": {Query{Direction: Export, Frequency: Monthly}, "Eurostat Comext, extracted 2024-11-16"},
	} {
		if p := ask(t, realFiles(t, pattern), c.q); !slices.Equal(p.Sources, []string{c.want}) {
			t.Errorf("%s: %q, want %q", pattern, p.Sources, c.want)
		}
	}
}
