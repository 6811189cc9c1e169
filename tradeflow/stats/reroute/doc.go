// Package reroute screens third countries for goods that pass through them.
// Nothing is exported yet: the screens have not been built.
package reroute
