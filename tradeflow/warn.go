package tradeflow

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// unit returns the panel's unit: one currency, or one quantity unit.
func (t *tally) unit() (Unit, error) {
	switch t.query.Measure {
	case Count:
		return Unit{Amount, "rows"}, nil
	case NetWeight:
		return Unit{Amount, "kg"}, nil
	case Quantity:
		found := map[uint32]bool{}
		for _, slab := range t.slabs {
			for _, c := range slab.all() {
				found[t.store.of(c).unit] = true
			}
		}
		delete(found, 0)
		var names []string
		for id := range found {
			names = append(names, t.units.names[id])
		}
		slices.Sort(names)
		if len(names) > 1 {
			return Unit{}, fmt.Errorf("the quantities are in %s, which do not add: query fewer codes, or the net weight", strings.Join(names, ", "))
		}
		return Unit{Amount, strings.Join(names, "")}, nil
	}
	names := t.currencies.list(t.used.currencies)
	if len(names) > 1 {
		return Unit{}, errors.New("the rows are in " + strings.Join(names, " and ") + ", which do not add: give files of one currency, or set Files.Rates")
	}
	return Unit{Amount, strings.Join(names, "")}, nil
}

// valuation returns how the values are valued, and "" where a publisher does
// not say.
func (t *tally) valuation() string {
	names := t.valuations.list(t.used.valuations)
	slices.Sort(names)
	if slices.Contains(names, "") && len(names) > 1 {
		return "FOB or CIF, partly not stated"
	}
	return strings.Join(names, " and ")
}

// warn tells what the reader of the panel should know.
func (t *tally) warn(p *Panel, reporters []uint32) {
	t.warnNothing(p)
	t.warnSilent(p, reporters)
	t.warnWorld(p)
	t.warnLevels(p)
	t.warnListed(p, reporters)
	t.warnEditions(p)
	t.warnRanges(p)
	t.warnScope(p)
	t.warnAmounts(p)
	t.warnPlaces(p)
	t.warnGroups(p)
	warnReading(p)
}

func (t *tally) warnNothing(p *Panel) {
	if len(p.Series) > 0 {
		return
	}
	text := "no row answers the query"
	var worst LedgerLine
	for _, l := range p.Ledger.Total().Lines {
		if l.Fate != Counted && l.Rows > worst.Rows {
			worst = l
		}
	}
	if worst.Rows > 0 {
		text += fmt.Sprintf("; most rows (%d) were %s: %s", worst.Rows, worst.Fate, worst.Reason)
	}
	if strings.HasSuffix(worst.Reason, string(World)) {
		text += ". Set Query.Partners to World to ask for that row"
	}
	if strings.HasPrefix(worst.Reason, otherDirection) {
		text += ". Panel.Flip turns one side's exports into the other side's imports"
	}
	p.Warn(AboutCoverage, text)
}

// warnSilent names reporters that are silent in some of the periods.
func (t *tally) warnSilent(p *Panel, reporters []uint32) {
	var silent []string
	for _, r := range reporters {
		var missing []Period
		for _, period := range p.Periods {
			if slices.ContainsFunc(t.reportersOf(r, period), func(r uint32) bool { return t.blocks[blockKey{r, period}] == nil }) {
				missing = append(missing, period)
			}
		}
		if len(missing) > 0 {
			silent = append(silent, Country(t.places.names[r]).Name()+" ("+periodList(missing)+")")
		}
	}
	if len(silent) == 0 {
		return
	}
	text := "nothing reported by " + some(silent, 6)
	if !t.query.By.Has(Reporter) && t.query.Reporters == nil {
		text += ": the totals are not of the same reporters throughout"
	}
	p.Warn(AboutCoverage, text)
}

// totalTolerance is how far a total may be from its parts before a reader must know:
// publishers round, and hide some parts.
const totalTolerance = 0.005

// warnWorld compares the partners of each publication with the row of World that
// stands beside them, on each level of codes that has both.
func (t *tally) warnWorld(p *Panel) {
	var found []string
	for _, k := range t.blockKeys() {
		bl := t.blocks[k]
		for level := range levels {
			world, partners := bl.world[level].Float(), bl.partners[level].Float()
			if world > 0 && partners > 0 && far(bl.world[level], bl.partners[level]) {
				found = append(found, fmt.Sprintf("%s %s: %s of %s, %.1f %%", Country(t.places.names[k.reporter]).Name(), k.period,
					t.money(bl.partners[level]), t.money(bl.world[level]), 100*partners/world))
				break
			}
		}
	}
	if len(found) > 0 {
		p.Warn(AboutTotals, "single partners do not add up to the published world total ("+some(found, 3)+")")
	}
}

