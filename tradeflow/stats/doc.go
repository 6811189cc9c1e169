// Package stats computes trade statistics from panels, as panels: change over
// time, shares, concentration, structure, unit values and mirror data.
// Decompositions and index numbers are in stats/decompose, seasons, breaks and
// regressions in stats/model, screens of rerouting in stats/reroute.
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
// 100 and infinity never stand in for a missing one: what is too large or too small
// to compute with is OutOfRange. A reported zero and an implied one are both zeros.
//
// Another period is found by the calendar, never by the neighbouring column. A
// period of several months, such as China's January and February in one
// figure, is compared with the same months of the other year; where that year
// has them as single months, with their sum. Windows count it as its months,
// and never cut it.
//
// An economy that stands for several counts its members twice where they are listed
// beside it in one total. Everywhere, the World beside others in a total is a panic, as
// only a Query that names it puts it there; another aggregate, such as the European
// Union, is a warning, as its members may or may not be among the others. The World
// alone is a total: its share is 1, and a warning says that this says nothing.
// (Panel.Sum refuses both, with an error.)
//
// # 2. Ranges
//
// A category whose codes belong to it only in part has a lower number (Values)
// and an upper one (Upper). Sums carry both. A rate needs one number: where the
// upper exceeds the lower by more than 5 % of the upper (Query.Tolerance), the
// cell counts as [tradeflow.EditionBreak]; where by less, the lower one is used. A
// warning names the series and the periods either way.
//
// Rates, indices, shares, concentration and unit values over ranges have bounds,
// Lower and Upper, on both sides of their number, and also in place of one: what was
// 100 to 106 and becomes 200 has grown by 89 % to 100 %, and nobody can say by how
// much. Bounds hold whatever each range hides, the two cells of a rate
// apart; they are wider than need be where both hide the same. Entropy, Theil, Gini,
// MergerHHI, decompositions, price indices and models have none: they are of what is
// certain.
//
// A commodity is its number, and a number may keep its name and lose its goods:
// display panels left 9013.80 in HS2022, and no trade fell. Growth, indices and
// differences of a commodity whose goods changed between the editions of the two
// cells are EditionBreak; the loss of electronic waste to 8549 is not. So are sums
// over months of both editions, shares in a total whose members use both, and
// whatever is compared with a sum over reporters that mixes them, as in the years in
// which one after the other took over HS2022: its change would be that of the
// mixture. To compare such commodities, ask for one edition with Query.Edition.
//
// # 3. Sums and means: Cumulative, Rolling, FiscalYears, Mean
//
// The sum of x over the months of a window: January to the period's last month;
// n months that end with the period (S&P Global publishes 3-month sums of the
// common high priority items); twelve months from a given first one. Unit: the
// amount's own. A window of which a month is absent or unknown is
// IncompleteWindow, never a smaller sum, and one warning names those months; a
// break of the nomenclature inside the window stays EditionBreak. China's one
// figure for January and February counts as two months, and no window cuts it.
//
// Each series takes the columns that it has: in one panel, China's two months in one
// figure and Germany's single ones both have their sums.
//
// R12, the growth of the 12-month sum, is YoY(Rolling(p, 12)).
//
// [Mean] is that sum over the months of the window, which may be longer than a
// year, in the unit "EUR per month", and of shares, indices and ratios the mean of
// the window's columns weighted by their months: January and February in one figure
// count twice. Growth(Mean(p, before, after)) compares a monthly average
// with that of a longer time, as KSE Institute does. Edges as for sums; a mean that
// is a wide range is EditionBreak with bounds. FT-900 publishes means of three months.
//
// # 4. Growth: Change, YoY, MoM, YTD, Growth, LogChange
//
// (x(t) − x(b)) / x(b), b being t moved back by so many months: 12 for [YoY],
// as BEA and the Census Bureau (FT-900) and Eurostat compare a month with the
// same month a year earlier; 1 for [MoM]. [YTD] compares January to m with January
// to m of the year before: eleven months with eleven, never with twelve. [Growth]
// compares with the panel's first column, amounts per month where the periods are
// not equally long. Nothing is seasonally adjusted, and nothing is annualised: a
// comparison of different months of the year says "not seasonally adjusted" in its
// name, unless the panel's Statistic says that it is. Edges, the first line that
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
//	below the floor    known              BelowFloor
//	above 0            0                  Ceased, and the number −1; NotPositive for LogChange
//	above 0            below 0            SignChange
//	above 0            above 0            OK
//
// The floor is Query.Floor: the smallest base, in the panel's unit, on which a rate
// is computed. It holds for amounts and monthly means: in growth, log change,
// compound growth, the change from a peak (the peak), an index (the mean figure of
// the base), contributions (the total) and ratios (the floor of the second panel's
// query). A monthly mean is below it where the mean published figure is: of annual
// figures [Mean] makes the floor a twelfth, of quarterly ones a third. Shares, ratios
// and unit values have none, and a difference is no rate.
//
// [LogChange] is ln(x(t)/x(b)) in log points. A logarithm of zero does not exist: a
// series that ceased is NotPositive. Source: Törnqvist, Vartia and Vartia, The
// American Statistician 39 (1985).
//
// Dividing by the absolute value of a negative base is common, and wrong: it
// calls the way from −10 to −5 growth of one half.
//
// The growth of a total is the mean of its parts' growth weighted by their
// bases, never the simple mean.
//
// # 5. Growth a year: CAGR, TrendGrowth, LogTrend
//
// [CAGR] is (x(t)/x(first))^(1/n) − 1, n being the years of the calendar from the
// middle of the first period to that of t: from start to start where they are
// equally long. Edges as for growth (Ceased is −1 here too); n below one is TooFew.
//
// [TrendGrowth] is exp(b) − 1 from ordinary least squares of ln y = a + b·t over all
// periods of the panel, t the middle of a period in years, amounts per month; one
// column, from the first period to the last. [LogTrend] is b. The World Bank prints
// exp(b) − 1; UNCTAD's Handbook of Statistics prints b in the editions that define the
// rate as the exponent of y = a·exp(b·t) or as the coefficient b, and exp(b) − 1 in
// the others: say which one is quoted. Periods that the panel does not have are no
// observations (a warning names them). Edges, the first that applies:
//
//	fewer than three periods                TooFew
//	a cell, or the goods of a code, broken  EditionBreak
//	the first unknown or non-positive cell  its status; NotPositive
//
// Bounds: the slope rises with the cells later than the mean time and falls with
// the earlier ones.
//
// # 6. Change from the peak: FromPeak
//
// x(t) / max x − 1 over the known cells of the series in the panel, amounts per month.
// Edges as for growth on the peak: a peak of zero is BothZero, a negative one
// BaseNonPositive; a series without a known cell is BaseMissing. Warnings name the
// peaks and count the unknown cells. Bounds: x at its least against the highest peak
// that the other cells may have, and the other way round. S&P Global compares with
// the peak of February 2023.
//
// # 7. Index
//
// 100 · x(t) / mean of x over the base, such as Eurostat's 2015 = 100. Amounts
// are compared per month, so that a year may be the base of its months. Edges
// as for growth, except that a current zero is the index 0. A base of which a
// month is absent is BaseMissing. A base whose
// mean figure is below Query.Floor is BelowFloor. The base of a share or a ratio is its
// mean weighted by months.
//
// # 8. Difference: Diff, Difference
//
// x(t) − x(first column), or with [Difference] − x(t moved back by so many months),
// in percentage points for shares and growth rates (Eurostat's term; the number is
// a fraction), else in the panel's own unit. Missing cells as in the first eight
// lines of the table of growth. The differences of a full set of shares sum to zero.
// Amounts of periods that are not equally long are subtracted as they are, and a
// warning says so.
//
// # 9. Contribution to growth
//
// (x_k(t) − x_k(b)) / X(b), X being the total over the chosen dimensions and b = t so
// many months earlier; in percentage points (a fraction). The members' sum to the
// growth of the total, those of new and ceased members with them. Source: BEA,
// contributions to percent change (BEA's are of chained volumes; these of current
// values). Edges:
//
//	a member's base is unknown              as its status says in the table of growth, for all members
//	the total base is a wide range          EditionBreak, for all members
//	the total base is 0                     ZeroTotal
//	the total base is negative              BaseNonPositive
//	the total base is below the floor       BelowFloor
//	the member itself is unknown or broken  as in the table of growth; the others have their numbers
//
// A negative member, such as a surplus among deficits, has its contribution.
//
// # 10. Shares: Share, ShareOf, Coverage, ShareChange, Turnover, TopAndOthers
//
// [Share] is x / Σx over the chosen dimensions, which the result's unit names
// (Eurostat, UNCTAD). The total is that of the series in the panel, and not the
// World row of a publisher. The edges hold for all series of one total in one
// period, the first that applies:
//
//	a part is negative            BaseNonPositive, and a warning
//	a part is unknown             its status; that of the first one by key
//	the total is a wide range     EditionBreak
//	the total is 0                ZeroTotal
//
// A series that is a wide range inside a total that is not loses its own share
// only. Shares that all have numbers sum to one: a withheld partner is never left
// out of the total without a word.
//
// [ShareOf] is x / T, T being the series in a panel of totals with the same key,
// apart from the dimensions in which all keys of that panel are empty or the same
// aggregate: the World row, or a sum over partners. The unit names it. Edges, the
// first that applies:
//
//	the units differ              UnitChange, and a warning
//	T is unknown or absent        its status; NotReported
//	x or T is negative            BaseNonPositive, and a warning
//	x is unknown                  its status
//	T is 0                        ZeroTotal
//
// The bounds are low/high to high/low. A share above 1 stays, and is told.
// [Coverage] is Σ of the known x / T: what is unknown counts as not covered, and is
// named; where all are unknown it has the status of the first.
//
// [ShareChange] parts Δs = x1/T1 − x0/T0, to the panel's first column, in two:
//
//	own     ½(1/T0 + 1/T1) (x1 − x0)
//	total   −½(x0 + x1) (T1 − T0)/(T0 T1)
//
// They add up to Diff(Share); over the members of a total, Σ own = −Σ total (Bennet
// 1920, for x and 1/T). [Turnover] is ½Σ|Δs|, a fraction: the index of dissimilarity
// of two periods (Duncan and Duncan 1955). A member whose Δs is unknown makes it
// unknown. Bounds multiply those of the two factors, and add up those of |Δs|: valid,
// and wider than need be.
//
// [TopAndOthers] keeps the n largest by the mean of their known numbers over all
// periods, or over given ones, the same in every period, and adds up the rest. An
// unknown one makes Others unknown. What is kept and Others are the total. Months to
// rank by that the panel does not have are named; if it has none of them, all periods
// decide.
//
// # 11. Concentration: HHI and others
//
// Over the shares s of the members of a total:
//
//	HHI                  Σs²                              0 to 1 (HHIPoints: 10,000)
//	NormalisedHHI        (HHI − 1/n)/(1 − 1/n)            WITS
//	ConcentrationIndex   (√HHI − √(1/n))/(1 − √(1/n))     UNCTAD
//	EffectiveNumber      1/HHI                            Adelman 1969
//	MergerHHI            2ab                              DOJ and FTC 2010
//	CR                   the k largest s                  U.S. Census Bureau
//	Entropy              −Σ s ln s                        Shannon 1948
//	Theil                ln n − entropy                   Theil 1967
//	Gini                 Σ(2i − n − 1)x(i) / (n Σx)       R, package ineq
//	Members              n
//
// n counts the members above zero, and a warning states it: to count those that are
// listed with zero changes the result, in one data set from 0.09375 to 0.154167. For
// n = 1 the two normalised ones are 1 by convention, and Gini is TooFew; so is the
// merger of fewer than two. Edges otherwise as for Share, of a total; the count of
// members is 0 where all are zero. Antitrust guidelines call markets of firms
// concentrated by bands of HHIPoints (2010: 1,500 and 2,500; 2023: 1,000 and 1,800):
// they say nothing of trade.
//
// Where members are ranges, each measure is of what is certain, unless their total
// is a wide range: EditionBreak. The HHI, its relatives and CR have bounds. The least
// Σx²/(Σx)² is where each x is as near to one level as its range allows, the level
// being Σx²/Σx, and is exact. The most is at ends of the ranges, and is found by
// branch and bound; beyond 32 steps the bound is taken. CR is at most the k members'
// high ends in those and the others' low ones, for the best choice of k, and at
// least their low ends in those and the others' high ones. The upper bound is exact.
//
// [HHIOf] bounds the HHI of shares in a panel of totals, of which u is not known to
// be any listed member's: from Σs² (u spread over countless ones) to Σs² + 2·s1·u +
// u² (all of u is the largest's). The lower one is the number where the two are within
// the tolerance of ranges; else the cell has bounds, and the status of the first
// unknown member, or NotReported.
//
// # 12. Two panels: Sub, Ratio
//
// a − b and a / b, joined by key and by period, for the keys of both and the periods
// of a. What one of them does not have is NotReported, and warnings name it; what is
// unknown in one keeps its status, a's first, and EditionBreak before all. a − b needs equal units; a / b makes a pure number of equal units, of two
// shares or of two ratios, and "USD per kg" of two different amounts; any other pair of
// units is UnitChange and a warning. a / b has no number where b is 0 (ZeroTotal), below 0
// (BaseNonPositive) or below the floor of its query (BelowFloor); 0 / b is 0, and a
// negative a over a positive b has a number. Where the two
// were asked for different directions, reporters, partners or codes, or their valuations
// differ, the result claims neither.
//
// Panels are joined by key and by calendar period, never by position. A key or a
// period that one of them lacks is NotReported, with one exception: among goods, in
// [RCA] to [MarginalIIT], what an economy does not list is a zero where the
// panel has other numbers of it, as an absent cell of a Query is; a warning counts
// such keys. Where the two panels were asked for other goods, partners or editions, or
// one has goods and the other totals only, it stays unknown. Two units give cells of UnitChange and a warning. Both panels'
// sources, ledgers and warnings go through; a warning says where one is FOB and the
// other CIF, and where imports are given for exports. A commodity is compared with
// itself only where its number stands for the same goods in both editions.
//
// # 13. Structure: RCA, RSCA, TradeIntensity
//
// (x_ck/X_c) / (x_wk/X_w) (Balassa 1965; WITS), a pure number, of goods k for RCA and
// of partners for the trade intensity index. The reference w is a panel, or the sum
// of the reporters listed. Own trade stays in the reference. RSCA is
// (RCA − 1)/(RCA + 1) (Dalum, Laursen and Villumsen 1998). All totals are of what is
// listed, and a warning says how many that is. Edges, the first that applies:
//
//	x_ck unknown, or a part of X_c          the status of its share
//	the reference lacks k or the period     NotReported
//	a part of X_w unknown                   the status of its share
//	x_wk = 0                                ZeroTotal, never 0
//	x_ck = 0                                0, or −1 for RSCA
//
// Bounds are those of the two shares, crosswise: valid, and wider than need be where
// the economy is a part of the reference.
//
// # 14. Structure: Diversification, Krugman, Similarity, Complementarity
//
// With d = Σ|h_k,c − h_k,w| over all goods that either side lists: UNCTAD's
// diversification index d/2, Krugman's (1991) specialisation index d, Finger and Kreinin's
// (1979) similarity Σmin = 1 − d/2, and the trade complementarity index 1 − d/2 of an
// exporter's exports and an importer's imports (Michaely 1996; WITS prints it on 100).
// Pure numbers. Statuses are those of the shares: the economy's own first, then the
// reference's. Bounds add up those of each difference. Commodities whose number stands
// for other goods in the two editions are compared all the same, and a warning names them.
//
// # 15. Intra-industry trade: GrubelLloyd, MarginalIIT
//
// 1 − Σ|X − M|/Σ(X + M) (Grubel and Lloyd 1975), and 1 − Σ|ΔX − ΔM|/Σ(|ΔX| + |ΔM|) from the
// first column on (Brülhart 1994, index A): the weighted mean of the goods' indices, never
// their simple mean. Pure numbers from 0 to 1. A part that is unknown, or a wide range,
// makes the index unknown; a negative amount is BaseNonPositive (not in changes); no
// trade, or no change, is ZeroTotal.
//
// # 16. Openness and NetImportReliance
//
// (X + M)/2 / GDP (UNCTAD), and (M − X)/(production + M − X) (US Geological Survey), as
// fractions. Absent numbers are unknown here, also those of trade. A denominator of 0 is
// ZeroTotal, below 0 BaseNonPositive.
//
// # 17. Unit values: UnitValue, Matched
//
// v/q, in units such as USD per kg, which never add up. A unit value is not a price: it
// moves with the mix of goods, too (Export and Import Price Index Manual 2009, chapter 2;
// Silver 2010). Unknown or absent v or q: its status; below 0: BaseNonPositive; q = 0:
// ZeroTotal.
//
// Matched adds up the items whose v and q are both known and above zero, and which pass
// two screens of ln(v/q): no further than ln 100 from the median of the same goods and
// period; and, on request, within w distances between the quartiles (R's type 7) of the
// lower and upper quartile of the same goods, period and reporter, as FAO screens. Share is
// the matched value in all value known. Sums without a matched item are TooFew, or have
// the status of what is unknown.
//
// # 18. Mirror: MirrorGap, Asymmetry, Reconstruct
//
// X is what an exporter declares of a flow, M what the importer does, f the factor
// from FOB to CIF (Mirror.CIF; 1 takes nothing off, and weights never have one). The
// published factors: 1.06 (IMF, Direction of Trade Statistics; 1.10 in older
// editions), 1.12 (FAO), about 1.05 (OECD).
//
//	GapDifference   M/f − X                             the panel's unit
//	GapRatio        M / (f·X)                           a ratio
//	GapLog          ln(M / (f·X))                       log points, as a fraction
//	GapSymmetric    (M/f − X) / ((M/f + X)/2)           a fraction from −2 to 2 (SDMX glossary, asymmetry coefficient)
//
// Above zero, or a ratio above 1, the importer declares more. Edges, the first line that
// applies; "unknown" is a cell without a number:
//
//	exporter           importer          result
//	EditionBreak       any               EditionBreak
//	any                EditionBreak      EditionBreak
//	unknown            any               its status: NotReported, Confidential, IncompleteWindow, ...
//	known              NotReported       PartnerSilent
//	known              other unknown     its status
//	below 0            any               BaseNonPositive; so for the importer
//	0                  0                 BothZero
//	above 0            0                 ReporterOnly
//	0                  above 0           PartnerOnly
//	above 0            above 0           OK
//
// A flow that one panel does not have is a zero there where its declarant published the
// period and the panel has the goods from anybody, in an edition that has the code; else
// it is NotReported. Two currencies give UnitChange. China's January and February in one
// figure are compared with the sum of the partner's two months. Editions that differ
// between the sides count as in section 2. A mirror zero is no evidence that nothing was
// traded: imports name the country of origin, exports the last known destination.
//
// [Asymmetry] is Σ|M/f − X| over the chosen dimensions (HM Revenue & Customs,
// Asymmetries in international trade in goods statistics), or that sum over the mean of
// ΣM/f and ΣX. One-sided flows are in it whole; one unknown flow makes the sum unknown,
// with the status of the first by key. Nothing on both sides is the number 0, and
// ZeroTotal as a fraction.
//
// [Reconstruct] gives a silent economy's imports as its partners' exports times f, or its
// exports as their imports divided by f, from the partners that published every period
// (a constant set; HMRC leaves out others too; aggregates, which repeat their members,
// are left out and listed). Coverage is their share in what the
// economy itself declared in a base period (its World row, where it has one, being the
// whole), or else in what all partners listed declared then; NaN where a part of it is
// unknown. CEIC's 43 partners held 71 % of Russia's imports in 2021.
//
// Rerouting screens are in stats/reroute, whose documentation defines them.
package stats
