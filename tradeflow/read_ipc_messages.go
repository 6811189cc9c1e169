package tradeflow

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// ipcMagic begins and ends an Arrow file; a stream has neither.
const ipcMagic = "ARROW1"

// newIPCReader opens an Arrow file or stream. A file is read as the stream that
// stands in it, in front of the footer: the library's own reader of files takes
// no dictionaries that are replaced, and trusts every size that it finds.
func newIPCReader(r io.ReaderAt, size int64) (f *ipc.Reader, err error) {
	m := &messages{r: r, end: size}
	head := make([]byte, len(ipcMagic))
	if _, err := r.ReadAt(head, 0); err == nil && string(head) == ipcMagic {
		tail := make([]byte, 4+len(ipcMagic)) // the footer's length, and the magic again
		at := size - int64(len(tail))
		if _, err := r.ReadAt(tail, at); err != nil && err != io.EOF || string(tail[4:]) != ipcMagic {
			return nil, fmt.Errorf("%s: its end is missing, it may be cut short", damagedIPC)
		}
		m.at, m.end = 8, at-int64(binary.LittleEndian.Uint32(tail))
	}
	err = guarded(damagedIPC, func() error {
		limit := &limited{left: min(256<<20+64*size, 4<<30)}
		f, err = ipc.NewReaderFromMessageReader(m, ipc.WithAllocator(limit))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", damagedIPC, err)
	}
	for _, field := range f.Schema().Fields() {
		if hasViews(field.Type) {
			return nil, fmt.Errorf("column %s holds views: write it as utf8 (the Arrow library believes what a file says of their number)", field.Name)
		}
	}
	return f, nil
}

// hasViews reports whether a type is one of views, or has them inside.
func hasViews(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.StringViewType, *arrow.BinaryViewType:
		return true
	case *arrow.DictionaryType:
		return hasViews(t.ValueType)
	case arrow.NestedType:
		return slices.ContainsFunc(t.Fields(), func(f arrow.Field) bool { return hasViews(f.Type) })
	}
	return false
}

// messages reads the messages of a stream, each of which lies in the file as a
// whole or is refused.
type messages struct {
	r       io.ReaderAt
	at, end int64
}

func (m *messages) Retain()  {}
func (m *messages) Release() {}

// Message returns the next message.
func (m *messages) Message() (*ipc.Message, error) {
	if m.at >= m.end {
		return nil, io.EOF
	}
	head, err := m.take(4)
	if err == nil && bytes.Equal(head, []byte{0xff, 0xff, 0xff, 0xff}) { // which old files lack
		head, err = m.take(4)
	}
	if err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint32(head)
	if n == 0 {
		return nil, io.EOF
	}
	meta, err := m.take(int64(n))
	if err != nil {
		return nil, err
	}
	if err := checkMessage(meta); err != nil {
		return nil, err
	}
	body, err := m.take(ipc.NewMessage(memory.NewBufferBytes(meta), memory.NewBufferBytes(nil)).BodyLen())
	if err != nil {
		return nil, err
	}
	return ipc.NewMessage(memory.NewBufferBytes(meta), memory.NewBufferBytes(body)), nil
}

func (m *messages) take(n int64) ([]byte, error) {
	if n < 0 || n > m.end-m.at {
		return nil, fmt.Errorf("at byte %d it announces %d bytes, and has %d", m.at, n, max(m.end-m.at, 0))
	}
	b := make([]byte, n)
	if _, err := m.r.ReadAt(b, m.at); err != nil && err != io.EOF {
		return nil, err
	}
	m.at += n
	return b, nil
}

// limited is memory for the library to unpack a file in: Go's own, so that
// nothing is lost where it stops half-way, and not without end.
type limited struct {
	memory.GoAllocator
	left int64
}

func (l *limited) take(n int) {
	if l.left -= int64(n); n < 0 || l.left < 0 {
		panic(errors.New("it takes too much memory for its size"))
	}
}

// Allocate returns n bytes.
func (l *limited) Allocate(n int) []byte {
	l.take(n)
	return l.GoAllocator.Allocate(n)
}

// Reallocate returns n bytes that begin as b.
func (l *limited) Reallocate(n int, b []byte) []byte {
	l.left += int64(len(b))
	l.take(n)
	return l.GoAllocator.Reallocate(n, b)
}

// Free takes the bytes back.
func (l *limited) Free(b []byte) {
	l.left += int64(len(b))
	l.GoAllocator.Free(b)
}

// maxFields is how many columns a file may have, those inside others included.
const maxFields = 10_000

// checkMessage looks at the sizes in a message's schema, for each of which the
// library sets memory aside.
func checkMessage(meta []byte) error {
	message := flat{meta, int(binary.LittleEndian.Uint32(meta))}
	if kind := message.field(1); kind == 0 || ipc.MessageType(meta[kind]) != ipc.MessageSchema {
		return nil
	}
	fields := 0
	return message.table(message.field(2)).check(1, 2, &fields)
}

// flat is a table in a FlatBuffers message. Its methods panic where a position
// lies outside, as those of the library do.
type flat struct {
	b  []byte
	at int
}

// check looks at the vectors in two slots of a schema or a field: of the fields
// in it, and of its metadata.
func (t flat) check(fields, metadata int, seen *int) error {
	first, n := t.vector(fields)
	if _, m := t.vector(metadata); *seen+n > maxFields || m > len(t.b)/4 {
		return errors.New("it claims to have more columns than there can be")
	}
	*seen += n
	for i := range n {
		if err := t.table(first+4*i).check(5, 6, seen); err != nil {
			return err
		}
	}
	return nil
}

// field returns where the value of a slot stands, 0 where there is none.
func (t flat) field(slot int) int {
	vtable := t.at - int(int32(binary.LittleEndian.Uint32(t.b[t.at:])))
	if 4+2*slot >= int(binary.LittleEndian.Uint16(t.b[vtable:])) {
		return 0
	}
	offset := int(binary.LittleEndian.Uint16(t.b[vtable+4+2*slot:]))
	if offset == 0 {
		return 0
	}
	return t.at + offset
}

// table returns the table that a position points at.
func (t flat) table(at int) flat {
	return flat{t.b, at + int(binary.LittleEndian.Uint32(t.b[at:]))}
}

// vector returns the first entry of the vector in a slot, and their number.
func (t flat) vector(slot int) (first, n int) {
	at := t.field(slot)
	if at == 0 {
		return 0, 0
	}
	at = t.table(at).at
	return at + 4, int(binary.LittleEndian.Uint32(t.b[at:]))
}
