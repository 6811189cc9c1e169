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
// periods that overlap count the first, with another; RobustZ takes its median of the first.
// STL leaves periods that are longer than the shortest out, with a warning.
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
// Unknown periods before a series' first and after its last number, such as a month that is
// not yet published, keep their own status, a warning counts them, and the rest is taken
// apart. Edges, for the whole of the rest, the first that applies:
//
//	a break of the nomenclature       EditionBreak
//	a period absent or unknown        IncompleteWindow; a warning names them
//	with Log a number not above zero  BaseNonPositive
//	two years or fewer                TooFew
//	periods of a year or more         TooFew
//
// China publishes January and February in one figure: among months it has two gaps a year
// and no season. Take quarters, to which that figure adds up with March.
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
// breaks, nor is a trend, which passes for as many as are tried: test Adjusted of STL, or
// rates on a year earlier. A warning says where the best number is the largest that was
// tried: 5, or what Trim has room for. It is a screen, never a finding.
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
// z = (x − median)/(1.4826 · median |x − median|) over the known periods of a series, of
// those that overlap the first; a pure number. Edges: a median deviation of zero is NoSpread, fewer than three known
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
//
// # 7. Did it matter: DiD, EventStudy, PPML
//
// x(i,t) is the flow of series i in period t; treated(i) and after(t) are 1 or 0. All
// three compare treated with control series before and after a date, with one effect
// for each series and one for each period. Estimates are in log points b, and
// Percent is exp(b) − 1, a fraction (NaN where that is beyond the largest number).
//
//	Raw         (ln ΣT1 − ln ΣT0) − (ln ΣC1 − ln ΣC0), by hand, on sums
//	DiD         ln x = b·treated·after + series effect + period effect + e, by least squares
//	EventStudy  the same with one b for each period but the reference, whose own is 0
//	PPML        E x = exp(b·treated·after + series effect + period effect), zeros kept
//
// On panels without holes PPML is Raw with an error beside it: large flows count as
// much as they are. In DiD every series counts alike. Sources: Angrist and Pischke,
// Mostly Harmless Econometrics, 2009, chapter 5; Jacobson, LaLonde and Sullivan,
// American Economic Review 83, 1993; Santos Silva and Tenreyro, Review of Economics
// and Statistics 88, 2006.
//
// Errors are robust within clusters, which are single series or those that agree in
// Design.Cluster: the sandwich times G/(G−1)·(N−1)/(N−K), G clusters, N numbers, K
// all coefficients with the series and period effects, as vcovCL(type = "HC1") of R's
// sandwich has it. reghdfe in Stata does not count effects that lie inside clusters in
// K, so its errors are a little smaller. p-values and 95 % intervals are by
// t(G−1), for PPML too. Under 30 clusters such errors are too small: DiD adds the p of
// the wild cluster bootstrap with the null imposed (Cameron, Gelbach and Miller,
// Review of Economics and Statistics 90, 2008), with signs, and below 12 clusters with
// Webb's six weights; every sample once where there are no more than replications. So does
// EventStudy, for each coefficient with its own null.
//
// The clusters that identify an effect are those with a series that has numbers on both sides
// of the date; of a coefficient of EventStudy, in its period and in the reference. A series on
// one side of the date tells nothing: its own effect takes all of it up. With one identifying
// cluster among the treated, or among the controls, there is no error at all, whatever a
// sandwich says (MacKinnon and Webb, Econometrics Journal 21, 2018): the estimate stands
// without SE, p and interval. With fewer than six the interval is too narrow and no bootstrap
// mends it, which a warning says: of 300 made-up panels without an effect, 40 control series
// and two treated ones that trade after the date, P is below 0.05 in 91. Nor is there an
// error where the sums over the clusters are but rounding.
//
// PPML lets large flows weigh more, and clusters of very different size make such errors
// too small however many there are (Carter, Schnepel and Steigerwald, Review of Economics
// and Statistics 99, 2017). EffectiveClusters is 1/Σs², s being the share of a cluster in
// the flows of its side, of the side that has fewer. Made-up panels of 60 series, ten
// years, 200 of each, cluster-robust intervals of 95 % and tests of parallel trends at 5 %:
//
//	effective clusters   PPML holds the effect   PreTrend refuses   PreSlope refuses
//	28                   190                     5                  10
//	23                   188                     10                 11
//	12                   182                     28                 14
//	9                    179                     42                 24
//	6                    176                     72                 29
//	4                    164                     123                37
//	3                    144                     153                51
//
// DiD: 188, 5 and 5 throughout. Below 30 a warning says so. R's glm and vcovCL do the same.
//
// Two tests of parallel trends stand beside every effect. PreTrend is joint: b' V⁻¹ b of the q
// coefficients before the date in the event study, by the same covariance, over q and times
// (G−q−1)/(G−1), on q and G−q−1 degrees of freedom, as Hotelling has it (Annals of
// Mathematical Statistics 2, 1931); G counts the clusters that have two numbers before the
// date, and coefficients without an error are left out. The usual F on q and G−1, R's
// waldtest, is larger by (G−1)/(G−q−1) and refuses too often as q nears G. Of 200 made-up
// panels with parallel trends, at 5 %:
//
//	clusters, coefficients   F on q and G−1   PreTrend   PreSlope
//	12, 6                    54               3          9
//	20, 11                   79               9          5
//	40, 23                   142              9          11
//	40, 35                   199              4          7
//	60, 23                   87               8          10
//
// With G−q−1 < 1 it cannot be computed (TooFew). PreSlope is the coefficient of treated ×
// years, fitted to the numbers before the date alone, with series and period effects, by t(G−1).
// Read PreTrend where periods are few beside the clusters, such as years: it sees a gap of any
// shape. Read PreSlope where they are many, such as months, and with PPML: PreTrend has little
// power left there, or none to trust. PreSlope sees a drift, and no single period that is off.
// That neither refuses anything does not prove parallel trends (Roth, American Economic
// Review: Insights 4, 2022).
//
// Cells that are left out, and counted in Dropped; with N they add up to all cells of
// the two panels:
//
//	unknown, withheld ...                its status; never filled in
//	a wide range, a commodity whose      break of the nomenclature; the goods are those of
//	goods changed                        the last number before the date
//	negative, or above 1e300             dropped
//	0                                    dropped by DiD and EventStudy, kept by PPML
//	period in one panel only             dropped
//	period that straddles the date       dropped
//	months given twice                   the longer period is dropped
//	alone in its series or period        dropped: its effect fits it exactly (Correia 2015)
//	series or period of zeros (PPML)     dropped: its effect is minus infinity
//	separated zero (PPML)                dropped (Correia, Guimarães and Zylkin 2019)
//
// Why there is no number:
//
//	a side has nothing before or after          TooFew
//	a side has only zeros before or after       ZeroTotal
//	a key is on both sides, or twice on one     NoSpread
//	treated × after is a sum of the effects     NoSpread
//	PPML does not converge, or flows are too
//	far apart in size for double precision      NoSpread
//	the panels are in different units           UnitChange
//	the reference lacks a side (EventStudy)     BaseMissing
//	Raw: a part of a sum is unknown             its status; above 1e300, NotReported
//
// An estimate is an effect only if both groups would have moved in parallel, nobody
// acted before the date, and no trade was diverted into the control group: Caveat says
// so with every result.
package model
