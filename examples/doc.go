// Package examples holds programs to copy: growth and shares are the shortest,
// editions shows what a change of the nomenclature does, report is the main job. A test runs them and checks their numbers.
package examples
