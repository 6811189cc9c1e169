package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/internal/cells"
)

// Silent is an economy that publishes nothing any more, such as Russia since
// February 2022.
type Silent struct {
	Reporter tradeflow.Country
	Base     tradeflow.Period // a time in which it still published: shares are of its trade then
	CIF      float64          // imports at CIF over exports at FOB; 0: 1, the partners' amounts are taken as they are
	Varying  bool             // keep partners that miss some period too; their cells are unknown there, and so are sums over partners
}

// Reconstruction is the trade of a silent economy as its partners declare it.
type Reconstruction struct {
	Panel        *tradeflow.Panel // as the silent economy would have declared it: it is the reporter, the contributors are its partners
	Contributors []Contributor    // all partners that declare anything, those left out too; ordered by country
	Coverage     float64          // share of those in the panel in the silent economy's trade of the base; NaN if not known
}

// Contributor is one of the partners from whose declarations a silent economy is
// rebuilt.
type Contributor struct {
	Country tradeflow.Country
	Share   float64            // its share in the silent economy's trade of the base; NaN if not known, or an aggregate's
	In      bool               // whether the panel holds it: never an aggregate, which would repeat its members
	Missing []tradeflow.Period // the periods for which it published nothing
}

// Reconstruct returns the trade of a silent economy rebuilt from its partners: its
// imports from their exports, times the factor, or its exports from their imports,
// divided by it. By default the partners are those that published every period of
// the panel, a constant set: a new reporter would look like growth. The others are
// left out entirely, and listed; so are aggregates such as the European Union, which
// would count their members twice. Partners that never publish are in no mirror;
// Coverage says how much of the base those in the panel hold. CEIC's 43 partners
// held 71 % of Russia's imports in 2021.
//
// The mirror is what partners declare about the economy, by reporter, as a source
// answers it, not turned. Own is what the economy itself declared in the base, by
// partner; where it is nil, shares are of what all partners in the mirror declared
// then. The result must not be added to the economy's own declarations, nor
// continue them, without saying so: the level differs.
//
// Source: the constant set of reporters follows HM Revenue & Customs, Asymmetries:
// methodology notes, countries included; CEIC, coverage of Russian imports.
//
// It panics without a reporter, for panels that are not of amounts, and for a
// factor where the mirror says neither import nor export.
func Reconstruct(mirror, own *tradeflow.Panel, s Silent) Reconstruction {
	factor := s.check(mirror, own)
	name := s.Reporter.Name()
	about := mirror.Only(func(k tradeflow.Key) bool { return s.isAbout(mirror, k) })
	for i := range about.Series {
		about.Series[i].Key.Partner = s.Reporter
	}
	var r Reconstruction
	of, silent := s.shares(about, own), silentPeriods(about)
	for _, c := range declarants(about) {
		k := Contributor{Country: c, Share: of.share(c), Missing: silent[c]}
		k.In = (s.Varying || len(k.Missing) == 0) && !c.IsAggregate()
		r.Contributors = append(r.Contributors, k)
	}
	in := map[tradeflow.Country]bool{}
	var out, aggregates []string
	r.Coverage = of.none
	for _, k := range r.Contributors {
		in[k.Country] = k.In
		switch {
		case k.In:
			r.Coverage += k.Share
		case k.Country.IsAggregate():
			aggregates = append(aggregates, k.Country.Name())
		default:
			out = append(out, fmt.Sprintf("%s (%s; %s)", k.Country.Name(), of.word(k.Share), lackingWords(k.Missing)))
		}
	}
	q := about.Only(func(k tradeflow.Key) bool { return in[k.Reporter] }).Flip()
	n := len(r.Contributors) - len(out) - len(aggregates)
	q.Statistic = cells.Called(mirror, fmt.Sprintf("reconstructed from %d partners", n))
	for i := range q.Series {
		scale(&q.Series[i], factor)
	}
	if factor != 1 {
		q.Valuation = map[tradeflow.Direction]string{tradeflow.Import: "CIF", tradeflow.Export: "FOB"}[q.Query.Direction]
		q.Statistic += ", times " + decimal(s.CIF)
		if factor < 1 {
			q.Statistic = strings.Replace(q.Statistic, ", times ", ", divided by ", 1)
		}
	}
	q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s's trade is rebuilt from what %d partners declare, and not its own declaration: never add the two, nor continue one with the other, unmarked", name, n))
	if len(out) > 0 {
		q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: left out throughout, because they did not publish every period: %s", q.Statistic, cells.Some(len(out), func(i int) string { return out[i] })))
	}
	if len(aggregates) > 0 {
		q.Warn(tradeflow.AboutTotals, fmt.Sprintf("%s: left out, because they stand for several economies: %s", q.Statistic, cells.Some(len(aggregates), func(i int) string { return aggregates[i] })))
	}
	q.Warn(tradeflow.AboutCoverage, fmt.Sprintf("%s: these %d partners held %s of %s", q.Statistic, n, of.word(r.Coverage), of.what))
	r.Panel = q
	return r
}

