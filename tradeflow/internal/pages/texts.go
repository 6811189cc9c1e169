package pages

import (
	"errors"

	"github.com/apache/arrow/go/v15/parquet"
)

// maxWords is how many values a dictionary of byte strings may have: they take more
// memory than a file that makes them up.
const maxWords = 4 << 20

var errWords = errors.New("its dictionary has more values than a dictionary is for")

// Texts reads a column of texts as numbers: 0 for null, and the others for entries
// of a list that grows from page to page.
type Texts struct {
	*Column
	words []string
	index map[string]uint32 // of words plus one; nil until a page has texts of its own
	last  uint32            // of index
	valid []byte
}

// Texts reads a column of texts; nil where it is another.
func (c *Column) Texts() *Texts {
	if c.PhysicalType() != parquet.Types.ByteArray {
		return nil
	}
	t := &Texts{Column: c}
	c.learn = t.learn
	return t
}

func (t *Texts) learn(b []byte, n int) error {
	t.words, t.index, t.last = t.words[:0], nil, 0
	if n > maxWords {
		return errWords
	}
	all := string(b)
	for range n {
		word, rest, err := counted(b)
		if err != nil {
			return errShort
		}
		from := len(all) - len(rest) - len(word)
		t.words = append(t.words, all[from:from+len(word)])
		b = rest
	}
	return nil
}

// Words returns the texts of the row group that have been met so far: 1 stands for
// the first one. Open begins a new list.
func (t *Texts) Words() []string { return t.words }

// All returns all texts of a row group, in the order of its dictionary, where one page
// has all its rows; nil where it does not, so that there may be others.
func (f *File) All(group int, name string) (words []string, err error) {
	err = guarded(func() error {
		c, err := f.Column(name)
		if err != nil || f.Rows(group) == 0 {
			return err
		}
		t := c.Texts()
		if t == nil {
			return nil
		}
		if err := t.Open(group); err != nil {
			return err
		}
		if err := t.more(); err != nil {
			return err
		}
		if t.coded && int64(t.left) == f.Rows(group) {
			words = t.words
		}
		return nil
	})
	return words, err
}

// Read reads the next rows. If all are alike, it says so, and sets only the first.
func (t *Texts) Read(dst []uint32) (alike bool, err error) {
	alike = true
	for at := 0; at < len(dst); {
		if err := t.more(); err != nil {
			return false, err
		}
		n, entry, err := t.run(min(len(dst)-at, t.left))
		if err != nil {
			return false, err
		}
		if alike && at > 0 && (n == 0 || entry != dst[0]) {
			fill(dst[1:at], dst[0])
			alike = false
		}
		switch {
		case n == 0:
			alike = false
			if n, err = t.mixed(dst[at:]); err != nil {
				return false, err
			}
		case alike:
			dst[0] = entry
		default:
			fill(dst[at:at+n], entry)
		}
		if err := t.took(n); err != nil {
			return false, err
		}
		at += n
	}
	return alike, nil
}

// run takes up to n rows that are one run, if there are any.
func (t *Texts) run(n int) (run int, entry uint32, err error) {
	if t.MaxDefinitionLevel() > 0 {
		if err := t.levels.open(); err != nil {
			return 0, 0, err
		}
		if t.levels.packed != nil {
			return 0, 0, nil
		}
		n = min(n, t.levels.left)
		if t.levels.value == 0 {
			t.levels.take(n)
			return n, 0, nil
		}
	}
	if !t.coded {
		return 0, 0, nil
	}
	if err := t.entries.open(); err != nil {
		return 0, 0, err
	}
	if t.entries.packed != nil {
		return 0, 0, nil
	}
	if int(t.entries.value) >= len(t.words) {
		return 0, 0, errEntry
	}
	n = min(n, t.entries.left)
	t.entries.take(n)
	if t.MaxDefinitionLevel() > 0 {
		t.levels.take(n)
	}
	return n, t.entries.value + 1, nil
}

// mixed reads rows that are no run, up to where there may be one again.
func (t *Texts) mixed(dst []uint32) (n int, err error) {
	n = min(len(dst), t.left)
	if t.MaxDefinitionLevel() > 0 {
		n = min(n, t.levels.left)
	}
	if t.coded && (t.MaxDefinitionLevel() == 0 || t.levels.packed == nil) {
		n = min(n, t.entries.left)
	}
	t.valid = grown(t.valid, n/8+1)
	present, err := t.present(t.valid, 0, n)
	if err != nil {
		return 0, err
	}
	rows := dst[:present]
	if !t.coded {
		err = t.find(rows)
	} else {
		var greatest uint32
		greatest, err = t.entries.fill(rows)
		if present > 0 && int(greatest) >= len(t.words) {
			err = errEntry
		}
		for i := range rows {
			rows[i]++
		}
	}
	if err == nil && present < n {
		spread(dst[:n], present, t.valid, 0)
	}
	return n, err
}

// find reads texts that stand in the page, and finds them in the list.
func (t *Texts) find(rows []uint32) error {
	if t.index == nil {
		t.index = map[string]uint32{}
		for i, word := range t.words {
			t.index[word] = uint32(i + 1)
		}
	}
	for i := range rows {
		word, rest, err := counted(t.plain)
		if err != nil {
			return errShort
		}
		t.plain = rest
		if t.last == 0 || t.words[t.last-1] != string(word) {
			if t.last = t.index[string(word)]; t.last == 0 {
				t.words = append(t.words, string(word))
				t.last = uint32(len(t.words))
				t.index[t.words[t.last-1]] = t.last
			}
		}
		rows[i] = t.last
	}
	return nil
}
