package rows

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// texts are the texts that cells share, one after another.
type texts struct {
	all  []byte
	ends []uint32
}

func (t texts) append(b, number []byte) ([]byte, error) {
	i, err := strconv.Atoi(string(number))
	if err != nil || i < 0 || i >= len(t.ends) {
		return nil, fmt.Errorf("it points to text %s of %d", number, len(t.ends))
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return append(b, t.all[from:t.ends[i]]...), nil
}

func (b *workbook) readTexts() (t texts, err error) {
	name := targetOf(b.links, "sharedStrings")
	if name == "" {
		return t, nil
	}
	in, err := b.open(name, maxTexts)
	if err != nil {
		return t, err
	}
	defer in.Close()
	w := newWalker(in)
	for {
		tok, err := w.next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		if _, ok := tok.(xml.StartElement); ok && w.in("si") {
			if t.all, err = w.text(t.all, maxTexts); err != nil {
				return t, fmt.Errorf("%s: text %d: %w", name, len(t.ends), err)
			}
			t.ends = append(t.ends, uint32(len(t.all)))
		}
	}
}
