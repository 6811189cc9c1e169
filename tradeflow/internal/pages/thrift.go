package pages

import (
	"encoding/binary"
	"errors"
)

// thrift walks through a message in Thrift's compact protocol, in which Parquet
// writes its footer and the headers of its pages. The library decodes the same
// bytes, but sets memory aside for whatever length they claim: what has been
// walked through claims no more than it has.
type thrift struct {
	b    []byte
	note func(path int, v int64) // called for numbers, flags and the lengths of lists; may be nil
}

// The types of the protocol.
const (
	thriftTrue = iota + 1
	thriftFalse
	thriftByte
	thriftInt16
	thriftInt32
	thriftInt64
	thriftDouble
	thriftBinary
	thriftList
	thriftSet
	thriftMap
	thriftStruct
)

var errThrift = errors.New("its metadata cannot be read")

// structure walks through a structure. The path of a field is its number, behind
// that of the structure's field times 100.
func (t *thrift) structure(path, depth int) error {
	for id := 0; ; {
		head, err := t.byte()
		if err != nil || head == 0 {
			return err
		}
		if head>>4 != 0 {
			id += int(head >> 4)
		} else {
			long, err := t.number()
			if err != nil {
				return err
			}
			id = int(long)
		}
		if err := t.value(head&15, 100*path+id, depth, false); err != nil {
			return err
		}
	}
}

// value walks through a value. A flag is in its type, unless it is in a list.
func (t *thrift) value(kind byte, path, depth int, listed bool) error {
	if depth > 20 {
		return errThrift
	}
	switch kind {
	case thriftTrue, thriftFalse:
		if listed {
			return t.skip(1)
		}
		t.say(path, int64(thriftFalse-kind))
	case thriftByte:
		return t.skip(1)
	case thriftInt16, thriftInt32, thriftInt64:
		v, err := t.number()
		t.say(path, v)
		return err
	case thriftDouble:
		return t.skip(8)
	case thriftBinary:
		n, err := t.unsigned()
		if err != nil {
			return err
		}
		return t.skip(n)
	case thriftList, thriftSet:
		head, err := t.byte()
		n := uint64(head >> 4)
		if n == 15 && err == nil {
			n, err = t.unsigned()
		}
		if err != nil || n > uint64(len(t.b)) {
			return errThrift
		}
		t.say(path, int64(n))
		for range n {
			if err := t.value(head&15, path, depth+1, true); err != nil {
				return err
			}
		}
	case thriftMap:
		n, err := t.unsigned()
		if err != nil || n == 0 {
			return err
		}
		kinds, err := t.byte()
		if err != nil || n > uint64(len(t.b)) {
			return errThrift
		}
		for range n {
			if err := errors.Join(t.value(kinds>>4, path, depth+1, true), t.value(kinds&15, path, depth+1, true)); err != nil {
				return err
			}
		}
	case thriftStruct:
		return t.structure(path, depth+1)
	default:
		return errThrift
	}
	return nil
}

func (t *thrift) say(path int, v int64) {
	if t.note != nil {
		t.note(path, v)
	}
}

func (t *thrift) byte() (byte, error) {
	if len(t.b) == 0 {
		return 0, errThrift
	}
	b := t.b[0]
	t.b = t.b[1:]
	return b, nil
}

func (t *thrift) skip(n uint64) error {
	if n > uint64(len(t.b)) {
		return errThrift
	}
	t.b = t.b[n:]
	return nil
}

func (t *thrift) unsigned() (uint64, error) {
	v, n := binary.Uvarint(t.b)
	if n <= 0 {
		return 0, errThrift
	}
	t.b = t.b[n:]
	return v, nil
}

func (t *thrift) number() (int64, error) {
	v, n := binary.Varint(t.b)
	if n <= 0 {
		return 0, errThrift
	}
	t.b = t.b[n:]
	return v, nil
}
