package chart

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// unusable says why a file is no font that every format can draw with. A PDF
// takes outlines of TrueType only, a character map of the basic plane, and what
// the maker of the font allows to be embedded.
func unusable(file []byte) string {
	switch {
	case len(file) < 12:
		return "is no font"
	case bytes.HasPrefix(file, []byte("OTTO")):
		return "has PostScript outlines"
	case bytes.HasPrefix(file, []byte("ttcf")):
		return "is a collection of fonts"
	case !bytes.HasPrefix(file, []byte{0, 1, 0, 0}) && !bytes.HasPrefix(file, []byte("true")):
		return "is no TrueType font"
	}
	for _, name := range []string{"name", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "post", "cmap"} {
		if len(fontTable(file, name)) < 4 {
			return fmt.Sprintf("has no table %q", name)
		}
	}
	if os2 := fontTable(file, "OS/2"); len(os2) >= 10 {
		if rights := binary.BigEndian.Uint16(os2[8:]); rights == 2 || rights&0x300 != 0 {
			return "may not be embedded, as its maker says in it"
		}
	}
	if !hasBasicMap(fontTable(file, "cmap")) {
		return "has no Unicode character map of format 4"
	}
	return ""
}

// fontTable returns a table of a TrueType file, or nil.
func fontTable(file []byte, name string) []byte {
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		at := 12 + 16*i
		if at+16 > len(file) {
			return nil
		}
		if string(file[at:at+4]) != name {
			continue
		}
		from := uint64(binary.BigEndian.Uint32(file[at+8:]))
		to := from + uint64(binary.BigEndian.Uint32(file[at+12:]))
		if to > uint64(len(file)) {
			return nil
		}
		return file[from:to]
	}
	return nil
}

func hasBasicMap(cmap []byte) bool {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			return false
		}
		platform, encoding := binary.BigEndian.Uint16(cmap[at:]), binary.BigEndian.Uint16(cmap[at+2:])
		from := uint64(binary.BigEndian.Uint32(cmap[at+4:]))
		if (platform == 0 || platform == 3 && encoding == 1) && from+2 <= uint64(len(cmap)) && binary.BigEndian.Uint16(cmap[from:]) == 4 {
			return true
		}
	}
	return false
}
