// Package dualuse is the tour of a library for dual-use trade statistics: it
// reads the tables of UN Comtrade, CEPII's BACI, Eurostat's Comext, China customs
// and others, sorts commodity codes into categories such as drones, optics and
// titanium, computes growth and shares, and draws the charts of a report. The package itself is
// empty; the work is done by the packages named here.
//
// One sentence holds the whole of it: a Source answers a Query with a Panel;
// statistics turn panels into panels; charts turn panels into figures.
//
//	hscodes           what a commodity code is, and which category it is in
//	tradeflow         reads flows, and adds them up as a Query asks
//	tradeflow/stats   arithmetic from panels to panels; stats/decompose,
//	                  stats/model and stats/reroute for what a change is made of,
//	                  what broke, and what goes through third countries
//	tradeflow/chart   draws panels as figures
//	tradeflow/report  puts text, tables and figures on one page
//	tradeflow/warehouse
//	                  answers the same Query inside a database
//
// # The journey of one row
//
//  1. A row of a publisher's table is bytes in a file: CSV, JSON or a workbook,
//     perhaps inside gzip or a zip. The container walks the bytes as fields, and
//     knows for each its file, line and column (tradeflow/internal/rows).
//  2. The Format knows the publisher's columns: what 643 or RU is, that flow 2 is
//     an export, that BACI counts in thousands of dollars, which rows are parts of
//     others. A field that cannot be read is rejected with its position.
//  3. The row becomes a row of an Arrow batch of tradeflow.Schema. Its value is an
//     exact number of thousandths.
//  4. The Query looks at direction, period, reporter and partner. What is not
//     asked for is noted in the Ledger with the reason, and so is a World row
//     beside its partners.
//  5. Scheme.Find says in which category the code is, in the edition of the HS
//     that the row is written in: 8806 is drones in HS2022, and nothing before.
//  6. The tally adds the row to its cell. A heading, or a row split by transport
//     mode, waits until all rows are known: it may be a total beside its parts,
//     or a part beside its total, or all there is.
//  7. The cell of the Panel gets its value, its upper bound and its Status. A cell
//     without rows is a zero only where the reporter published that period; else
//     it is unknown, and says why.
//  8. A statistic makes a panel of that panel: January to November 2022 against
//     January to November 2021, never eleven months against twelve.
//  9. A chart draws it, with unit, period, direction, source and the warnings that
//     came along; a missing number is a gap, never a zero.
//  10. A page puts figures, tables and the ledger together.
//
// In a database, steps 1 to 5 have happened when the rows were loaded; there
// tradeflow.Reduce asks for sums, and they join at step 6.
//
// # Where to start
//
// README.md has the two commands; examples/growth and examples/shares are the two
// programs to copy; examples/report is the main job.
package dualuse
