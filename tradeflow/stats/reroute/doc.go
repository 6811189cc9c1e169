// Package reroute screens third countries for goods that pass through them to an
// economy under sanctions.
//
// A screen asks, for each hub and category: did the sanctioning economies sell more
// to the hub, did the hub sell more to the target, how much of what the target lost
// does that replace, did the goods ever arrive in the hub, at what price did they
// leave it, when did it begin; and beside these, what moved where nothing should
// have: before the sanctions, in civilian goods, in comparable hubs. The answer is
// these components, each with the number of declarations that it rests on and one
// sentence on what else may explain it. There is no total score: the components
// are in different units, fail for different reasons, and a reader who wants to
// weigh them has to say how.
//
// A screen is no finding. It cannot see who shipped, where goods were made, or what
// happened inside a code; it says where to look. Import partners are countries of
// origin, export partners last known destinations, so hubs show asymmetries in
// honest trade too. Transit is in nobody's trade. Growth of a hub may be demand of
// its own, or the end of purchases through the target.
//
// # Definitions
//
// x(S→H) is what the sanctioning economies together declare as exports to the hub, in
// one category, per month of a window: the windows before and after need not be
// equally long. Totals over the sanctioners are unknown where one of them is; nothing
// that is unknown counts as zero. A flow that a panel lacks is a zero where its
// declarant published the window and the panel has the goods. What is certain of a
// range is used where the range is narrow (Query.Tolerance), else the component is
// EditionBreak; a warning names the ranges.
//
// A flow is compared with itself only where each declarant's code stands for the same
// goods in both windows, and with another flow only where it stands for the same goods in
// all their declarations of a window; else the component is EditionBreak.
//
//	hub increase               Δx(S→H)
//	hub growth                 Δx(S→H) / x(S→H) before
//	pre-trend                  growth of x(S→H) from the first whole years of the window before to its last
//	onward increase, growth    the same of x(H→R), as the hub declares it, or R
//	substitution               Δx(H→R) / −Δx(S→R)
//	supply substitution        (x(S→H) after − trend) / −Δx(S→R)
//	missing transit, after     x(S→H) − m(H←S)/f after, m being what the hub declares as imports; before stands beside it
//	missing share of increase  change of missing transit / Δx(S→H)
//	pass-through               value per kilogram of H→R over that of S→H, after
//	timing                     months from the fall of S→R to the rise of S→H
//	placebo goods              growth of S→H in the civilian categories, together
//	placebo hubs               growth of S→(comparable hubs) in the same category, together
//
// Pre-trend compares the first ⌊months/24⌋ whole years of the window before with as many
// at its end: the season is the same in both. The trend is the straight line with the slope
// between their middles through the mean of the window before, continued to the middle of the
// window after, and not below zero. A window before of less than two years is TooFew for both.
//
// The month of a fall or a rise is the one that best parts the months of both windows
// and of the time between into two levels, by least squares, with three months at least on
// each side (Bai 1997), each calendar month having a mean of its own, which takes
// the season out; less than 24 months are TooFew. P is that of the F test, with 1 and
// n − 13 degrees of freedom, of this step, times the n − 5 partings that were tried
// (Bonferroni; Worsley 1979): at most the probability of such a step where errors are
// independent and normal. Timing has a number where P is at most 0.05 for both; errors that
// depend on last month's make it too small. Result.Fall and Result.Rise have the levels.
//
// Pass-through is of what has both: a weight of zero beside a value is a missing one, and
// of each declarant, good and period that lacks value or weight, neither counts. A declarant
// of whose values some period of the window is unknown is left out. N says how many
// sanctioners are in it, and a warning how much has no weight.
//
// Growth has the statuses of stats.YoY. A rate or ratio whose denominator is below
// Screens.Floor, and a substitution where nothing was lost, is BelowFloor; so is a
// timing without a significant fall or rise. NotReported says that nothing is known of
// a flow in both windows, or that its panel is nil, PartnerSilent that the hub published no
// imports, ZeroTotal that nothing has both a value and a weight, TooFew that the question
// names no placebo or the windows have too few periods.
//
// Sources: Chupilkin, Javorcik and Plekhanov, The Eurasian Roundabout: Trade Flows
// into Russia through the Caucasus and Central Asia, EBRD Working Paper, 2023, and
// CEPR Discussion Paper 20097, 2025 (substitution; goods recorded as exports in their
// countries of origin but not as imports by the destination: about half of the
// additional exports of the EU and the UK to Armenia, Kazakhstan and Kyrgyzstan in
// 2022-23; both routes together offset less than a tenth of the sanctions' effect,
// and over half for numerous products); Bank of Finland Institute for Emerging Economies
// (BOFIT), on unit values of controlled goods; Bai, Estimation of a Change Point in
// Multiple Regression Models, Review of Economics and Statistics 79, 1997; Worsley, On the
// Likelihood Ratio Test for a Shift in Location of Normal Populations, Journal of the
// American Statistical Association 74, 1979.
package reroute
