// Package report puts text, tables and figures on one page. For now the page is
// Markdown with its figures beside it as PNG and SVG, and the numbers behind each
// figure as CSV.
package report
