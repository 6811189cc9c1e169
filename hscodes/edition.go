package hscodes

import (
	"fmt"
	"strconv"
	"strings"
)

// An Edition is an edition of the Harmonized System, the vocabulary in which a
// code means something. The zero Edition means: unknown.
type Edition uint8

// The editions, oldest first. UN Comtrade calls them H0 to H6.
const (
	HS1992 Edition = iota + 1 // H0; also declared for data of 1988 to 1991
	HS1996                    // H1
	HS2002                    // H2
	HS2007                    // H3
	HS2012                    // H4
	HS2017                    // H5
	HS2022                    // H6
)

// newest bounds the tables that are indexed by edition.
const newest = HS2022

// years holds the year on whose first of January each edition came into force.
var years = [newest + 1]int{HS1992: 1992, HS1996: 1996, HS2002: 2002, HS2007: 2007, HS2012: 2012, HS2017: 2017, HS2022: 2022}

// nextYear is the year in which the edition after the newest one is due. What it
// will hold is not known here.
const nextYear = 2028

// Editions returns every edition, oldest first.
func Editions() []Edition {
	return []Edition{HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022}
}

// ParseEdition reads the name of an edition in any of the forms that publishers
// use, in capitals or not: "HS2017", "HS17", "2017" or Comtrade's "H5".
//
// Everything else is an error, also "1988", which Comtrade declares as H0, and
// the names of other nomenclatures such as SITC ("S4").
func ParseEdition(s string) (Edition, error) {
	name := strings.ToUpper(s)
	for _, e := range Editions() {
		full := e.String() // "HS2017"
		if name == full || name == full[2:] || name == "HS"+full[4:] || name == "H"+strconv.Itoa(int(e)-1) {
			return e, nil
		}
	}
	return 0, fmt.Errorf("%.40q is not an edition of the Harmonized System: expected HS1992, HS1996, HS2002, HS2007, HS2012, HS2017 or HS2022 (or H0 to H6)", s)
}

// EditionIn returns the edition that was in force internationally in a calendar
// year: HS2017 for 2017 to 2021. It returns 0 before 1992, because the data of
// 1988 to 1991 that exist are declared as H0 by their publishers, and 0 from 2028
// on, when a newer edition is due.
//
// It is what a file means that says nothing, and no more: countries adopt late.
// Mexico and Vietnam took up HS2022 in December 2022. Where a row declares its
// edition, use that.
func EditionIn(year int) Edition {
	if year >= nextYear {
		return 0
	}
	var in Edition
	for _, e := range Editions() {
		if e.Year() <= year {
			in = e
		}
	}
	return in
}

// Year returns the year in which e came into force internationally, or 0 if e is
// unknown.
func (e Edition) Year() int {
	if e > newest {
		return 0
	}
	return years[e]
}

// String returns "HS2017", or "unknown" for the zero Edition.
func (e Edition) String() string {
	switch {
	case e == 0:
		return "unknown"
	case e > newest:
		return fmt.Sprintf("Edition(%d)", uint8(e))
	}
	return editionNames[e]
}

// editionNames are made once: every row of a table may ask for one.
var editionNames = func() (names [newest + 1]string) {
	for e, year := range years {
		names[e] = "HS" + strconv.Itoa(year)
	}
	return names
}()

// MarshalText writes "HS2017", and nothing for the zero Edition.
func (e Edition) MarshalText() ([]byte, error) {
	if e == 0 {
		return nil, nil
	}
	return []byte(e.String()), nil
}

// UnmarshalText is ParseEdition, except that empty text is the zero Edition.
func (e *Edition) UnmarshalText(text []byte) (err error) {
	if *e = 0; len(text) > 0 {
		*e, err = ParseEdition(string(text))
	}
	return err
}
