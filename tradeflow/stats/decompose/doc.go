// Package decompose splits a change into what it is made of: by structure and
// competition (shift-share, constant market share), by price and quantity
// (LMDI, Bennet, price index numbers), by what continues, begins and ends
// (margins).
//
// Like package stats it takes panels and changes none. A [Decomposition] holds
// the change and its effects as panels of amounts with the same keys and
// periods; Sum adds all of them up together, and a waterfall chart draws them. Of
// two arguments, series are joined by their keys and columns by the calendar; the
// sources and warnings of both go through, and the order of the series never
// changes a number.
//
// What follows is the method appendix: formula, unit, edges, source. The numbers,
// statuses and ranges are those of package stats.
//
// # 1. Decompositions
//
// Change is x(t) − x(first column), as in stats.Diff, in the panel's own unit. Its
// effects add up to it, cell by cell, to the rounding of floating point numbers.
// Where the change is known and cannot be split, as the growth of the nation is
// unknown, it has no number here, with a status that says why, and a warning
// counts such changes: nothing is explained in part. So a change and its effects
// have numbers in the same cells. Missing cells of the panel itself are as in the
// first eight lines of the table of growth in package stats. Of narrow ranges what
// is certain is split, wide ones are EditionBreak; effects are points, without
// bounds. A commodity whose number stands for other goods in the two editions is
// EditionBreak. The names of the effects say the method, and its order or floor: the
// same effect by another one is another number.
//
// Aggregates beside others in a sum are treated as in package stats: the World is a
// panic, the European Union a warning. Decomposition.Sum has the errors of Panel.Sum.
//
// # 2. ShiftShare
//
// e0 is the base of an economy in sector i, g the growth of the nation, g_i that of
// the sector in the nation, r_i that of the economy in the sector:
//
//	national      e0 · g
//	mix           e0 · (g_i − g)
//	competitive   e0 · (r_i − g_i)
//	new           Δ where e0 = 0, which has no r_i; else 0
//
// Edges, the first line that applies, for a change that is known:
//
//	the nation is in another unit     UnitChange
//	base 0                            new, whatever the nation did
//	base below 0                      BaseNonPositive
//	growth of the nation has none     its status
//	growth of the sector has none     its status; NotReported where the nation lacks the sector
//
// The growth of a total has no number where a part is unknown (the status of the
// first one by key), where its base is 0 (ZeroTotal) or below (BaseNonPositive). Over
// all economies of the nation the mix effects sum to zero, and in each sector the
// competitive ones.
// Source: Dunn, A statistical and analytical technique for regional analysis,
// Papers of the Regional Science Association 6, 1960.
//
// # 3. MarketShare
//
// V_ij are the economy's exports of good i to market j in the base, V'_ij now; r, r_i,
// r_j and r_ij the growth of world exports in all, of the good, to the market, and of
// the good to the market:
//
//	growth        r · V_ij
//	commodity     (r_i − r) V_ij      by commodity first
//	market        (r_ij − r_i) V_ij
//	market        (r_j − r) V_ij      by market first
//	commodity     (r_ij − r_j) V_ij
//	competitive   V'_ij − V_ij − r_ij V_ij
//	entry         V'_ij − V_ij where world exports of i to j were 0; else 0
//
// Both orders are in use, and give other numbers for the same flows (Richardson
// 1971); [Shapley], their mean, prefers neither and is the default. The effects of
// an economy are the sums over goods and markets. World exports include the
// economy's own where the world panel does, and the totals are those of all goods
// and markets in it, not only of those that the economy serves. Weights are those of
// the base, so that competitive holds the interaction too. Edges as for shift-share,
// entry in the place of new; entering a market that others served is competitive.
// Source: Leamer and Stern, Quantitative International Economics, 1970, chapter 7;
// Richardson, Constant-market-shares analysis of export growth, Journal of
// International Economics 1, 1971.
//
// # 4. LMDI and Bennet
//
// v is the value of an item, q its quantity, p = v/q its unit value:
//
//	           LMDI                     Bennet
//	price      L(v1,v0) · ln(p1/p0)     ½(q0 + q1)(p1 − p0)
//	quantity   L(v1,v0) · ln(q1/q0)     ½(p0 + p1)(q1 − q0)
//
// with the logarithmic mean L(a,b) = (a − b)/ln(a/b), L(a,a) = a. Both need a
// positive value and quantity in both periods. Else all of the change is one effect:
//
//	values        quantities    effect
//	0, above 0    any           new
//	above 0, 0    any           ceased
//	0, 0          any           none: all are 0
//	others        any           unmatched: no unit value, or a negative amount
//
// The zeros of LMDI are often replaced by a small number: the result then depends on
// it and calls new trade a quantity effect. Here they are effects of their own.
// Unit values are not prices, which a warning says each time: they also change with
// the quality and the mix of the goods in a code (Silver, Review of Income and
// Wealth 56, S1, 2010).
// Source: Ang, The LMDI approach to decomposition analysis: a practical guide,
// Energy Policy 33, 2005; Bennet, The theory of measurement of changes in cost of
// living, Journal of the Royal Statistical Society 83, 1920; Diewert, Index number
// theory using differences rather than ratios, American Journal of Economics and
// Sociology 64, 2005.
//
// # 5. Margins
//
// An item, one member along the chosen dimensions, is there in a period where its
// amount x is above 0 and at least the floor:
//
//	intensive         Σ(x1 − x0) of the items there in both periods
//	new               Σx1 of those there now only
//	ceased            −Σx0 of those there in the base only
//	below the floor   the change of all that does not count as there
//
// The extensive margin is new and ceased together. An unknown part makes the change
// of the total unknown; its status is that of the first one by key. A code that the
// nomenclature did not have is EditionBreak, not new: compare commodities in one
// edition (Query.Edition).
// Source: Amurgo-Pacheco and Pierola, Patterns of export diversification in
// developing countries, World Bank Policy Research Working Paper 4473, 2008.
//
// # 6. PriceIndex
//
// Of the matched items of a group, those whose value v and quantity q are known and
// positive in both periods; p = v/q, s = v/Σv; all on 100 in the first column:
//
//	Laspeyres           Σp1q0 / Σp0q0
//	Paasche             Σp1q1 / Σp0q1
//	Fisher              √(Laspeyres · Paasche)
//	Tornqvist           exp Σ ½(s0 + s1) ln(p1/p0)
//	Walsh               Σp1√(q0q1) / Σp0√(q0q1)
//	SatoVartia          exp Σ L(s0,s1) ln(p1/p0) / ΣL(s0,s1)
//	MontgomeryVartia    exp Σ L(v0,v1) ln(p1/p0) / L(Σv0,Σv1)
//
// On the fixed base each period is compared with the first column. Chained, each is
// compared with the one before it in the calendar, and the links are multiplied up;
// periods before the first column are reached by dividing. A link without a number
// breaks the chain for all beyond it. Amounts are compared per month, as in
// stats.Index.
//
// Value is the index of the value of all items, matched or not (stats.Index of
// their sum), and Volume is 100 · Value / Price, the volume index of UNCTAD and
// Eurostat. So Price · Volume / 100 is Value in every cell, and items that are not
// matched, new ones among them, count in the volume, deflated by the prices of those
// that are. The index of the matched items' value alone would call a new product no
// trade at all; it equals Value where Matched is 1 throughout, and there Volume is
// the quantity index that goes with the formula: for Fisher, Sato-Vartia and
// Montgomery-Vartia the same formula (factor reversal), for Laspeyres Paasche's.
//
// Matched says how far to trust this. It is the smaller of two fractions: the
// matched items' value in the value of all in the one period of the comparison, and
// in the other. Edges:
//
//	                                    Price              Value            Matched
//	no item is matched                  TooFew             -                0
//	the total is unknown                -                  its status       its status
//	both of these                       the total's        its status       its status
//	the base total is 0                 TooFew             New, BothZero    ZeroTotal
//	a negative value beside others      -                  -                BaseNonPositive where it would exceed 1
//
// where - is what it is without. Volume has a number where Price and Value have, else
// the status of Value, or of Price where Value has a number.
//
// A matched item does not change in goods: not across a break of its commodity, nor
// of a wide range. Its quantity is in the one unit of the panel; others are
// UnitChange there, and not matched.
//
// Drift is the chained price index over that on the fixed base, less 1. Chains of
// volatile unit values drift, and fixed bases age: where the two differ by more than
// 5 % a warning says so, and both should be shown.
// Source: Export and Import Price Index Manual (IMF, ILO, OECD, UN, Eurostat, World
// Bank, 2009), chapter 2 on unit values; Balk, Price and Quantity Index Numbers, 2008;
// UNCTAD Handbook of Statistics, calculation methods.
package decompose
