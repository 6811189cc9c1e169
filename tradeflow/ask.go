package tradeflow

import "github.com/tradeflow-go/dualuse/hscodes"

// Ask is one question to a database that holds a table of Schema: the rows that pass
// all of Where, added up by the terms of By. Reduce puts a handful of them for each
// Query.
type Ask struct {
	Name     string // what it is for, such as "cells"
	Where    []Filter
	By       []Term
	Measure  Measure // whose amounts are wanted, besides the value
	Distinct string  // a column: its different texts are counted, as Group.Rows, and nothing is added up
	Repeated bool    // only groups of more than one row, and one of them is enough
}

// Term is what rows are told apart or filtered by: a column of text, in which null is
// the same as "".
type Term struct {
	Column string         // of Schema, or Splits
	First  int            // only so many characters from the left; 0: all
	Sort   map[string]int // what these texts become; nil: they stay
	Else   int            // and what the others become
}

// Splits is no column of Schema: it says by what a row splits its flow, as a sum of 1
// for the second partner, 2 for the mode of transport and 4 for the customs procedure;
// 0 where these three are null.
const Splits = "splits"

// Filter keeps the rows of which a term is in a list, or is not, or is in a range.
type Filter struct {
	Term
	In       []string
	Not      bool   // keeps the others
	From, To string // in place of In: From <= text < To, byte by byte; null is ""
}

// Group is the rows that agree in all terms of an Ask.
type Group struct {
	Keys      []string    // by term; a number in decimal digits
	Rows      int64       // how many there are
	Value     Thousandths // the sum of column value, over rows that have one
	Known     int64       // rows that have the measure
	Measured  Thousandths // the sum of the measure
	Missing   Thousandths // the value of rows without the measure
	Estimated Thousandths // the value of rows with an estimated measure
}

// sum returns what the group comes to.
func (g *Group) sum(m Measure, unit uint32) sum {
	s := sum{rows: g.Rows, value: g.Value, measured: g.Measured, missing: g.Missing, estimated: g.Estimated, unknown: g.Rows - g.Known, unit: unit}
	switch m {
	case Count:
		s = sum{rows: g.Rows, value: g.Value, measured: Thousandths(1000 * g.Rows)}
	case Value:
		s.measured, s.missing, s.estimated = g.Value, 0, 0
	}
	return s
}

// askedGoods is a code of the table in an edition, and what rows of wanted partners come to.
type askedGoods struct {
	text    string
	edition hscodes.Edition
	goods   goods
	whole   Group // that split nothing
	split   bool  // others split their flow
	wanted  bool  // there are any
}
