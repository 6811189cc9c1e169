package tradeflow

import (
	"cmp"
	"context"
	"slices"
)

// tables reads all tables, one after another. A compressed one, which only one worker
// can inflate while the others wait, is left to a team, unless rejected rows are to be
// reported in the order of the files.
func (r *reading) tables(ctx context.Context, sources []*source) error {
	var packed []*source
	for _, s := range sources {
		if s.Packed && len(r.crew) > 1 && r.OnReject == nil {
			packed = append(packed, s)
		} else if err := r.whole(ctx, s); err != nil {
			return err
		}
	}
	return r.teams(ctx, packed)
}

// whole reads one table, whatever holds it.
func (r *reading) whole(ctx context.Context, s *source) error {
	read := r.table
	if s.format == nil {
		read = r.arrow
	}
	if err := read(ctx, s); err != nil {
		return err
	}
	r.report(s, s.Size, s.book.Rows)
	return nil
}

// teams reads tables at the same time. The crew parts into as many teams as there are
// tables, or members, if they are fewer; each team takes the next table until there are
// none, the largest first, so that nobody waits long for the last. As in share, an
// error says only that there is one.
func (r *reading) teams(ctx context.Context, sources []*source) error {
	slices.SortStableFunc(sources, func(a, b *source) int { return cmp.Compare(b.Size, a.Size) })
	queue := make(chan *source, len(sources))
	for _, s := range sources {
		queue <- s
	}
	close(queue)
	n := min(len(sources), len(r.crew))
	return together(ctx, n, func(ctx context.Context, i int) error {
		team := *r
		team.crew = r.crew[i*len(r.crew)/n : (i+1)*len(r.crew)/n]
		team.visit = team.crew[0].add
		for s := range queue {
			if err := team.whole(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
}
