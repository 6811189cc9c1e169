package rows

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// headSize is how much of a file is looked at to tell what it is.
const headSize = 64 << 10

// decoded returns a reader of src in UTF-8 without a byte order mark, and its
// head. UTF-16 is told by its mark, GB18030 by its bytes. Text that is neither
// stays as it is: see String.
func decoded(src io.Reader) (b *bufio.Reader, head []byte, err error) {
	b = bufio.NewReaderSize(src, headSize)
	head, err = peek(b)
	switch {
	case err != nil:
		return nil, nil, err
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		b = bufio.NewReaderSize(utf16.NewDecoder().Reader(b), headSize)
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if _, err := b.Discard(3); err != nil {
			return nil, nil, err
		}
	case looksChinese(head):
		b = bufio.NewReaderSize(simplifiedchinese.GB18030.NewDecoder().Reader(b), headSize)
	}
	head, err = peek(b)
	return b, head, err
}

func peek(b *bufio.Reader) ([]byte, error) {
	head, err := b.Peek(headSize)
	if errors.Is(err, io.EOF) || errors.Is(err, bufio.ErrBufferFull) {
		err = nil
	}
	return head, err
}

// looksChinese reports whether bytes that are no UTF-8 are rather GB18030 than
// Latin-1. Chinese characters are pairs of high bytes and stand side by side, so
// that runs of high bytes are even and mostly longer than a pair; in Latin-1 a
// high byte is a letter with an accent, and stands alone between plain ones.
func looksChinese(head []byte) bool {
	if utf8.Valid(head) || validButCut(head) {
		return false
	}
	pairs, alone := 0, 0
	for i := 0; i < len(head); {
		if head[i] < 0x81 {
			i++
			continue
		}
		j := i
		for j < len(head) && head[j] >= 0x81 {
			j++
		}
		if n := j - i; n >= 4 && n%2 == 0 {
			pairs += n / 2
		} else if n < 4 {
			alone++
		}
		i = j
	}
	return pairs > alone
}

// validButCut reports whether only the end of a head cuts a character of UTF-8.
func validButCut(head []byte) bool {
	for n := 1; n < utf8.UTFMax && n < len(head); n++ {
		if utf8.Valid(head[:len(head)-n]) && !utf8.FullRune(head[len(head)-n:]) {
			return true
		}
	}
	return false
}

// String returns a field as UTF-8. What is no UTF-8 is taken as Latin-1, in the
// extension that Windows writes: some publishers put a byte order mark of UTF-8
// before a text in Latin-1.
func String(field []byte) string {
	if utf8.Valid(field) {
		return string(field)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(field)
	if err != nil {
		return string(bytes.ToValidUTF8(field, []byte("\ufffd")))
	}
	return string(text)
}
