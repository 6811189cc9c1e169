package hscodes

import (
	_ "embed"
	"strings"
	"sync"
)

// The lists are kept in the form of ReadScheme, so that an analyst can copy one
// and change it.
var (
	//go:embed dualuse.csv
	dualUseCSV string
	//go:embed highpriority.csv
	highPriorityCSV string
	//go:embed chapters.csv
	chaptersCSV string
)

var (
	dualUse      = embedded("dualuse.csv", dualUseCSV)
	highPriority = embedded("highpriority.csv", highPriorityCSV)
	chapters     = embedded("chapters.csv", chaptersCSV)
)

// embedded parses when first asked. It panics only if the file in this folder is
// broken, which a test would have shown.
func embedded(file, text string) func() *Scheme {
	return sync.OnceValue(func() *Scheme {
		s, err := ReadScheme(strings.NewReader(text))
		if err != nil {
			panic("hscodes: " + file + ": " + err.Error())
		}
		return s
	})
}

// DualUse returns 23 categories of goods with civil and military uses, from drones
// to optical fibre: a working list for research, with no legal force. Every code
// has one home, and what that home is, with the reason, is told in DUALUSE.md and
// in each Entry.Note. Codes of which a category's goods are only a small or an
// unknown part are Partial. The codes and their editions were read in the HS lists
// that the UN publishes.
//
// Before HS2022 it has no drones: see the package comment.
func DualUse() *Scheme { return dualUse() }

// HighPriority returns the Common High Priority List of the EU, Japan, the United
// Kingdom and the United States in the version of 23 February 2024: 50 codes in
// six categories, tier-1, tier-2, tier-3a, tier-3b, tier-4a and tier-4b. Earlier
// versions are at [HighPriorityAsOf].
//
// The list is written in HS2022. An entry also holds in HS2017 and HS2012 as far
// back as the code has the same number and, at every step and in both directions,
// one partner only in the UN's correlation tables (without their catch-all lines,
// such as electronic waste). That leaves eight codes for HS2022 only. The predecessors
// of 852589, 854149, 854151, 854159, 854800 and 880730 have other numbers or wider
// contents, and 852990 and 901380 held the display panels that left for a heading of
// their own. Before, Find follows the links: 901380 of HS2017 is only a part of
// tier-3b, whose series would else fall in 2022 without a change in trade.
//
// The categories hold the list's codes only. Its headings would add others.
func HighPriority() *Scheme { return highPriority() }

// Chapters returns the chapters of the Harmonized System, the same in every
// edition: "chapter-01" to "chapter-97", without 77, which is kept free. Chapters
// 98 and 99, which countries use as they please, are in no category.
func Chapters() *Scheme { return chapters() }
