package tradeflow

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// The verdict on rows that were set aside, when all rows are known. Within a
// block (one reporter, one period, one direction):
//
//   - a row split by transport mode, customs procedure or second partner is a
//     part where the code also has rows that are the total of all splits; where
//     it has none, the parts are all there is, and they add up;
//   - a row on a high level (all goods, a chapter, a heading) is a total where a
//     code below it has rows; where none has, it stands for itself.
//
// What cannot be decided is refused, with the rows named.
func (t *tally) verdict(ledger *Ledger) error {
	if err := t.settle(ledger); err != nil {
		return err
	}
	if err := t.oneEdition(); err != nil {
		return err
	}
	if err := t.oneLevel(); err != nil {
		return err
	}
	keys := make([]pendingKey, 0, len(t.pending))
	for k := range t.pending {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, t.comparePending)
	nested := t.modesWithParts(keys)
	books, closeBooks := openBooks(ledger)
	defer closeBooks()
	if err := t.endWaiting(books); err != nil {
		return err
	}
	for _, k := range keys {
		s, bl := t.pending[k], t.blocks[k.block]
		goods := t.sort.find(k.code, &t.codes, k.edition)
		shapes := bl.shapes(k.code)
		mask := k.mask()
		switch {
		case mask != 0 && shapes&1 != 0:
			books[k.file].addSum(Dropped, besideTotal[mask], s)
			if t.linter != nil && !nested[k] {
				t.linter.split(k, goods, s.value)
			}
			continue
		case mask != 0 && bits.OnesCount8(uint8(shapes)) > 1:
			return fmt.Errorf("%s: rows by %s stand beside rows split otherwise, and none is their total: it cannot be told which to add; give one kind", t.named(k), splitWords(mask))
		case k.mode != 0 && nested[k]:
			books[k.file].addSum(Dropped, "transport mode that is the total of others", s)
			continue
		}
		f := t.flowOf(k)
		if goods.level < 6 && !goods.are(masked) {
			if bl.parents.has(int(goods.self())) {
				bl.dropTotal(goods, s, books[k.file])
				continue
			}
			bl.addAbove(goods.published, s.value)
		}
		if err := t.count(&f, goods, s, books[k.file]); err != nil {
			return fmt.Errorf("%s: %w", t.named(k), t.mixedUnits(err))
		}
	}
	return t.decideClaims(books)
}

// endWaiting counts the rows on a high level that have waited in vain, and books those
// that have not.
func (t *tally) endWaiting(books []*fates) error {
	var all []*waiting
	for _, b := range t.blocks {
		for parent, list := range b.waiting {
			if b.parents.has(int(parent)) { // seen by another worker
				t.dropWaiting(b, parent)
				continue
			}
			for i := range list {
				all = append(all, &list[i])
			}
		}
	}
	for k, s := range t.left {
		books[k.file].addRows(Dropped, k.reason, s.rows, s.value)
	}
	slices.SortFunc(all, func(a, b *waiting) int { return t.comparePending(a.flow.key(), b.flow.key()) })
	for _, w := range all {
		f := &w.flow
		goods := t.goods(f)
		f.block.addAbove(goods.published, w.row.value)
		if err := t.count(f, goods, &w.row, books[f.file]); err != nil {
			return fmt.Errorf("%s: %w", t.named(f.key()), t.mixedUnits(err))
		}
	}
	return nil
}

// openBooks returns what collects the fates in each file's ledger.
func openBooks(ledger *Ledger) (books []*fates, closeAll func()) {
	for i := range ledger.Files {
		books = append(books, newFates(&ledger.Files[i]))
	}
	return books, func() {
		for _, b := range books {
			b.close()
		}
	}
}

func splitWords(mask codeSeen) string {
	var words []string
	for i, w := range []string{"second partner", "transport mode", "customs procedure"} {
		if mask&(1<<i) != 0 {
			words = append(words, w)
		}
	}
	return strings.Join(words, " and ")
}

