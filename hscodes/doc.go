// Package hscodes knows what a commodity code is, in which edition of the
// Harmonized System it means something, and to which category of goods it belongs.
//
// # Code
//
// A [Code] is a number of 2 to 12 digits for a kind of goods. Its beginning is
// wider than the whole: 88 is aircraft, 8802 powered aircraft, 880212 heavy
// helicopters, and 88021200 is that in the European Union's own list. The first six
// digits are the same in nearly all countries; what comes after is national, and
// never comparable between them.
//
// # Edition
//
// The Harmonized System is rewritten about every five years, and each [Edition] is a
// vocabulary of its own. Numbers vanish, move and come back with another meaning.
// So a code alone is half a word: ask for a code and an edition.
//
// # Scheme
//
// A [Scheme] sorts codes into categories: a dated list with a name, such as
// [DualUse], [HighPriority] or [Chapters], or one that you keep in a spreadsheet and
// read with [ReadScheme]. [Scheme.Find] says for one row to which category it
// belongs, and whether Whole or only in part. A row that is there in part is no
// error. It is why a category's total is a range: from what certainly belongs to
// everything that may.
//
// A scheme can be made narrower, and a dated list can be older. [Scheme.Only] keeps
// the entries of one role and of at least one precision; what it leaves out of a
// heading does not come back through the heading. [HighPriorityAsOf] is the list as
// it stood on a day. One list for all years shows trade; the list as of each year
// also shows the list grow, from 9 codes to 50. [Search] finds codes by words.
//
// # The drone trap
//
// Drones have a heading of their own, 8806, since HS2022. Before, they were declared
// as cameras, light helicopters or light aeroplanes, among far larger trade of those.
// So a file for 2021 has no row of 8806, and a chart that draws this as zero shows a
// boom in 2022 that is an edition, not trade:
//
//	s := hscodes.DualUse()
//	s.Find(hscodes.MustParse("880622"), hscodes.HS2022) // drones, Whole
//	s.Covers("drones", hscodes.HS2022)                  // true
//	s.Covers("drones", hscodes.HS2017)                  // false: not zero, but without a word
//
// Countries do not change on the same day. One that reported 2022 in HS2017 has no
// drones in that year either, so the edition must come with every row; [EditionIn]
// is only for files that do not say.
//
// A second trap is a number that stays while its meaning moves: until HS2017, 901380
// held liquid-crystal panels as well. Entries are bound to editions for such cases
// too, and may be Partial in one and whole in the next.
//
// # Ranges and breaks
//
// What can honestly be said across a change of edition follows from which codes share
// goods with which. [Links] tells that for any two editions. Three cases:
//
//   - All goods of the old code are in one new code: 880330 is in 880730. The series
//     goes on under another number.
//   - They are in several: 852580 went into cameras and drones. How much went where is
//     in no table. The old code's value certainly belongs to their sum, and to each of
//     them at most: it is 0 at least, and all of it at the highest. That is a range.
//   - The number stays, and goods left it: [Continuity] grades the loss. Electronic
//     waste left a thousand codes in HS2022, which is worth a note; display panels
//     left 901380, and its series is broken.
//
// So a category has a value (what certainly belongs to it) and an upper bound
// (everything that may). Where the two are close, growth is a number with a note;
// where they are far apart, as for drones before HS2022, the only honest answer is
// that there is none.
//
// A scheme needs no entries for the editions before its own: Find follows the links of
// the codes that it lists. Entries for an edition are the author's word, and go first.
package hscodes
