// Package shipments reads shipment-level records, and counts and adds them up
// into panels. Nothing is exported yet: the reader has not been built.
package shipments
