package reroute

import (
	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Screens is the question.
type Screens struct {
	Target      tradeflow.Country   // the economy under sanctions
	Sanctioners []tradeflow.Country // whose exports to it are sanctioned: their declarations are added up
	Hubs        []tradeflow.Country // the third economies to look at
	Before      tradeflow.Period    // such as 2019-01/2021-12; whole years keep the season out, and two of them show a trend
	After       tradeflow.Period
	Floor       float64             // the smallest amount per month by which anything is divided; 0: any above zero
	CIF         float64             // imports at CIF over exports at FOB, as in stats.Mirror; 0: 1
	Civilian    []string            // placebo goods: categories under no sanctions, which get no result of their own
	Comparable  []tradeflow.Country // placebo hubs: economies like the hubs, but with no way to the target
}

// Flows is what is known: panels by reporter and partner, and by category or
// commodity where there is more than one, as their reporters declare them: whole
// answers to a query, not turned. Where the exporter is silent, Supply and Onward may
// be the imports of the other side; Query.Direction says so.
type Flows struct {
	Supply   *tradeflow.Panel // the sanctioners' exports to the hubs, the comparable hubs and the target
	Onward   *tradeflow.Panel // the hubs' exports to the target; nil: not known
	Arrivals *tradeflow.Panel // the hubs' imports from the sanctioners; nil: not known

	SupplyWeight, OnwardWeight *tradeflow.Panel // net weights of the same flows; nil: not known
}

// Screening is the answer.
type Screening struct {
	Question Screens
	Results  []Result // for each hub, in the order of the question, and each category
	Sources  []string
	Ledger   *tradeflow.Ledger // of the files behind all panels
	Warnings []tradeflow.Warning
}

// Result is what the screens show for one hub and one category. The four flows are
// those of a Sankey diagram; the components are never added up.
type Result struct {
	Hub       tradeflow.Country
	Category  string
	Commodity hscodes.Code

	Direct   Flow // sanctioners to the target
	Supply   Flow // sanctioners to the hub
	Onward   Flow // the hub to the target
	Arrivals Flow // sanctioners to the hub, as the hub declares it: not divided by the factor

	Fall Step // of Direct
	Rise Step // of Supply

	HubIncrease, HubGrowth, PreTrend, OnwardIncrease, OnwardGrowth,
	Substitution, SupplySubstitution, MissingTransit, MissingShare,
	PassThrough, Timing, PlaceboGoods, PlaceboHubs Component
}

// Flow is an amount per month, in the window before and in that after.
type Flow struct {
	Before, After Level
	N             int                 // economies whose declarations of both windows are known
	Unknown       []tradeflow.Country // those whose are not

	rebuilt bool // a commodity's number stands for other goods in the two windows, as one of the economies declares it
}

// Level is one number, NaN exactly where its status has none.
type Level struct {
	Value    float64
	Status   tradeflow.Status
	Editions tradeflow.EditionSet // of the HS, in which the goods are counted
}

// Step is the change of a monthly flow from one level to another, the season taken
// out. Where there is none, At is the zero Period and the numbers are NaN.
type Step struct {
	At            tradeflow.Period // the first month of the second level
	Before, After float64          // the levels, per month
	P             float64          // the probability of a step as clear where no level has changed, at most
}

// Component is one of the screens.
type Component struct {
	Name          string
	Value         float64 // NaN exactly where Status has no number
	Before, After float64 // the two levels that Value is made of, or of which it is the second; NaN where unknown
	Unit          tradeflow.Unit
	LevelUnit     tradeflow.Unit // of Before and After
	Status        tradeflow.Status
	Why           string // there is no number, where Status says too little
	N             int    // what the number rests on
	Of            string // what N counts: "sanctioners", "months", ...; one "sanctioner"
	Caveat        string // what else may explain it, in one sentence
}

// Components returns the components in a fixed order, for a table.
func (r *Result) Components() []Component {
	return []Component{r.HubIncrease, r.HubGrowth, r.PreTrend, r.OnwardIncrease, r.OnwardGrowth, r.Substitution, r.SupplySubstitution,
		r.MissingTransit, r.MissingShare, r.PassThrough, r.Timing, r.PlaceboGoods, r.PlaceboHubs}
}
