package hscodes

import "slices"

// A move is a link that the UN's table lacks, or marks as one of hundreds of formal
// ones though the goods really went that way. Links follows it.
type move struct {
	since    Edition // the edition of the newer code
	old, new string
	why      string
}

const (
	panels  = "flat panel display modules left for the heading of their own"
	sensors = "other semiconductor devices were split into transducers and the rest"
)

// moves is a judgement from what the headings hold, and kept small. Of the 483 codes
// that the UN links to 8524, display modules may have left others too (8517.70, 8531.20),
// but how far is not known.
var moves = []move{
	{HS2022, "901380", "852411", panels}, {HS2022, "852990", "852411", panels},
	{HS2022, "901380", "852412", panels}, {HS2022, "852990", "852412", panels},
	{HS2022, "901380", "852419", panels}, {HS2022, "852990", "852419", panels},
	{HS2022, "901380", "852491", panels}, {HS2022, "852990", "852491", panels},
	{HS2022, "901380", "852492", panels}, {HS2022, "852990", "852492", panels},
	{HS2022, "901380", "852499", panels}, {HS2022, "852990", "852499", panels},
	{HS2022, "854150", "854151", sensors},
	{HS2022, "854150", "854159", sensors},
}

// move enters m in both directions of the tables.
func (t *tables) move(m move) {
	i, to := t.index(MustParse(m.new), m.since), t.index(MustParse(m.old), m.since-1)
	t.older[m.since][i] = follow(t.older[m.since][i], to)
	t.newer[m.since-1][to] = follow(t.newer[m.since-1][to], i)
}

// follow returns links with one to code i that is not diffuse, in order.
func follow(links []edge, i int) []edge {
	k, ok := slices.BinarySearchFunc(links, i, func(link edge, i int) int { return int(link.to) - i })
	if !ok {
		links = slices.Insert(links, k, edge{to: uint16(i)})
	}
	links[k].diffuse = false
	return links
}
