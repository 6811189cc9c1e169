package chart

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
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
//
// It does not use image/png: that one guesses a filter for each row, which is made
// for photographs. Rows of a chart are flat colours and repeat each other, and as they
// are they make files smaller by a tenth to a quarter in less time. Levels of
// compression above the usual take five times as long for 2 % more. A palette was
// tried too: with the edges of letters, no chart has as few as 256 colours.
func encodePNG(c pngCanvas, title, desc string) ([]byte, error) {
	picture, ok := c.Image().(*image.RGBA)
	if !ok {
		return nil, fmt.Errorf("chart: a picture in pixels of %T", c.Image())
	}
	size := picture.Bounds().Size()
	out := []byte("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(nil, uint32(size.X))
	head = binary.BigEndian.AppendUint32(head, uint32(size.Y))
	out = appendChunk(out, "IHDR", append(head, 8, 2, 0, 0, 0)) // 8 bits each of red, green and blue
	dots := uint32(math.Round(dotsPerInch * 100 / float64(vg.Inch/vg.Centimeter)))
	physical := binary.BigEndian.AppendUint32(nil, dots)
	physical = binary.BigEndian.AppendUint32(physical, dots)
	out = appendChunk(out, "pHYs", append(physical, 1)) // 1: dots per metre
	for _, t := range [][2]string{{"Title", clean(title)}, {"Description", clean(desc)}} {
		if t[1] != "" {
			out = appendChunk(out, "iTXt", []byte(t[0]+"\x00\x00\x00en\x00\x00"+t[1]))
		}
	}
	pixels, err := deflateRows(picture)
	if err != nil {
		return nil, err
	}
	out = appendChunk(out, "IDAT", pixels)
	return appendChunk(out, "IEND", nil), nil
}

// deflateRows compresses the rows of a picture, each after a zero: no filter. The
// canvas is opaque, being white from the start.
func deflateRows(picture *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	size := picture.Bounds().Size()
	row := make([]byte, 1+3*size.X)
	for y := range size.Y {
		pixels := picture.Pix[y*picture.Stride:]
		for x := range size.X {
			copy(row[1+3*x:], pixels[4*x:4*x+3])
		}
		if _, err := z.Write(row); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func appendChunk(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	start := len(out)
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
