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
		if got := m.get(raw); got != want[string(raw)] {
			t.Fatalf("%q is %v, want %v", raw, got, want[string(raw)])
		} else if got == nil {
			want[string(raw)] = &meaning{text: fmt.Sprint(len(want))}
			m.put(raw, want[string(raw)])
		}
	}
	if m.len() != len(want) {
		t.Errorf("%d texts, want %d", m.len(), len(want))
	}
}
