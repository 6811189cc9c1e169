package chart

import (
	"bytes"
	"encoding/json"
	"testing"
)

// TestVegaRoom: numbers left of bars and dots stand clear of the names, and the labels
// of two periods are not cut to the same words.
func TestVegaRoom(t *testing.T) {
	losses := illustrativeLosses()
	losses.Unit = growthUnit
	for i := range losses.Series {
		losses.Series[i].Set(0, -0.5-0.1*float64(i), -0.5-0.1*float64(i), losses.Series[0].Status[0])
		losses.Series[i].Set(1, -0.964, -0.964, losses.Series[0].Status[0])
	}
	for name, f := range map[string]*Figure{"bars": Bars(losses.At(losses.Periods[1])), "dumbbell": Dumbbell(illustrativeLosses()), "dumbbell of rates": Dumbbell(losses)} {
		for f.Size = range Slide + 1 {
			var b bytes.Buffer
			if err := f.WriteVegaLite(&b); err != nil {
				t.Fatal(err)
			}
			var doc struct {
				Width    float64
				Encoding struct {
					X struct{ Scale struct{ Domain [2]float64 } }
				}
				Data struct{ Values []map[string]any }
			}
			if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
				t.Fatal(err)
			}
			domain, numbers := doc.Encoding.X.Scale.Domain, 0
			for _, o := range doc.Data.Values {
				v, ok := o["value"].(float64)
				if right, _ := o["right"].(bool); !ok || right {
					continue
				}
				numbers++
				text, _ := o["printed"].(string)
				left := (v-domain[0])/(domain[1]-domain[0])*doc.Width - 8 - float64(vegaText.width(text))
				if left < 0 {
					t.Errorf("%s, size %d: %q begins %.1f left of the axis", name, f.Size, text, -left)
				}
			}
			if numbers == 0 || doc.Width == 0 {
				t.Errorf("%s: nothing is looked at: %s", name, &b)
			}
		}
	}
	var b bytes.Buffer
	if err := Slope(illustrativeShares()).WriteVegaLite(&b); err != nil || !bytes.Contains(bytes.ReplaceAll(b.Bytes(), []byte(" "), nil), []byte(`"labelLimit":0`)) {
		t.Errorf("the periods of a slope may be cut: %v", err)
	}
}
