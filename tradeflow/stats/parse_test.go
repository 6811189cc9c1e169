package stats

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
)

// block is a panel or an expected result: a head, a table, and what follows it.
type block struct {
	line            int
	head            string
	table           [][]string
	unit, statistic string
	warnings        []string
}

func blocks(text string) (all []block) {
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "panel") || strings.HasPrefix(line, "= ") {
			all = append(all, block{line: i + 1, head: line})
			continue
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

func (b block) panel() (p *tradeflow.Panel, withEditions bool, err error) {
	p = &tradeflow.Panel{Statistic: "value"}
	for r, row := range b.table {
		if r == 0 {
			for _, s := range row[1:] {
				t, err := tradeflow.ParsePeriod(s)
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
		s := tradeflow.NewSeries(keyOf(b.table[0][0], row[0]), len(p.Periods), tradeflow.NotReported)
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

func keyOf(dims, names string) (k tradeflow.Key) {
	d, n := strings.Fields(dims), strings.Fields(names)
	if len(d) == 1 {
		n = []string{names}
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
			k.Commodity = hscodes.MustParse(n[i])
		}
	}
	return k
}

var statuses = map[string]tradeflow.Status{
	"Implied": tradeflow.Implied, "Ceased": tradeflow.Ceased, "New": tradeflow.New, "BothZero": tradeflow.BothZero,
	"BaseMissing": tradeflow.BaseMissing, "CurrentMissing": tradeflow.CurrentMissing, "NotReported": tradeflow.NotReported,
	"Confidential": tradeflow.Confidential, "IncompleteWindow": tradeflow.IncompleteWindow, "BaseNonPositive": tradeflow.BaseNonPositive,
	"SignChange": tradeflow.SignChange, "EditionBreak": tradeflow.EditionBreak, "NotInNomenclature": tradeflow.NotInNomenclature, "UnitChange": tradeflow.UnitChange,
	"BelowFloor": tradeflow.BelowFloor, "ZeroTotal": tradeflow.ZeroTotal,
}

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
	if status, ok := statuses[cell]; ok {
		value := map[tradeflow.Status]float64{tradeflow.Implied: 0, tradeflow.Ceased: -1}
		v, has := value[status]
		if !has {
			v = math.NaN()
		}
		s.Set(j, v, v, status)
		return nil
	}
	low, high, found := strings.Cut(cell, "..")
	v, err := numberOf(low)
	if err != nil {
		return err
	}
	u := v
	if found {
		if u, err = numberOf(high); err != nil {
			return err
		}
	}
	s.Set(j, v, u, tradeflow.OK)
	return nil
}

func numberOf(s string) (float64, error) {
	if s == "?" {
		return math.NaN(), nil
	}
	over, under, found := strings.Cut(s, "/")
	v, err := strconv.ParseFloat(over, 64)
	if err != nil || !found {
		return v, err
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
	return tradeflow.Unit{Name: s}
}
