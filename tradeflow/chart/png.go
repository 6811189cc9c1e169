package chart

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// dotsPerInch makes pictures of twice the pixels of a usual screen.
const dotsPerInch = 192

// pngCanvas is a canvas of vgimg that knows the fonts of the figure.
type pngCanvas struct {
	*vgimg.Canvas
	fonts *chain
}

func newPNG(s sheet, fonts *chain) pngCanvas {
	return pngCanvas{vgimg.NewWith(vgimg.UseWH(s.width, s.height), vgimg.UseDPI(dotsPerInch)), fonts}
}

// set implements typesetter.
func (c pngCanvas) set(s style, at vg.Point, a anchor, text string) {
	s.fonts = c.fonts
	at.X -= s.before(a, text)
	for _, r := range s.runs(text) {
		c.FillString(r.face, at, r.text)
		at.X += r.width
	}
}

// encodePNG returns the picture as a file that knows its resolution, without
// which it would be pasted at twice the size, and its title and description.
func encodePNG(c pngCanvas, title, desc string) ([]byte, error) {
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: c.Canvas}).WriteTo(&b); err != nil {
		return nil, err
	}
	const head = 8 + 4 + 4 + 13 + 4 // signature, and the whole of IHDR
	file := b.Bytes()
	dots := uint32(math.Round(dotsPerInch * 100 / float64(vg.Inch/vg.Centimeter)))
	physical := binary.BigEndian.AppendUint32(nil, dots)
	physical = binary.BigEndian.AppendUint32(physical, dots)
	out := append([]byte(nil), file[:head]...)
	out = appendChunk(out, "pHYs", append(physical, 1)) // 1: dots per metre
	for _, t := range [][2]string{{"Title", clean(title)}, {"Description", clean(desc)}} {
		if t[1] != "" {
			out = appendChunk(out, "iTXt", []byte(t[0]+"\x00\x00\x00en\x00\x00"+t[1]))
		}
	}
	return append(out, file[head:]...), nil
}

func appendChunk(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	start := len(out)
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
