package tradeflow

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestMemo(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var m memo
	want := map[string]*meaning{}
	for range 20000 {
		raw := make([]byte, r.IntN(12))
		for i := range raw {
			raw[i] = "\x00\x01019AZ"[r.IntN(7)]
		}
		// In a table, other bytes stand behind a text.
		inTable := append(raw, "2019,4,842"...)[:len(raw)]
		for _, raw := range [][]byte{raw, inTable} {
			e := m.find(raw)
			if known := want[string(raw)]; known != nil != (e != nil) || e != nil && m.of(e) != known {
				t.Fatalf("%q is %v, want %v", raw, e, known)
			}
		}
		if want[string(raw)] == nil {
			want[string(raw)] = &meaning{text: fmt.Sprint(len(want))}
			m.put(raw, want[string(raw)])
		}
	}
	if m.len() != len(want) {
		t.Errorf("%d texts, want %d", m.len(), len(want))
	}
}
