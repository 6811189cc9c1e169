// Package enginetest runs the queries of tradeflow/warehouse on real engines. It has
// tests alone, and a module of its own, because they need database drivers, which the
// library does not. DuckDB is linked in, and needs gcc; PostgreSQL and two ClickHouse
// shards are started by the script engines, from Debian's packages:
//
//	./engines run /tmp/engines -- go test ./...
//
// Without it the tests of these engines are skipped, or fail where
// TRADEFLOW_REQUIRE_ENGINES is 1.
package enginetest
