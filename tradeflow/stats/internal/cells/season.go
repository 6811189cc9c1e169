package cells

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Unadjusted is what the name of a comparison must add where periods of different
// seasons are compared: every December exceeds its November. Nothing where both are
// whole years or the same months of a year, or where p says that it is seasonally
// adjusted, or that it is not; nothing either for what is a change already, as its
// own name says it.
func Unadjusted(p *tradeflow.Panel, bases, periods []tradeflow.Period) string {
	const words = "seasonally adjusted"
	switch {
	case p.Unit.Kind == tradeflow.Growth, p.Unit.Kind == tradeflow.Points, p.Unit == LogPoints, strings.Contains(p.Statistic, words):
		return ""
	}
	for j, t := range periods {
		if !sameSeason(bases[j], t) {
			return ", not " + words
		}
	}
	return ""
}

// LogPoints is the unit of a logarithm of a ratio.
var LogPoints = tradeflow.Unit{Kind: tradeflow.PlainRatio, Name: "log points"}

func sameSeason(a, b tradeflow.Period) bool {
	return a.Months()%12 == 0 && b.Months()%12 == 0 ||
		a.Months() == b.Months() && (a.Ordinal()-b.Ordinal())%12 == 0
}