// check returns the factor that amounts are multiplied by.
func (s Silent) check(mirror, own *tradeflow.Panel) float64 {
	const function = "stats.Reconstruct"
	if s.Reporter == "" {
		panic(function + ": no reporter: whose trade is rebuilt?")
	}
	cells.Amounts(mirror, function)
	if own != nil {
		cells.Amounts(own, function)
	}
	if !(s.CIF >= 0) || math.IsInf(s.CIF, 0) {
		panic(fmt.Sprintf("%s: CIF factor %v", function, s.CIF))
	}
	f := cmp.Or(s.CIF, 1)
	switch d := mirror.Query.Direction; {
	case f == 1 || mirror.Query.Measure != tradeflow.Value:
		return 1
	case d == tradeflow.Export || d == tradeflow.ReExport:
		return f
	case d == tradeflow.Import || d == tradeflow.ReImport:
		return 1 / f
	}
	panic(function + ": a CIF factor for neither imports nor exports: Query.Direction is not set")
}

// isAbout reports whether a key of the mirror is about the silent economy: by name,
// or because the query asked for no other partner.
func (s Silent) isAbout(mirror *tradeflow.Panel, k tradeflow.Key) bool {
	return k.Partner == s.Reporter || k.Partner == "" && slices.Equal(mirror.Query.Partners, []tradeflow.Country{s.Reporter})
}

// declarants returns the reporters of p, in order.
func declarants(p *tradeflow.Panel) (all []tradeflow.Country) {
	for i := range p.Series {
		all = append(all, p.Series[i].Key.Reporter)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// silentPeriods returns, for each reporter, the periods for which it has no number at all.
func silentPeriods(p *tradeflow.Panel) map[tradeflow.Country][]tradeflow.Period {
	published := map[tradeflow.Country][]bool{}
	for i := range p.Series {
		s := &p.Series[i]
		any := published[s.Key.Reporter]
		if any == nil {
			any = make([]bool, len(p.Periods))
			published[s.Key.Reporter] = any
		}
		for j, status := range s.Status {
			any[j] = any[j] || status.HasNumber()
		}
	}
	silent := map[tradeflow.Country][]tradeflow.Period{}
	for c, any := range published {
		for j, t := range p.Periods {
			if !any[j] {
				silent[c] = append(silent[c], t)
			}
		}
	}
	return silent
}

// lackingWords words missing periods: a year or two by name, more by their number.
func lackingWords(missing []tradeflow.Period) string {
	if len(missing) > 3 {
		return fmt.Sprintf("nothing for %d periods, the first %s", len(missing), missing[0].Words())
	}
	return "nothing for " + cells.Some(len(missing), func(i int) string { return missing[i].Words() })
}

func scale(s *tradeflow.Series, f float64) {
	for j := range s.Values {
		s.Values[j] *= f
		s.Upper[j] *= f
		if s.Lower != nil {
			s.Lower[j] *= f
		}
	}
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// baseShares is the silent economy's trade of the base, by partner.
type baseShares struct {
	by    map[tradeflow.Country]float64
	total float64 // NaN if not known
	none  float64 // the share of a partner that is not in by
	what  string  // what shares are of
}

// shares adds up the base: the economy's own declarations where there are some, else
// those of all partners.
func (s Silent) shares(about, own *tradeflow.Panel) baseShares {
	b := baseShares{by: map[tradeflow.Country]float64{}, total: math.NaN(), none: math.NaN()}
	p, side := own, func(k tradeflow.Key) tradeflow.Country { return k.Partner }
	b.what = fmt.Sprintf("what %s itself declared in %s", s.Reporter.Name(), s.Base.Words())
	if own == nil {
		p, side = about, func(k tradeflow.Key) tradeflow.Country { return k.Reporter }
		b.what = fmt.Sprintf("what all partners listed declared in %s, %s's own figures not being at hand", s.Base.Words(), s.Reporter.Name())
	}
	base := cells.Windows(p, "stats.Reconstruct", s.Base)
	sum, world, listed := 0.0, 0.0, false
	for _, g := range cells.GroupBy(base, tradeflow.Reporter|tradeflow.Partner|tradeflow.Category|tradeflow.Commodity).Members {
		for _, i := range g {
			t := &base.Series[i]
			if own != nil && t.Key.Reporter != s.Reporter && t.Key.Reporter != "" {
				continue
			}
			switch c := side(t.Key); {
			case c == tradeflow.World:
				world, listed = world+t.Values[0], true
			case c.IsAggregate():
			default:
				b.by[c] += t.Values[0]
				sum += t.Values[0]
			}
		}
	}
	b.total = sum
	if listed {
		b.total = world
	}
	if !(b.total > 0) {
		b.total = math.NaN()
		return b
	}
	b.none = 0
	return b
}

// share is unknown where the partner's base is, or the total.
func (b baseShares) share(c tradeflow.Country) float64 {
	v, known := b.by[c]
	switch {
	case c.IsAggregate():
		return math.NaN()
	case !known:
		return b.none
	}
	return v / b.total
}

func (b baseShares) word(share float64) string {
	if math.IsNaN(share) {
		return "an unknown share"
	}
	return tradeflow.Unit{Kind: tradeflow.ShareOf}.Format(share)
}
