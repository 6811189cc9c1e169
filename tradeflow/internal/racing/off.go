//go:build !race

// Package racing tells tests whether the race detector runs: it makes them ten
// times slower, and has nothing to find where nothing runs beside anything else.
package racing

// Enabled reports whether it does.
const Enabled = false
