package cells

import (
	"math"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// Edge says why there is no rate from base to x; OK and Ceased say there is one.
func Edge(base, x Cell) tradeflow.Status {
	status := Missing(base.Status, x.Status)
	switch {
	case status != tradeflow.OK:
		return status
	case base.Value < 0, base.Value == 0 && x.Value < 0:
		return tradeflow.BaseNonPositive
	case base.Value == 0 && x.Value == 0:
		return tradeflow.BothZero
	case base.Value == 0:
		return tradeflow.New
	case x.Value == 0:
		return tradeflow.Ceased
	case x.Value < 0:
		return tradeflow.SignChange
	}
	return tradeflow.OK
}

// Missing says why two cells cannot be compared, OK that they can. A status that
// says more than that the cell is unknown is passed on.
func Missing(was, is tradeflow.Status) tradeflow.Status {
	switch {
	case was.HasNumber() && is.HasNumber():
		return tradeflow.OK
	case was == tradeflow.EditionBreak || is == tradeflow.EditionBreak:
		return tradeflow.EditionBreak
	case was == tradeflow.IncompleteWindow:
		return was
	case !was.HasNumber():
		return tradeflow.BaseMissing
	case is == tradeflow.IncompleteWindow || is == tradeflow.NotReported || is == tradeflow.Confidential:
		return is
	}
	return tradeflow.CurrentMissing
}

// Quotient bounds x/base: both are at least zero, and no bound where the base may
// be zero, or is unknown.
func Quotient(base, x Cell) (low, high float64) {
	low, high = math.NaN(), math.NaN()
	if x.Low >= 0 && base.High > 0 {
		low = x.Low / base.High
	}
	if x.High >= 0 && base.Low > 0 {
		high = x.High / base.Low
	}
	return low, high
}
