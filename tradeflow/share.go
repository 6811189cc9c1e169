package tradeflow

import (
	"context"
	"io"
	"sync"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/rows"
)

// chunkBytes is how much of a table a worker takes at a time: enough that handing it
// over costs nothing, few enough to stay in a processor's cache.
const chunkBytes = 256 << 10

func (f *Files) chunkSize() int64 {
	if f.chunk > 0 {
		return f.chunk
	}
	return chunkBytes
}

// job is a chunk on its way: from the one who reads it to a worker, and on to the
// one who reports.
type job struct {
	rows.Chunk
	number  int
	done    int64 // bytes of the table read with this chunk
	rows    int64 // flows in it
	rejects []*RowError
	err     error
}

// share has the crew read the chunks of a table, each into its own tally and its own
// book. Sums are the same in any order; rejected rows are reported in the order of
// the file. An error says only that there is one: which is the first, a reading in
// order finds out.
func (r *reading) share(ctx context.Context, s *source, table *rows.Table, cutter *rows.Cutter) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	free := make(chan []byte, 2*len(r.crew))
	jobs, finished := make(chan *job, len(r.crew)), make(chan *job, len(r.crew))
	for range cap(free) {
		free <- nil
	}
	var workers sync.WaitGroup
	books := make([]*FileLedger, len(r.crew))
	for i, tally := range r.crew {
		books[i] = &FileLedger{Path: s.Path}
		over, reader := table.Over()
		sh, err := r.newShift(s, over, books[i], tally.add)
		if err != nil {
			return err
		}
		defer sh.out.release()
		sh.direct = sh.newDirect(tally)
		workers.Go(func() { sh.work(ctx, reader, jobs, finished) })
	}
	go cut(ctx, table, cutter, free, jobs)
	go func() {
		workers.Wait()
		close(finished)
	}()
	err := r.collect(s, finished, free, stop)
	for _, book := range books {
		s.book.merge(book)
	}
	return err
}

// cut reads the table and hands its chunks out. A job of number -1 only brings an error.
func cut(ctx context.Context, table *rows.Table, cutter *rows.Cutter, free <-chan []byte, jobs chan<- *job) {
	defer close(jobs)
	for n := 0; ; n++ {
		var buf []byte
		select {
		case buf = <-free:
		case <-ctx.Done():
			return
		}
		chunk, err := cutter.Next(buf)
		if err == io.EOF {
			return
		}
		select {
		case jobs <- &job{Chunk: chunk, number: n, done: table.Done(), err: err}:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// work decodes chunks until there are none, and the rows that are left in the end.
func (s *shift) work(ctx context.Context, reader *rows.Reader, jobs <-chan *job, finished chan<- *job) {
	for j := range jobs {
		if j.err == nil {
			before := s.book.Rows
			s.reject = func(bad *RowError) error {
				if s.OnReject == nil {
					return bad
				}
				j.rejects = append(j.rejects, bad)
				return nil
			}
			reader.Reset(j.Chunk)
			j.err = s.read(ctx)
			j.rows = s.book.Rows - before
		}
		finished <- j
	}
	if err := s.end(ctx); err != nil {
		finished <- &job{number: -1, err: err}
	}
}

// collect reports on the chunks in their order, and gives their memory back. After an
// error it stops the others and waits for them.
func (r *reading) collect(s *source, finished <-chan *job, free chan<- []byte, stop func()) (err error) {
	waiting := map[int]*job{}
	for next := 0; ; {
		j, open := <-finished
		if !open {
			return err
		}
		if err == nil && j.err != nil && j.number < 0 {
			err = j.err
			stop()
		}
		waiting[j.number] = j
		for j = waiting[next]; j != nil && err == nil; j = waiting[next] {
			delete(waiting, next)
			next++
			if err = r.chunkDone(s, j); err != nil {
				stop()
				break
			}
			free <- j.Data
		}
	}
}

// chunkDone reports on a chunk.
func (r *reading) chunkDone(s *source, j *job) error {
	for _, bad := range j.rejects {
		if err := r.OnReject(bad); err != nil {
			return callerError{err}
		}
	}
	if j.err != nil {
		return j.err
	}
	r.report(s, j.done, s.rows+j.rows)
	return nil
}

// callerError is an error of the caller's own OnReject.
type callerError struct{ error }

// callers returns the caller's error as it was.
func callers(err error) error {
	if own, ok := err.(callerError); ok {
		return own.error
	}
	return err
}

// merge adds what another book says of the same file.
func (f *FileLedger) merge(g *FileLedger) {
	f.Rows += g.Rows
	f.Value += g.Value
	f.Rounded += g.Rounded
	for _, l := range g.Lines {
		f.add(l.Fate, l.Reason, l.Rows, l.Value)
	}
	for _, note := range g.Converted {
		f.Converted = with(f.Converted, note)
	}
	f.sort()
}
