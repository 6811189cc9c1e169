// Package examples holds programs to copy: growth and shares are the shortest,
// editions shows what a change of the nomenclature does, method prints the method
// appendix beside its worked examples, gallery draws every kind of chart at every size, report is the main job. A test runs them and
// checks their numbers.
package examples
