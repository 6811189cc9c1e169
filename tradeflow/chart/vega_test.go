package chart

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"gonum.org/v1/plot/vg"
)

// vegaWords are the properties of Vega-Lite 5 that a specification of ours may
// use, by where they stand, read off its documentation.
var vegaWords = map[string]string{
	"top":      "$schema description title width height config usermeta data layer encoding",
	"title":    "text subtitle anchor frame offset color subtitleColor",
	"layer":    "data transform mark encoding",
	"mark":     "type opacity filled size stroke strokeWidth strokeJoin strokeDash color align baseline dx dy text lineBreak",
	"encoding": "x y x2 y2 yOffset color detail strokeWidth text tooltip",
	"channel":  "field type title scale axis legend sort datum value stack",
	"axis":     "title format domain ticks tickCount grid labelAngle labelOverlap labelLimit titleAnchor titleAlign titlePadding values labelExpr",
	"scale":    "domain range zero nice type padding",
	"legend":   "values",
	"filter":   "filter",
	"values":   "values",
	"config":   "font view axis legend",
}

type vegaChecker struct {
	t *testing.T
}

func (c vegaChecker) words(where string, o map[string]any) {
	for key := range o {
		if !slices.Contains(strings.Fields(vegaWords[where]), key) {
			c.t.Errorf("%s has the property %s", where, key)
		}
	}
}

func (c vegaChecker) encoding(o map[string]any, fields []string) {
	c.words("encoding", o)
	for name, channel := range o {
		all, ok := channel.([]any)
		if !ok {
			all = []any{channel}
		}
		for _, one := range all {
			o := one.(map[string]any)
			c.words("channel", o)
			if f, ok := o["field"]; ok && !slices.Contains(fields, f.(string)) {
				c.t.Errorf("%s shows the field %v, which the numbers lack", name, f)
			}
			if k, ok := o["type"].(string); ok && !slices.Contains([]string{"quantitative", "temporal", "ordinal", "nominal"}, k) {
				c.t.Errorf("type %s", k)
			}
			for _, inner := range []string{"axis", "scale", "legend"} {
				if o, ok := o[inner].(map[string]any); ok {
					c.words(inner, o)
				}
			}
		}
	}
}

func fieldsOf(data any) (fields []string) {
	for _, v := range data.(map[string]any)["values"].([]any) {
		for f := range v.(map[string]any) {
			fields = append(fields, f)
		}
	}
	return fields
}

// vegaOf writes a specification and checks its form.
func vegaOf(t *testing.T, f *Figure) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := f.WriteVegaLite(&b); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b.Bytes(), []byte("http")); n != 1 || doc["$schema"] != "https://vega.github.io/schema/vega-lite/v5.json" {
		t.Errorf("%d addresses, schema %v", n, doc["$schema"])
	}
	c := vegaChecker{t: t}
	c.words("top", doc)
	c.words("title", doc["title"].(map[string]any))
	c.words("config", doc["config"].(map[string]any))
	shared := fieldsOf(doc["data"])
	c.encoding(doc["encoding"].(map[string]any), shared)
	for _, l := range doc["layer"].([]any) {
		layer := l.(map[string]any)
		c.words("layer", layer)
		fields := shared
		if data, ok := layer["data"]; ok {
			fields = fieldsOf(data)
		}
		mark := layer["mark"]
		if o, ok := mark.(map[string]any); ok {
			c.words("mark", o)
			mark = o["type"]
		}
		if !slices.Contains([]any{"line", "area", "bar", "point", "rect", "rule", "text"}, mark) {
			t.Errorf("mark %v", mark)
		}
		if o, ok := layer["encoding"].(map[string]any); ok {
			c.encoding(o, fields)
		}
	}
	return doc
}

