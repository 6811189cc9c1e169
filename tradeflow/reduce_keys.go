package tradeflow

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/hscodes"
)

// columnError says in which column a text is wrong.
func columnError(column int, err error) error {
	if err != nil {
		err = fmt.Errorf("column %s: %w", columnName(column), err)
	}
	return err
}

// filled refuses a text that must not be empty, or null.
func filled(column int, text string) error {
	if text == "" {
		return columnError(column, errors.New("a row has none"))
	}
	return nil
}

// placeError refuses what would stand for another economy than it says: a World or an EU
// with something behind it, as texts of a fixed length have, would be added to the others.
func placeError(column int, text string) error {
	if strings.Trim(text, " \x00") != text {
		return columnError(column, fmt.Errorf("%q has something around it, as texts of a fixed length have: take it off, as in a view", text))
	}
	return filled(column, text)
}

// editionOf reads a key.
func editionOf(text string) (hscodes.Edition, error) {
	if text == "" {
		return 0, nil
	}
	e, err := hscodes.ParseEdition(text)
	if err != nil {
		return 0, columnError(colEdition, err)
	}
	return e, nil
}

// keyNumber reads a key of a term that was sorted.
func keyNumber(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, fmt.Errorf("the database answers %q for a number", text)
	}
	return n, nil
}

// blockOf returns the publication of a period and a reporter, which the first Ask has
// found.
func (r *reduction) blockOf(period, reporter string) (*block, error) {
	p, ok := r.periodOf[period]
	id, reported := r.places.index[reporter]
	if ok && reported {
		if b := r.blocks[blockKey{id, p}]; b != nil {
			return b, nil
		}
	}
	return nil, fmt.Errorf("%w: there are new rows of %s in %s", errChanged, reporter, period)
}
