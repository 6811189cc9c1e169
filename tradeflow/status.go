package tradeflow

// Status says why a number is missing, or what is special about it. The zero
// value is OK. A cell's number is NaN exactly where its status has no number.
type Status uint8

const (
	OK                Status = iota // a number, as published
	Implied                         // 0: the reporter published this period, and nothing for this cell
	Ceased                          // -1: from a positive base to zero
	New                             // no rate: from zero to something
	BothZero                        // no rate: zero in both periods
	BaseMissing                     // the base is unknown
	CurrentMissing                  // the current period is unknown
	NotReported                     // the reporter is silent for the period
	Confidential                    // the publisher withholds the number
	IncompleteWindow                // some month of the window is unknown
	BaseNonPositive                 // no rate: the base is negative
	SignChange                      // no rate: from positive to negative
	EditionBreak                    // not comparable between the editions of the nomenclature that are involved
	NotInNomenclature               // the edition that the reporter used has no code for it: no zero
	UnitChange                      // the two periods are in different units
	BelowFloor                      // the base is under the caller's floor
	ZeroTotal                       // no share: the total is zero
	ReporterOnly                    // no comparison: the partner published the period, and nothing of this
	PartnerOnly                     // no comparison: the reporter published the period, and nothing of this
	PartnerSilent                   // no comparison: the partner published nothing for the period
	TooFew                          // too few periods or members for the statistic
	NoSpread                        // the numbers do not differ: no scale to measure with
	NotPositive                     // no logarithm: the number is zero or negative
	OutOfRange                      // the result is beyond the largest or the smallest number
	statusCount       = iota
)

var statusWords = [statusCount]string{
	OK:                "ok",
	Implied:           "zero (nothing reported in a published period)",
	Ceased:            "ceased",
	New:               "new (from zero)",
	BothZero:          "zero in both periods",
	BaseMissing:       "base unknown",
	CurrentMissing:    "current period unknown",
	NotReported:       "not reported",
	Confidential:      "withheld",
	IncompleteWindow:  "incomplete window",
	BaseNonPositive:   "base not positive",
	SignChange:        "change of sign",
	EditionBreak:      "break of the nomenclature",
	NotInNomenclature: "not in the nomenclature",
	UnitChange:        "change of unit",
	BelowFloor:        "base below the floor",
	ZeroTotal:         "total is zero",
	ReporterOnly:      "declared by the reporter only",
	PartnerOnly:       "declared by the partner only",
	PartnerSilent:     "the partner reports nothing",
	TooFew:            "too few numbers",
	NoSpread:          "no spread",
	NotPositive:       "no logarithm (not positive)",
	OutOfRange:        "too large or too small to compute with",
}

// String returns the status in a few words, as tables and charts print it.
func (s Status) String() string {
	if int(s) < len(statusWords) {
		return statusWords[s]
	}
	return "unknown status"
}

// HasNumber reports whether a cell of this status holds a number.
func (s Status) HasNumber() bool { return s == OK || s == Implied || s == Ceased }