func TestVegaLite(t *testing.T) {
	for name, f := range golden() {
		if f.kind.name == sankeyName {
			continue // has no form in Vega-Lite
		}
		t.Run(name, func(t *testing.T) {
			doc := vegaOf(t, f)
			data, err := f.Data()
			if err != nil {
				t.Fatal(err)
			}
			values := doc["data"].(map[string]any)["values"].([]any)
			if len(values) != len(data) {
				t.Fatalf("%d numbers of %d", len(values), len(data))
			}
			for i, d := range data {
				v := values[i].(map[string]any)
				if (v["value"] == nil) == d.Status.HasNumber() || v["series"] != d.Label || v["period"] != d.Period.Words() || v["status"] != d.Status.String() {
					t.Errorf("%v, want %v", v, d)
				}
			}
			text, _ := json.Marshal(doc["title"])
			if !strings.Contains(strings.ReplaceAll(string(text), `","`, " "), f.Subtitle) {
				t.Errorf("the title is %s", text)
			}
			foot, _ := json.Marshal(doc["encoding"].(map[string]any)["x"])
			if !strings.Contains(string(foot), "Source: illustrative data") {
				t.Errorf("no source under the axis: %s", foot)
			}
		})
	}
}

// TestVegaGolden holds a few specifications whole, to be read when they change.
func TestVegaGolden(t *testing.T) {
	for _, name := range []string{"lines_years", "bars_ranking", "bars_groups", "columns_growth", "slope_shares", "area_rest", "stacked_totals", "heat_shares"} {
		var b bytes.Buffer
		if err := golden()[name].WriteVegaLite(&b); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name+".vl.json")
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s has changed: look at it, then run go test -update; %v", path, err)
		}
	}
}

// TestVegaGaps: a gap separates two lines, whatever a version of Vega-Lite does
// with null.
func TestVegaGaps(t *testing.T) {
	doc := vegaOf(t, golden()["lines_gaps"])
	runs, dots := map[any]int{}, 0
	for _, v := range doc["data"].(map[string]any)["values"].([]any) {
		v := v.(map[string]any)
		if (v["value"] == nil) != (v["run"] == nil) {
			t.Errorf("%v", v)
		}
		if v["value"] != nil {
			runs[v["run"]]++
		}
		if v["dot"] == true {
			dots++
		}
	}
	if len(runs) != 4 || runs[2.0] != 1 || dots != 3 {
		t.Errorf("runs %v, %d dots; want ten months, one, thirty, and the other line; a dot for the lone month and at both ends", runs, dots)
	}
	if text, _ := json.Marshal(doc); bytes.Contains(text, []byte("invalid")) || !bytes.Contains(text, []byte("Banks are threatened")) || !bytes.Contains(text, []byte("2022-02-24")) {
		t.Error("how to treat null is said, or an event is not")
	}
	absent := panelOf("value", tradeflow.Unit{Name: "EUR"}, []tradeflow.Period{tradeflow.Year(2018), tradeflow.Year(2019), tradeflow.Year(2021)}, []tradeflow.Key{{Reporter: "CHN"}}, []float64{1, 2, 3})
	values := vegaOf(t, Lines(absent))["data"].(map[string]any)["values"].([]any)
	if a, b := values[1].(map[string]any), values[2].(map[string]any); a["run"] == b["run"] || b["date"] != "2021-07-01" {
		t.Errorf("%v and %v are joined over a year that is not there", a, b)
	}
}

func TestVegaOthers(t *testing.T) {
	f := Lines(illustrativeYears())
	f.kind = kind{name: "Sankey diagram", plan: func(s *subject, _ vg.Rectangle) (plan, error) { return plan{drawn: s.everyRow()}, nil }}
	if err := f.WriteVegaLite(io.Discard); err == nil || !strings.Contains(err.Error(), "sankey diagram has no form in Vega-Lite") {
		t.Error(err)
	}
	if err := Lines(nil).WriteVegaLite(io.Discard); err == nil {
		t.Error("a figure without a panel was written")
	}
	for ordinal, want := range map[float64]string{24265.5: "2022-02-15", 24264: "2022-01-01", 24276 - 1.0/31: "2022-12-31", 24264 + 1 + 23.0/28: "2022-02-24"} {
		if got := isoDate(ordinal); got != want {
			t.Errorf("%v is %s, want %s", ordinal, got, want)
		}
	}
	if e := (Event{2022, time.February, 24, ""}); isoDate(e.ordinal()) != "2022-02-24" {
		t.Error(isoDate(e.ordinal()))
	}
}
