// Package tradeflow reads tables of trade flows into Arrow, and adds them up as
// a Query asks.
//
// A flow is one number that a reporter declared: what it imported from or
// exported to a partner, of one commodity, in one period. Publishers ship flows
// in tables of their own making; here every table becomes rows of Schema, and a
// Source (Files, Table) answers a Query with a Panel:
//
//	files := &tradeflow.Files{Paths: []string{"comext/full_v2_2022*.zip"}}
//	panel, err := files.Aggregate(ctx, tradeflow.Query{
//		Direction: tradeflow.Export,
//		Frequency: tradeflow.Monthly,
//		Partners:  []tradeflow.Country{"RUS", "KAZ"},
//		Scheme:    hscodes.DualUse(),
//		By:        tradeflow.Partner | tradeflow.Category,
//	})
//
// # What is read
//
//	UN Comtrade       API (CSV, JSON), Plus, bulk, the tables of before 2023         USD
//	CEPII BACI        the yearly files, with or without their country codes          USD
//	Eurostat Comext   bulk files, relational view, Data Browser, SDMX-CSV            EUR
//	China customs     query downloads                                                USD, CNY
//	US Census, Japan  API replies, e-Stat tables                                     USD, JPY
//	WITS, IMF, OEC, Atlas                                                            USD
//	our own columns   CSV, Arrow IPC, Parquet, which Save writes
//	any other table   that a Layout declares
//
// plain, gzip, zstd, bzip2, xz or inside a zip. FORMATS.md, beside this package,
// says for each how to download it, what is read and what is left out. The format
// is told from the header; a file that is none of these gets an error that names
// the nearest format and what it lacks.
//
// # What is never added twice
//
// Publishers store totals beside their parts. Which rows are which is known per
// format, and told again from the rows themselves:
//
//   - World, the EU and other aggregates count only where the Query names them.
//   - A total of all goods, a chapter or a heading is left out where the same
//     reporter has rows below it in the same period; else it stands for itself.
//   - Rows split by transport mode, customs procedure or second partner are left
//     out where their total is there; else they are added up.
//   - Re-exports are inside exports, re-imports inside imports.
//   - Annual and monthly figures never meet; a Query names one of them.
//   - A second row for the same flow, two editions of the nomenclature for one
//     publication, an HS6 code beside its national lines: refused, the rows named.
//
// # What is never a zero
//
// An absent cell is a zero only where its reporter published something in that
// direction and period, in an edition of the HS that has the category, and in a
// file that has the category at all. Else its Status says why it is unknown.
//
// # What never disappears
//
// Every row read has a fate in the Ledger: counted, not asked for, dropped as a
// total or part, or rejected, with the reason; rows and value always add up.
//
// # Memory
//
// Files reads in bounded memory, and Aggregate with all processors: what grows is the
// answer, the codes and countries seen, and a bit for each flow that counts, by which
// repeated ones are noticed (for flows by mode, procedure, second partner or regime, up
// to 64 MB a processor). A Panel is ordinary memory. Arrow memory is counted in two
// places only: the records of Files.Records, good until the next step, and a Table,
// until its Release: some 30 bytes a row.
package tradeflow
