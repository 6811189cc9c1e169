package oracle

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// block is a panel or an expected answer: a head, a table, and what follows it.
type block struct {
	line            int
	comment         string
	head            string
	table           [][]string
	unit, statistic string
	warnings        []string
}

// blocks parts a text at the lines that begin a panel or a call.
func blocks(text string) (all []block) {
	var comment []string
	for i, line := range strings.Split(text, "\n") {
		line, note, _ := strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			if note != "" {
				comment = append(comment, strings.TrimSpace(note))
			}
			continue
		}
		if strings.HasPrefix(line, "panel") || strings.HasPrefix(line, "= ") {
			all = append(all, block{line: i + 1, head: line, comment: strings.Join(comment, " ")})
			comment = nil
			continue
		}
		if len(all) == 0 {
			all = append(all, block{line: i + 1, head: line})
		}
		b := &all[len(all)-1]
		if s, ok := strings.CutPrefix(line, "unit: "); ok {
			b.unit = s
		} else if s, ok := strings.CutPrefix(line, "statistic: "); ok {
			b.statistic = s
		} else if s, ok := strings.CutPrefix(line, "warning: "); ok {
			b.warnings = append(b.warnings, s)
		} else {
			var row []string
			for cell := range strings.SplitSeq(line, "|") {
				row = append(row, strings.TrimSpace(cell))
			}
			b.table = append(b.table, row)
		}
	}
	return all
}

// panel reads the block's table as a panel.
func (b block) panel() (p *tradeflow.Panel, withEditions bool, err error) {
	p = &tradeflow.Panel{Statistic: "value"}
	for r, row := range b.table {
		if r == 0 {
			for _, s := range row[1:] {
				t, err := periodOf(s)
				if err != nil {
					return nil, false, err
				}
				p.Periods = append(p.Periods, t)
			}
			continue
		}
		if len(row) != len(b.table[0]) {
			return nil, false, fmt.Errorf("row %q has %d cells, the head has %d", row[0], len(row), len(b.table[0]))
		}
		k, err := keyOf(b.table[0][0], row[0])
		if err != nil {
			return nil, false, err
		}
		s := tradeflow.NewSeries(k, len(p.Periods), tradeflow.NotReported)
		for j, cell := range row[1:] {
			cell, editions, found := strings.Cut(cell, "@")
			withEditions = withEditions || found
			if err := setCell(&s, j, strings.TrimSpace(cell), editions); err != nil {
				return nil, false, err
			}
		}
		p.Series = append(p.Series, s)
	}
	return p, withEditions, nil
}

// periodOf reads a period, and a run of years such as 2019..2021.
func periodOf(s string) (tradeflow.Period, error) {
	from, to, run := strings.Cut(s, "..")
	first, err := tradeflow.ParsePeriod(from)
	if err != nil || !run {
		return first, err
	}
	last, err := tradeflow.ParsePeriod(to)
	return tradeflow.Window(first, last), err
}

func keyOf(dims, names string) (k tradeflow.Key, err error) {
	d, n := strings.Fields(dims), strings.Fields(names)
	if len(d) == 1 {
		n = []string{names}
	}
	if len(d) != len(n) {
		return k, fmt.Errorf("%q does not name %q", names, dims)
	}
	for i, dim := range d {
		switch dim {
		case "reporter":
			k.Reporter = tradeflow.Country(n[i])
		case "partner":
			k.Partner = tradeflow.Country(n[i])
		case "category":
			k.Category = n[i]
		case "commodity":
			if k.Commodity, err = hscodes.Parse(n[i]); err != nil {
				return k, err
			}
		case "total":
		default:
			return k, fmt.Errorf("%q is none of reporter, partner, category, commodity, total", dim)
		}
	}
	return k, nil
}

var statuses = map[string]tradeflow.Status{
	"Implied": tradeflow.Implied, "Ceased": tradeflow.Ceased, "New": tradeflow.New, "BothZero": tradeflow.BothZero,
	"BaseMissing": tradeflow.BaseMissing, "CurrentMissing": tradeflow.CurrentMissing, "NotReported": tradeflow.NotReported,
	"Confidential": tradeflow.Confidential, "IncompleteWindow": tradeflow.IncompleteWindow, "BaseNonPositive": tradeflow.BaseNonPositive,
	"SignChange": tradeflow.SignChange, "EditionBreak": tradeflow.EditionBreak, "NotInNomenclature": tradeflow.NotInNomenclature, "UnitChange": tradeflow.UnitChange,
	"BelowFloor": tradeflow.BelowFloor, "ZeroTotal": tradeflow.ZeroTotal, "ReporterOnly": tradeflow.ReporterOnly, "PartnerOnly": tradeflow.PartnerOnly,
	"PartnerSilent": tradeflow.PartnerSilent, "TooFew": tradeflow.TooFew, "NoSpread": tradeflow.NoSpread, "NotPositive": tradeflow.NotPositive,
	"OutOfRange": tradeflow.OutOfRange,
}

// setCell writes what a cell of a table says: a number, a range or a status, and
// bounds in brackets.
func setCell(s *tradeflow.Series, j int, cell, editions string) error {
	if editions != "" {
		for name := range strings.SplitSeq(editions, "+") {
			e, err := hscodes.ParseEdition(name)
			if err != nil {
				return err
			}
			s.Editions[j] = s.Editions[j].Add(e)
		}
	}
	cell, bounds, bounded := strings.Cut(strings.TrimSuffix(cell, "]"), "[")
	cell = strings.TrimSpace(cell)
	status, word := statuses[cell]
	if word {
		v := map[tradeflow.Status]float64{tradeflow.Implied: 0, tradeflow.Ceased: -1}
		if _, has := v[status]; !has {
			v[status] = math.NaN()
		}
		s.Set(j, v[status], v[status], status)
	} else {
		low, high, err := rangeOf(cell)
		if err != nil {
			return err
		}
		s.Set(j, low, high, tradeflow.OK)
	}
	if bounded {
		low, high, err := rangeOf(bounds)
		if err != nil {
			return err
		}
		s.SetBounds(j, low, high)
	}
	return nil
}

// rangeOf reads "90..100", or one number for both ends.
func rangeOf(s string) (low, high float64, err error) {
	from, to, found := strings.Cut(s, "..")
	if low, err = numberOf(from); err != nil || !found {
		return low, low, err
	}
	high, err = numberOf(to)
	return low, high, err
}

// numberOf reads a number, "1/3", "?" for an unknown one, and "~0.33" for one that
// is known to its last digit.
func numberOf(s string) (float64, error) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "~")
	if s == "?" {
		return math.NaN(), nil
	}
	over, under, found := strings.Cut(s, "/")
	v, err := strconv.ParseFloat(over, 64)
	if err != nil {
		return v, fmt.Errorf("%q is neither a number nor a status", s)
	}
	if !found {
		return v, nil
	}
	d, err := strconv.ParseFloat(under, 64)
	return v / d, err
}

func unitOf(s string) tradeflow.Unit {
	kind, name, _ := strings.Cut(s, " ")
	kinds := map[string]tradeflow.UnitKind{"growth": tradeflow.Growth, "share": tradeflow.ShareOf, "points": tradeflow.Points, "index": tradeflow.IndexOf, "ratio": tradeflow.PlainRatio}
	if k, ok := kinds[kind]; ok {
		return tradeflow.Unit{Kind: k, Name: name}
	}
	if strings.Contains(s, " per ") {
		return tradeflow.Unit{Kind: tradeflow.PerUnit, Name: s}
	}
	return tradeflow.Unit{Name: s}
}
