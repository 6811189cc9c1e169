package oracle

import "testing"

// TestTables runs every worked example.
func TestTables(t *testing.T) {
	cases, err := Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		for _, p := range c.Problems {
			t.Errorf("%s:%d: %s: %s", c.File, c.Line, c.Call, p)
		}
		for _, cell := range c.Cells {
			if !cell.Agrees {
				t.Errorf("%s:%d: %s: %s, %s: %s, want %s", c.File, c.Line, c.Call, cell.Row, cell.Column, cell.Computed, cell.Expected)
			}
		}
	}
}
