// Package decompose splits a change into what it is made of: shift-share,
// constant market share, price and volume, index numbers. Nothing is exported
// yet: the decompositions have not been built.
package decompose
