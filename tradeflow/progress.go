package tradeflow

import "sync"

// Progress says how far the reading of Files is.
type Progress struct {
	Path   string // a table being read
	Table  int    // its number, from 1
	Tables int    // how many there are
	Rows   int64  // read so far, over all tables
	Bytes  int64  // read so far, over all tables, as the files are stored
	Total  int64  // that Bytes will come to; 0 where that is not known
}

// meter adds up how far the tables under way are, and tells the caller.
type meter struct {
	mu   sync.Mutex
	now  Progress
	tell func(Progress) // nil: nobody listens
}

func newMeter(sources []*source, tell func(Progress)) *meter {
	return &meter{now: Progress{Tables: len(sources), Total: totalSize(sources)}, tell: tell}
}

// totalSize returns how many bytes there are to read, or 0 where a size is unknown.
func totalSize(sources []*source) (n int64) {
	for _, s := range sources {
		if s.Size == 0 {
			return 0
		}
		n += s.Size
	}
	return n
}

// report tells that so much of a table has been read, if that is more than was told
// before: who shares a table may come late.
func (m *meter) report(s *source, bytes, rows int64) {
	if m.tell == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	bytes, rows = max(bytes, s.bytes), max(rows, s.rows)
	m.now.Bytes += bytes - s.bytes
	m.now.Rows += rows - s.rows
	s.bytes, s.rows = bytes, rows
	m.now.Path, m.now.Table = s.Path, s.number
	m.tell(m.now)
}
