package enginetest

import (
	"database/sql/driver"
	"fmt"
	"math/big"
	"testing"
)

// TestExactSums: decimals are added up exactly and arrive as text. The numbers, made
// up, are such that no float64 can hold their sum.
func TestExactSums(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			columns, decimal, text := "(name VARCHAR(9), value DECIMAL(18,3))", "CAST('%s' AS DECIMAL(18,3))", "CAST(SUM(value) AS VARCHAR)"
			if e.Dialect == "ClickHouse" {
				columns, decimal, text = "(name String, value Nullable(Decimal(18,3)))", "toDecimal64('%s', 3)", "toString(sum(value))"
			}
			ask := e.table(t, "smoke_sums", columns)
			want := new(big.Rat)
			for i, node := range e.Nodes {
				for _, amount := range []string{"999999999999999.999", "999999999999999.998", "0.07", fmt.Sprint(-1-i) + ".001"} {
					value, _ := new(big.Rat).SetString(amount)
					want.Add(want, value)
					// VALUES in the text would hang on ClickHouse, which waits for them in a block.
					if _, err := node.Exec(fmt.Sprintf("INSERT INTO smoke_sums (name, value) SELECT 'a', "+decimal, amount)); err != nil {
						t.Fatal(err)
					}
				}
				if _, err := node.Exec("INSERT INTO smoke_sums (name, value) SELECT 'b', NULL"); err != nil {
					t.Fatal(err)
				}
			}
			var sum string
			if err := e.DB.QueryRow("SELECT " + text + " FROM " + ask + " WHERE name = 'a'").Scan(&sum); err != nil {
				t.Fatal(err)
			}
			if got, ok := new(big.Rat).SetString(sum); !ok || got.Cmp(want) != 0 {
				t.Errorf("sum %s, want %s", sum, want.FloatString(3))
			}
			var none *string
			if err := e.DB.QueryRow("SELECT " + text + " FROM " + ask + " WHERE name = 'b'").Scan(&none); err != nil || none != nil {
				t.Errorf("the sum of nothing but NULL is %v, %v", none, err)
			}
		})
	}
}

// TestShards: each server of the cluster sees the rows of both, once, and takes the
// setting that forbids partial answers.
func TestShards(t *testing.T) {
	list := shards(t)
	if list == nil {
		t.SkipNow()
	}
	ask := list[0].table(t, "smoke_shards", "(n UInt64)")
	for i, node := range list[0].Nodes {
		// 1000 rows and 2000: of different numbers, so that twice the one is not both.
		if _, err := node.Exec(fmt.Sprintf("INSERT INTO smoke_shards SELECT number FROM system.numbers LIMIT %d", 1000*(i+1))); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range list {
		var n int
		if err := e.DB.QueryRow("SELECT count() FROM " + ask + " SETTINGS skip_unavailable_shards = 0").Scan(&n); err != nil || n != 3000 {
			t.Errorf("%s: %d rows, %v; want 3000", e.Name, n, err)
		}
	}
}

// TestErrorThenNextQuery: ClickHouse 18.16 and its driver fall out of step where a
// statement is refused for its syntax, as one is that is too long. Later queries on
// that connection get the answers of earlier ones, without an error. A connection
// that has had an error must therefore not go back to the pool.
func TestErrorThenNextQuery(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			ask := func(query string) (n int, err error) {
				conn, err := e.DB.Conn(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				if err = conn.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
					conn.Raw(func(any) error { return driver.ErrBadConn })
				}
				return n, err
			}
			for i := range 100 {
				if _, err := ask("SELECT FROM FROM"); err == nil {
					t.Fatal("no error")
				}
				for _, want := range []int{10 * i, 10*i + 1, 10*i + 2} {
					if n, err := ask(fmt.Sprint("SELECT ", want)); err != nil || n != want {
						t.Fatalf("asked for %d, got %d, %v", want, n, err)
					}
				}
			}
		})
	}
}
