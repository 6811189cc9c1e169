package tradeflow

import "github.com/tradeflow-go/dualuse/tradeflow/internal/places"

// Country is an economy that reports or receives flows: its ISO 3166-1 alpha-3
// code, such as "CHN". "WLD" is the world, "EU27" the European Union of 27 as
// Eurostat adds it up, "XXX" areas not specified, "S19" UN Comtrade's "Other
// Asia, nes" (which is mostly Taiwan, and is not renamed to it). A code that no
// list of the publisher knows stays as the publisher wrote it.
type Country string

// World is the aggregate of all partners.
const World Country = "WLD"

// Name returns the English short name, or the code itself where it has none.
func (c Country) Name() string {
	if name, ok := places.Name(string(c)); ok {
		return name
	}
	return string(c)
}

// IsAggregate reports whether c stands for several economies that publishers
// list beside it: World, the EU, the euro area. Aggregates are only counted
// where a Query names them.
func (c Country) IsAggregate() bool { return places.IsGroup(string(c)) }

// known reports whether some publisher's list has the code.
func (c Country) known() bool {
	_, ok := places.Name(string(c))
	return ok
}

// existed reports whether publishers list the economy in the years of a period.
func (c Country) existed(p Period) bool {
	from, to := places.Years(string(c))
	first, _ := p.Start()
	last, _ := p.End()
	return last >= from && (to == 0 || first <= to)
}