// comparePending orders rows by what they say, so that it does not matter in which order
// workers have met the texts.
func (t *tally) comparePending(k, l pendingKey) int {
	details := t.columns.details.names
	return cmp.Or(t.compareBlocks(k.block, l.block), cmp.Compare(t.codes.names[k.code], t.codes.names[l.code]),
		cmp.Compare(t.places.names[k.partner], t.places.names[l.partner]), cmp.Compare(details[k.partner2], details[l.partner2]),
		cmp.Compare(details[k.procedure], details[l.procedure]), cmp.Compare(details[k.mode], details[l.mode]),
		cmp.Compare(k.edition, l.edition), cmp.Compare(k.file, l.file))
}

// named names a pending row for an error.
func (t *tally) named(k pendingKey) string {
	return fmt.Sprintf("code %s of %s, partner %s, %s", t.codes.names[k.code], t.places.names[k.block.reporter], t.places.names[k.partner], k.block.period)
}

// oneEdition refuses a publication that stands in the input twice, in two
// editions: BACI in HS92 and in HS17, or Comtrade as reported and converted.
func (t *tally) oneEdition() error {
	for _, k := range t.blockKeys() {
		if e := t.blocks[k].editions; bits.OnesCount16(uint16(e)) > 1 {
			return fmt.Errorf("%s, %s: rows in %s: the same trade would be counted in each; give the files of one edition", t.places.names[k.reporter], k.period, e)
		}
	}
	return nil
}

// oneLevel refuses national lines beside the HS6 code that contains them: which
// of the two is complete cannot be known without adding up every code.
func (t *tally) oneLevel() error {
	for _, k := range t.blockKeys() {
		bl := t.blocks[k]
		deep := map[hscodes.Code]uint32{}
		for id, c := range t.seenIn(bl) {
			for n := 6; n < c.code.Digits() && !c.masked; n += 2 {
				deep[c.code.Truncate(n)] = id
			}
		}
		if len(deep) == 0 {
			continue
		}
		for _, c := range t.seenIn(bl) {
			if child, ok := deep[c.code]; ok && !c.masked {
				return fmt.Errorf("%s, %s: code %s stands beside %s, which it contains: give one level of codes", t.places.names[k.reporter], k.period, c.code, t.codes.names[child])
			}
		}
	}
	return nil
}

// seenIn yields the ids of the codes that a block has rows of, and what they say; some
// twice.
func (t *tally) seenIn(bl *block) iter.Seq2[uint32, commodity] {
	for id := len(t.parsed); id < len(t.codes.names); id++ {
		c, err := parseCommodity(t.codes.names[id])
		if err != nil {
			c = commodity{} // only "", the id of null, which no row has
		}
		t.parsed = append(t.parsed, c)
	}
	return func(yield func(uint32, commodity) bool) {
		for id := range bl.codes.all() {
			if !yield(uint32(id), t.parsed[id]) {
				return
			}
		}
		for _, id := range slices.Sorted(maps.Keys(bl.splits)) {
			if !yield(id, t.parsed[id]) {
				return
			}
		}
	}
}

// modesWithParts finds the pending rows whose transport mode contains that of
// another row of the same flow: UN Comtrade's 2000 (water) holds 2100 and 2200.
func (t *tally) modesWithParts(keys []pendingKey) map[pendingKey]bool {
	nested := map[pendingKey]bool{}
	for i := 0; i < len(keys); {
		j := i
		for j < len(keys) && keys[j].sameButMode(keys[i]) {
			j++
		}
		for _, k := range keys[i:j] {
			whole := strings.TrimRight(t.columns.details.names[k.mode], "0")
			nested[k] = k.mode != 0 && slices.ContainsFunc(keys[i:j], func(l pendingKey) bool {
				part := t.columns.details.names[l.mode]
				return l.mode != k.mode && len(part) == len(t.columns.details.names[k.mode]) && strings.HasPrefix(part, whole)
			})
		}
		i = j
	}
	return nested
}

func (k pendingKey) sameButMode(l pendingKey) bool {
	k.mode, l.mode, k.file, l.file = 0, 0, 0, 0
	return k == l
}

func (t *tally) blockKeys() []blockKey {
	keys := make([]blockKey, 0, len(t.blocks))
	for k := range t.blocks {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, t.compareBlocks)
	return keys
}

// compareBlocks orders publications by the reporter's code and the period.
func (t *tally) compareBlocks(a, b blockKey) int {
	return cmp.Or(cmp.Compare(t.places.names[a.reporter], t.places.names[b.reporter]), a.period.Compare(b.period))
}
