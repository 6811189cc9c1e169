package tradeflow

import (
	"context"
	"sync"
)

// together has n workers do their parts at the same time. The first error stops the
// others, and is returned.
func together(ctx context.Context, n int, work func(ctx context.Context, worker int) error) (first error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var fault sync.Once
	var working sync.WaitGroup
	for worker := range n {
		working.Go(func() {
			if err := work(ctx, worker); err != nil {
				fault.Do(func() { first = err; stop() })
			}
		})
	}
	working.Wait()
	return first
}
