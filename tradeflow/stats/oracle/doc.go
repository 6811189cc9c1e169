// Package oracle holds worked examples of every statistic as plain text tables,
// published ones with their source, and compares them with what the library
// computes. The tables are in tables/, and tables/README.md says how an economist
// reads them and adds one; the tests of the library run them all, and
// examples/method prints them.
package oracle
