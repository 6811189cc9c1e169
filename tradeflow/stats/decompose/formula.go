package decompose

import "math"

// Formula is a price index number formula: the mean of the changes of prices
// p1/p0 from one period to another, weighted by quantities q or by shares s of
// the values v = p·q.
type Formula uint8

const (
	Laspeyres        Formula = iota // Σp1q0 / Σp0q0
	Paasche                         // Σp1q1 / Σp0q1
	Fisher                          // the geometric mean of Laspeyres and Paasche
	Tornqvist                       // exp Σ½(s0+s1)ln(p1/p0)
	Walsh                           // Σp1√(q0q1) / Σp0√(q0q1)
	SatoVartia                      // exp Σ L(s0,s1)ln(p1/p0) / ΣL(s0,s1), with the logarithmic mean L
	MontgomeryVartia                // exp Σ L(v0,v1)ln(p1/p0) / L(Σv0,Σv1)
	formulaCount     = iota
)

// String returns the name of the formula.
func (f Formula) String() string {
	names := [formulaCount]string{"Laspeyres", "Paasche", "Fisher", "Törnqvist", "Walsh", "Sato-Vartia", "Montgomery-Vartia"}
	if f >= formulaCount {
		return "unknown formula"
	}
	return names[f]
}

// of returns the index of the items, of which there is at least one: 1 is no change.
func (f Formula) of(items []item) float64 {
	switch f {
	case Laspeyres:
		return laspeyres(items)
	case Paasche:
		return paasche(items)
	case Fisher:
		return math.Sqrt(laspeyres(items) * paasche(items))
	case Walsh:
		var over, under float64
		for _, x := range items {
			q := math.Sqrt(x.q0) * math.Sqrt(x.q1)
			over += x.v1 / x.q1 * q
			under += x.v0 / x.q0 * q
		}
		return over / under
	}
	var v0, v1, over, under float64
	for _, x := range items {
		v0 += x.v0
		v1 += x.v1
	}
	for _, x := range items {
		var weight float64
		switch f {
		case Tornqvist:
			weight = (x.v0/v0 + x.v1/v1) / 2
		case SatoVartia:
			weight = logMean(x.v0/v0, x.v1/v1)
		case MontgomeryVartia:
			weight = logMean(x.v0, x.v1)
		}
		over += weight * math.Log((x.v1/x.q1)/(x.v0/x.q0))
		under += weight
	}
	switch f {
	case Tornqvist:
		under = 1 // what the shares sum to
	case MontgomeryVartia:
		under = logMean(v0, v1)
	}
	return math.Exp(over / under)
}

func laspeyres(items []item) float64 {
	var over, under float64
	for _, x := range items {
		over += x.v1 / x.q1 * x.q0
		under += x.v0
	}
	return over / under
}

func paasche(items []item) float64 {
	var over, under float64
	for _, x := range items {
		over += x.v1
		under += x.v0 / x.q0 * x.q1
	}
	return over / under
}
