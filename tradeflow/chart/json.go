package chart

import (
	"encoding/json"
	"io"
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// WriteJSON writes the words of the figure as it prints them, the sort of chart,
// the unit, and what Data returns: a missing number is null, and its status says
// why.
func (f *Figure) WriteJSON(w io.Writer) error {
	c, err := f.compose()
	if err != nil {
		return err
	}
	type datum struct {
		Label  string           `json:"label"`
		Period tradeflow.Period `json:"period"`
		Value  *float64         `json:"value"`
		Lower  *float64         `json:"lower"`
		Upper  *float64         `json:"upper"`
		Status string           `json:"status"`
	}
	doc := struct {
		Title    string  `json:"title"`
		Subtitle string  `json:"subtitle"`
		Note     string  `json:"note"`
		Source   string  `json:"source"`
		Alt      string  `json:"alt"`
		Kind     string  `json:"kind"`
		Unit     string  `json:"unit"`
		Data     []datum `json:"data"`
	}{clean(f.Title), clean(f.Subtitle), sentences(f.Note, c.plan.remark), clean(f.Source), clean(f.Alt), f.kind.name, clean(f.panel.Unit.String()), []datum{}}
	for _, d := range c.data() {
		doc.Data = append(doc.Data, datum{d.Label, d.Period, jsonNumber(d.Value), jsonNumber(d.Lower), jsonNumber(d.Upper), d.Status.String()})
	}
	return writeJSON(w, doc)
}

// writeJSON writes nothing unless all of it can be written. Signs that could end
// a script in an HTML page are escaped.
func writeJSON(w io.Writer, doc any) error {
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// jsonNumber is what JSON has for a number that may be missing.
func jsonNumber(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
