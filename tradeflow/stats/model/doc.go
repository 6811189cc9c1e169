// Package model fits what a panel alone does not show: seasons, breaks of the
// level, differences in differences.
//
// Functions take a panel and change nothing in it. Where the answer is keys by
// periods it is a panel, with the sources, the ledger and the warnings of the
// argument; else a struct for each series, with a status and warnings of its own. The
// order of the series and of the columns never changes a number: time is the
// calendar's.
//
// What follows is the method appendix: formula, unit, edges, source.
//
// # 1. Numbers that are tested
//
// Numbers, ranges and statuses are those of package stats: of a narrow range what is
// certain is used, and a wide one has no number. A commodity whose goods changed
// between the editions of its cells, as those of 9013.80 did in HS2022, is no one
// series: STL, Breaks, CUSUM and RobustZ answer EditionBreak, unless Query.Edition has
// asked for one edition. EditionJumps is the test that is made for it.
//
// Breaks, CUSUM, RobustZ and EditionJumps bring amounts to the length of the panel's
// shortest period, so that China's January and February in one figure stand level with
// single months. Breaks and CUSUM leave unknown periods out, with a warning, and of
// periods that overlap count the first.
//
// # 2. Seasons: STL
//
// x = trend + season + remainder, by locally weighted regressions: the season of each
// month over the years, the trend over all months, in turn, and in Robust fits with
// weights that fall with the remainder to zero at six times its median. With Log the
// logarithms are taken apart, so that season and remainder are factors, and the trend
// is one of geometric means. Adjusted is x less, or over, its season. Units: the
// panel's; factors are pure numbers, and the seasons of shares percentage points.
//
// Windows, degrees, jumps and passes are R's. Without Robust the numbers are R's to
// 1e-10. With it they are those of the paper, and of statsmodels; R's own agree for an odd
// number of periods, and for an even one differ as a rule, because R's partial sort
// does not always find the two middle remainders.
//
// Edges, for a whole series, the first that applies:
//
//	a break of the nomenclature       EditionBreak
//	a period absent or unknown        IncompleteWindow; a warning names them
//	with Log a number not above zero  BaseNonPositive
//	two years or fewer                TooFew
//	periods of a year or more         TooFew
//
// It is no official seasonal adjustment, and is never labelled so: working days and feasts
// that move are not corrected for. Adjustment by X-13ARIMA-SEATS or JDemetra+ needs
// those programs. Source: R. B. Cleveland, W. S. Cleveland, J. E. McRae and I.
// Terpenning, STL: a seasonal-trend decomposition procedure based on loess, Journal of
// Official Statistics 6 (1990), 3-73.
//
// # 3. Breaks of the mean: Breaks
//
// For each date that leaves 15 % of the n numbers on both sides, F compares two means with one:
// (RSS − RSS₁ − RSS₂)/((RSS₁ + RSS₂)/(n − 2)). SupF is the largest (D. W. K. Andrews,
// Econometrica 61 (1993), 821-856), its p-value B. E. Hansen's (Journal of Business &
// Economic Statistics 15 (1997), 60-67).
//
// The dates of m = 0 to 5 breaks have the least sum of squares of all partitions with
// segments of at least 15 % (J. Bai and P. Perron, Journal of Applied Econometrics 18 (2003),
// 1-22). BIC = n(ln RSS + 1 − ln n + ln 2π) + 2(m + 1) ln n; the best number of breaks has the
// least. A date is the last period before its break. Its 95 % interval is Bai's (Review of
// Economics and Statistics 79 (1997), 551-563) with a variance for each side, cut at the
// ends of the series; there is none where one side varies much less than the other.
// All are the numbers of R's strucchange: Fstats, breakpoints and confint.
//
// Errors are taken as independent, and no correction for autocorrelation is made. Those of
// monthly trade are not independent, so that p-values are too small and intervals too narrow. Seasons are no
// breaks: test Adjusted of STL, or rates on a year earlier. It is a screen, never a finding.
//
// Edges: EditionBreak as in section 1; with Log a number not above zero is
// BaseNonPositive; segments of fewer than two numbers TooFew; numbers that do
// not differ, or not within the segments, NoSpread.
//
// # 4. Constancy of the mean: CUSUM
//
// S₀ = max |Σ e|/(s √n), the sums being those of the residuals e from the mean up to
// each period, and s² = Σ e²/(n − 1); p = 2 Σ (−1)^(k+1) exp(−2 k² S₀²). Edges as for
// Breaks, three numbers being the least. Source: W. Ploberger and W. Krämer, Econometrica 60
// (1992), 271-285; strucchange, efp with type "OLS-CUSUM".
//
// # 5. Robust z: RobustZ
//
// z = (x − median)/(1.4826 · median |x − median|) over the known periods of a series; a pure
// number. Edges: a median deviation of zero is NoSpread, fewer than three known
// periods TooFew; an unknown cell keeps its status. An anomaly is a screen, never a finding.
// Sources: F. R. Hampel, Journal of the American Statistical Association 69 (1974), 383-393;
// B. Iglewicz and D. C. Hoaglin, How to detect and handle outliers (1993).
//
// # 6. Jumps at the adoption of an edition: EditionJumps
//
// Let d(t) = ln x(t) − ln x(t−1), t−1 being the period that ends where t begins, and e(t) =
// d(t) less the median of d over the same months of the other years; of years, e = d. At
// the first period in which the reporter uses a newer edition, the jump is e(t), and z = (e(t) −
// median)/(1.4826 · median deviation), both over all other e. A change between cells of
// different editions is in none of the medians. Reporters adopt at different times, so the
// date is each reporter's own. The test is this library's own; it exists because 9013.80
// fell in January 2022 without an event of trade.
//
// Edges: as those of growth for the two cells; a first cell of two editions, or an older
// edition that has no code, EditionBreak; fewer than three other changes, or no other year
// to know the season from, TooFew; changes that are all the same NoSpread.
package model
