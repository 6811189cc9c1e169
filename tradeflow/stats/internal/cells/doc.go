// Package cells is what all statistics share: it reads the cells of a panel by
// the calendar and with their ranges, says why two of them cannot be compared,
// and starts the panel that comes out.
package cells