// warnListed names reporters that list far more or far fewer partners than in the
// period before: what they publish has changed, and not only what they trade.
func (t *tally) warnListed(p *Panel, reporters []uint32) {
	const jump, least = 3, 10 // times as many; and so many that it is no accident
	var found []string
	for _, r := range reporters {
		for i := 1; i < len(p.Periods); i++ {
			was, is := t.blocks[blockKey{r, p.Periods[i-1]}], t.blocks[blockKey{r, p.Periods[i]}]
			if was == nil || is == nil {
				continue
			}
			a, b := was.listed.len(), is.listed.len()
			if max(a, b) >= least && max(a, b) >= jump*min(a, b) {
				found = append(found, fmt.Sprintf("%s %s: %d partners after %d", Country(t.places.names[r]).Name(), p.Periods[i], b, a))
			}
		}
	}
	if len(found) > 0 {
		p.Warn(AboutCoverage, "far more or fewer partners are listed than before, which is a change of coverage and not of trade ("+some(found, 4)+")")
	}
}

// warnEditions says which categories some periods' editions do not have, and
// what the scheme knows only in other editions.
func (t *tally) warnEditions(p *Panel) {
	broken := map[string][]Period{}
	for _, s := range p.Series {
		for i, status := range s.Status {
			if status == NotInNomenclature && !slices.Contains(broken[s.Key.Category], p.Periods[i]) {
				broken[s.Key.Category] = append(broken[s.Key.Category], p.Periods[i])
			}
		}
	}
	for _, name := range sortedKeys(broken) {
		p.warnOf(name, AboutEdition, fmt.Sprintf("%s: the customs nomenclature used in %s has no codes for it: unknown there, not zero",
			p.categoryLabel(name), periodList(broken[name])))
	}
	if total, codes := t.listed(t.sort.missed); total > 0 {
		p.Warn(AboutEdition, fmt.Sprintf("left out: %s under codes that the list of categories has for other editions of the nomenclature only (%s)", t.money(total), codes))
	}
	if total, codes := t.listed(t.sort.aliens); total > 0 {
		p.Warn(AboutEdition, fmt.Sprintf("%s is under codes that do not exist in the edition of the nomenclature named beside them (%s): the edition may be wrong", t.money(total), codes))
	}
}

// listed adds codes up and names the largest.
func (t *tally) listed(of map[missedKey]Thousandths) (total Thousandths, codes string) {
	var names []string
	for _, k := range largest(of) {
		total += of[k]
		names = append(names, fmt.Sprintf("%s in %s", k.commodity, cmp.Or(k.edition.String(), "an unknown edition")))
	}
	return total, some(names, 5)
}

// warnRanges says how much is in the upper bounds only, and in which codes.
func (t *tally) warnRanges(p *Panel) {
	codes := map[int32][]hscodes.Code{}
	for k := range t.sort.partial {
		codes[k.category] = append(codes[k.category], k.commodity)
	}
	for _, category := range slices.Sorted(maps.Keys(codes)) {
		var total Thousandths
		amount := func(c hscodes.Code) Thousandths { return t.sort.partial[partialKey{category, c}] }
		list := codes[category]
		slices.SortFunc(list, func(a, b hscodes.Code) int {
			return cmp.Or(cmp.Compare(amount(b), amount(a)), a.Compare(b))
		})
		var names []string
		for _, c := range list {
			total += amount(c)
			names = append(names, c.String())
		}
		name := t.sort.names[category]
		p.warnOf(name, AboutEdition, fmt.Sprintf("%s: up to %s more may belong to it, in all the data together (of %s only a part does)",
			cmp.Or(p.categoryLabel(name), "the total"), p.Unit.Format(total.Float()), some(names, 6)))
	}
}

func (t *tally) warnAmounts(p *Panel) {
	var all sum
	for _, slab := range t.slabs {
		for _, c := range slab.all() {
			a := t.store.of(c)
			all.value += c.value
			all.missing += a.missing
			all.estimated += a.estimated
			all.unknown += a.unknown
		}
	}
	m := t.query.Measure
	if all.unknown > 0 && m == Value {
		p.Warn(AboutAmounts, fmt.Sprintf("the value of %d rows is withheld or missing: the numbers they belong to are unknown", all.unknown))
	} else if all.unknown > 0 {
		p.Warn(AboutAmounts, fmt.Sprintf("the %s is missing for trade worth %s, %.1f %% of the value", m, t.money(all.missing), 100*all.missing.Float()/all.value.Float()))
	}
	if all.estimated > 0 {
		p.Warn(AboutAmounts, fmt.Sprintf("the %s is the publisher's estimate for trade worth %s, %.1f %% of the value", m, t.money(all.estimated), 100*all.estimated.Float()/all.value.Float()))
	}
	if t.seen.full {
		p.Warn(AboutTotals, fmt.Sprintf("trade listed twice was looked for only among the first %d flows that are split by transport mode, customs procedure, second partner or regime", maxKeys))
	}
	if strings.Contains(p.Valuation, " ") {
		p.Warn(AboutAmounts, "values are "+p.Valuation)
	}
}
