// Package report puts text, figures, tables and the ledger on one page, in the
// order in which a program adds them: the notebook of a program that imports the
// library.
//
//	page := report.New("Exports of dual-use goods to Russia")
//	page.Text("What follows compares the **same months** of two years.")
//	page.Figure("growth", figure)
//	page.Table(panel)
//	page.Method(panel)
//	page.Provenance(panel)
//	err := page.Save("report")
//
// Save writes a folder: index.html, one file that needs no other and loads
// nothing from anywhere, and README.md with its figures beside it as PNG, SVG and
// PDF and their numbers as CSV and JSON. WriteHTML writes the HTML page alone.
//
// The HTML page has each figure twice, for wide screens and for phones, its
// numbers in a table behind it, and shows the exact number under the pointer or,
// after Tab, under the arrow keys. It prints, it follows the reader's choice of
// light or dark, and its Content-Security-Policy forbids it to load or send
// anything. A missing number says in words why it is missing.
package report
