package chart

import "gonum.org/v1/plot/vg"

// Size is the format of a figure. Each has type of its own size, so a figure
// for a phone is set anew and not made smaller.
type Size uint8

const (
	Wide   Size = iota // 600 x 400 points: a page, an article
	Column             // 400 x 320 points: a newspaper column
	Phone              // 285 x 400 points: a phone held upright
	Slide              // 960 x 540 points: a screen on the wall
)

// sheet is the paper and the type of a Size.
type sheet struct {
	width, height, margin          vg.Length
	title, subtitle, label, footer vg.Length // sizes of type
	pen                            vg.Length // how much thicker lines are than at Wide
	ticks                          int       // about so many on the value axis
	names                          vg.Length // the share of the width that names may take
}

func (s Size) sheet() sheet {
	switch s {
	case Column:
		return sheet{400, 320, 12, 14, 10, 9, 8, 0.9, 5, 0.36}
	case Phone:
		return sheet{285, 400, 10, 14, 10, 9, 8, 0.9, 5, 0.40}
	case Slide:
		return sheet{960, 540, 32, 27, 18, 15, 12, 1.6, 5, 0.34}
	}
	return sheet{600, 400, 16, 16, 11, 9.5, 8, 1, 5, 0.34}
}
