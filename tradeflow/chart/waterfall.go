package chart

import (
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/stats/decompose"
	"gonum.org/v1/plot/vg"
)

// Waterfall draws what a total is made of, step by step: each series is a step
// that begins where the one before it ends. A panel of amounts in two periods
// gives the total of the first, the change of each series, and the total of the
// second. A panel of one period gives its numbers as steps from zero to their
// total: contributions (stats.Contribution), differences of amounts or of shares,
// parts of a total. The largest rise comes first and the largest fall last; a
// series called Others (stats.TopAndOthers) stands behind all.
//
// A total needs all its parts: where a number is unknown, the figure cannot be
// drawn, and the error says which and why. Nor can growth rates, indices and
// ratios, which do not add up, and the World beside single economies. Of more
// steps than have room, the smallest are added up to one, and the note says so.
// More than eight steps lie, as all do where names have no room below upright
// ones. A thin line reaches over what a number may be at least and at most.
func Waterfall(p *tradeflow.Panel) *Figure {
	f := (&Figure{panel: p, kind: kind{waterfallName, waterfallPlan(cascadeOf)}}).describe()
	if c, err := cascadeOf(p); err == nil {
		f.Subtitle = subtitleIn(c.scaled(), p, false)
		if c.start != nil {
			time := duration(p, false)
			f.Subtitle = strings.TrimSuffix(f.Subtitle, time) + "contributions to the change, " + time
		}
		f.Alt = c.alt(f.Subtitle)
	}
	return f
}

// WaterfallOf draws the effects of a decomposition as steps, in their order, from
// zero to the change of one key in one period. Where the change is not explained,
// the figure cannot be drawn, and the error says why.
func WaterfallOf(d decompose.Decomposition, k tradeflow.Key, t tradeflow.Period) *Figure {
	if d.Change == nil {
		return Waterfall(nil)
	}
	change := d.Change.Empty([]tradeflow.Period{t})
	whole := cellOf(d.Change, k, t)
	change.Series = []tradeflow.Series{oneCell(k, whole)}
	steps := change.Empty(change.Periods)
	steps.Query.Scheme = nil // the names of effects are no categories
	var notes []string
	for _, e := range d.Effects {
		effect := cellOf(e.Panel, k, t)
		steps.Series = append(steps.Series, oneCell(tradeflow.Key{Category: capital(e.Name)}, effect))
		if clean(e.Note) != "" && effect.raw != 0 {
			notes = append(notes, capital(e.Name)+": "+e.Note)
		}
	}
	of := func(p *tradeflow.Panel) (*cascade, error) { return explained(p, whole) }
	f := (&Figure{panel: steps, kind: kind{waterfallName, waterfallPlan(of)}}).describe()
	if len(steps.Series) == 0 {
		return f
	}
	f.Source, f.Subtitle = source(change), subtitle(change, false)
	if text := strings.Join(notes, "; "); len(text) <= 260 { // more would be cut on a phone
		f.Note = sentences(f.Note, text)
	}
	if c, err := of(steps); err == nil {
		f.Subtitle = subtitleIn(c.scaled(), change, false)
		f.Alt = c.alt(f.Subtitle)
	}
	return f
}

const waterfallName = "Waterfall chart"

// waterfall is a waterfall chart that is laid out, upright or lying.
type waterfall struct {
	*subject
	*cascade
	area    vg.Rectangle
	gains   unit // of the steps: with signs
	figures style
	texts   []string // the numbers of the bars
	beyond  []bool   // whether a number stands at the end of its bar, or behind its beginning
	names   []label
}

// waterfallPlan lays the steps of a panel out: upright where there are up to eight
// and all texts have room, else lying.
func waterfallPlan(of func(*tradeflow.Panel) (*cascade, error)) func(*subject, vg.Rectangle) (plan, error) {
	return func(s *subject, area vg.Rectangle) (plan, error) {
		c, err := of(s.source)
		if err != nil {
			return plan{}, err
		}
		w := &waterfall{subject: s, cascade: c, area: area}
		s.unit = c.scaled()
		w.gains = s.unit
		w.gains.plus = true
		u := &upright{waterfall: w}
		if s.sheet.width >= 350 && len(c.steps) <= 8 && u.lay() {
			return w.plan(u.draw, u.targets), nil
		}
		l := &lying{waterfall: w}
		if err := l.lay(); err != nil {
			return plan{}, err
		}
		return w.plan(l.draw, l.targets), nil
	}
}

func (w *waterfall) plan(draw func(*pen), targets func() []target) plan {
	remark := sentences(w.merged(), unequal(w.panel))
	if !w.printedCloses() {
		remark = sentences(remark, "Rounded numbers may not add up")
	}
	return plan{draw: draw, drawn: w.everyRow(), remark: remark, targets: targets, data: w.data, adds: w.adds(), vega: w.vega}
}
