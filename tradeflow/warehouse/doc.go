// Package warehouse answers the same Query inside a database, through
// database/sql. Nothing is exported yet: the dialects have not been built.
package warehouse
