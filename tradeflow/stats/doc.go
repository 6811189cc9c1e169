// Package stats computes trade statistics from panels, as panels: change,
// sums over windows, indices, shares and their differences.
//
// Every function takes a panel and returns a new one; none changes its
// argument. They nest: YoY(Rolling(p, 12)) is the growth of the 12-month sum,
// Diff(Share(p, tradeflow.Reporter).At(a, b)) the shift of the shares from a
// to b. What the panel knows of itself (query, sources, ledger, warnings) goes
// through, and the order of the series never changes a number.
//
// What follows is the method appendix: formula, unit, edges, source.
//
// # 1. Numbers, missing numbers and time
//
// x(t) is the cell of a series in period t. Every result without a dimension
// is a fraction (growth 0.69 is +69 %, a share 0.26 is 26 %), except an index,
// which is on 100. A cell is NaN exactly where its status has no number; 0,
// 100 and infinity never stand in for a missing one. A reported zero and an
// implied one are both zeros.
//
// Another period is found by the calendar, never by the neighbouring column. A
// period of several months, such as China's January and February in one
// figure, is compared with the same months of the other year; where that year
// has them as single months, with their sum. Windows count it as its months,
// and never cut it.
//
// # 2. Ranges
//
// A category whose codes belong to it only in part has a lower number (Values)
// and an upper one (Upper). Sums carry both. A rate needs one number: where the
// upper exceeds the lower by more than 5 % of the upper, the cell counts as
// [tradeflow.EditionBreak]; where by less, the lower one is used. A warning
// names the series and the periods either way. Rates, indices, shares and
// differences are points: their Upper equals their Values.
//
// A commodity is its number, and a number may keep its name and lose its goods:
// display panels left 9013.80 in HS2022, and no trade fell. Growth, indices and
// differences of a commodity whose goods changed between the editions of the two
// cells are EditionBreak; the loss of electronic waste to 8549 is not. To compare
// such commodities, ask for one edition with Query.Edition.
//
// # 3. Sums: Cumulative, Rolling, FiscalYears
//
// The sum of x over the months of a window: January to the period's last month;
// n months that end with the period (S&P Global publishes 3-month sums of the
// common high priority items); twelve months from a given first one. Unit: the
// amount's own. A window of which a month is absent or unknown is
// IncompleteWindow, never a smaller sum, and one warning names those months; a
// break of the nomenclature inside the window stays EditionBreak.
//
// # 4. Growth: Change, YoY, YTD
//
// (x(t) − x(b)) / x(b), b being t moved back by so many months: 12 for [YoY],
// as BEA and the Census Bureau (FT-900) and Eurostat compare a month with the
// same month a year earlier. [YTD] compares January to m with January to m of
// the year before: eleven months with eleven, never with twelve. Nothing is
// seasonally adjusted, and nothing is annualised. Edges, the first line that
// applies:
//
//	base               current            result
//	EditionBreak       any                EditionBreak
//	any                EditionBreak       EditionBreak
//	IncompleteWindow   any                IncompleteWindow
//	any other unknown  any                BaseMissing
//	known              IncompleteWindow   IncompleteWindow
//	known              NotReported        NotReported
//	known              Confidential       Confidential
//	known              any other unknown  CurrentMissing
//	below 0            known              BaseNonPositive
//	0                  0                  BothZero
//	0                  above 0            New
//	0                  below 0            BaseNonPositive
//	above 0            0                  Ceased, and the number −1
//	above 0            below 0            SignChange
//	above 0            above 0            OK
//
// Dividing by the absolute value of a negative base is common, and wrong: it
// calls the way from −10 to −5 growth of one half.
//
// The growth of a total is the mean of its parts' growth weighted by their
// bases, never the simple mean.
//
// # 5. Index
//
// 100 · x(t) / mean of x over the base, such as Eurostat's 2015 = 100. Amounts
// are compared per month, so that a year may be the base of its months. Edges
// as for growth, except that a current zero is the index 0. A base of which a
// month is absent is BaseMissing.
//
// # 6. Share
//
// x / Σx over the chosen dimensions, which the result's unit names (Eurostat,
// UNCTAD). The total is that of the series in the panel, and not the World row
// of a publisher. The edges hold for all series of one total in one period, the
// first that applies:
//
//	a part is negative            BaseNonPositive, and a warning
//	a part is unknown             its status; that of the first one by key
//	the total is a wide range     EditionBreak
//	the total is 0                ZeroTotal
//
// A series that is a wide range inside a total that is not loses its own share
// only. Shares that all have numbers sum to one. An economy of several, such as
// the European Union, may stand beside its own members: a warning names it.
//
// # 7. Difference
//
// x(t) − x(first column), in percentage points for shares (Eurostat's term;
// the number is a fraction), else in the panel's own unit. Missing cells as in
// the first eight lines of the table of growth. The differences of a full set
// of shares sum to zero.
package stats
