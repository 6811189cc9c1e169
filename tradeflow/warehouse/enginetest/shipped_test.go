package enginetest

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tradeflow-go/dualuse/hscodes"
	"github.com/tradeflow-go/dualuse/tradeflow"
	"github.com/tradeflow-go/dualuse/tradeflow/warehouse"
)

// TestShipped: the sums are made on the shards. Of 20 million rows (by default; made up,
// 2,000 codes of which five are asked for) in 50,000 groups, less than 2 MB go from the
// second shard to the first, all statements of the query together.
func TestShipped(t *testing.T) {
	list := shards(t)
	between := setting(t, "TRADEFLOW_CLICKHOUSE_COUNTED")
	if list == nil || between == "" {
		t.SkipNow()
	}
	codes := 2000
	if n, err := strconv.Atoi(os.Getenv("TRADEFLOW_SHIPPED_CODES")); err == nil {
		codes = n // 10,000 rows for each code
	}
	e := list[0]
	table := made(t, e, "shipped")
	for i, node := range e.Nodes {
		// 20 reporters, ten on each shard, 50 partners, ten years.
		text := fmt.Sprintf(`INSERT INTO shipped_local (period, reporter, partner, direction, code, edition, value, currency, source)
SELECT toString(2010 + number %% 10) AS period, concat('R', toString(10 + %d * 10 + intDiv(number, 10) %% 10)) AS reporter,
  concat('P', toString(10 + intDiv(number, 100) %% 50)) AS partner, 'export' AS direction,
  transform(intDiv(number, 5000), [0, 1, 2, 3, 4], ['880622', '901380', '901480', '810890', '854231'], toString(300000 + intDiv(number, 5000))) AS code,
  'HS2022' AS edition, toDecimal64(number * 7919 %% 1000003, 3) AS value, 'USD' AS currency, 'illustrative' AS source
FROM system.numbers LIMIT %d`, i, 5000*codes)
		if _, err := node.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	q := tradeflow.Query{
		Direction: tradeflow.Export, Frequency: tradeflow.Annual, Scheme: hscodes.DualUse(),
		By: tradeflow.Reporter | tradeflow.Partner | tradeflow.Category,
	}
	begin := time.Now()
	whole, err := table.Aggregate(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows, %d series: %v", whole.Ledger.Total().Rows, len(whole.Series), time.Since(begin).Round(10*time.Millisecond))

	u, err := url.Parse(setting(t, "TRADEFLOW_CLICKHOUSE_SHARD2_DSN"))
	if err != nil {
		t.Fatal(err)
	}
	back := counting(t, between, u.Host)
	for _, node := range e.Nodes[:1] {
		_, _ = node.Exec("DROP TABLE IF EXISTS shipped_counted")
		if _, err := node.Exec("CREATE TABLE shipped_counted AS shipped_local ENGINE = Distributed(counted_shards, currentDatabase(), shipped_local, cityHash64(reporter))"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _, _ = node.Exec("DROP TABLE IF EXISTS shipped_counted") })
	}
	counted := &warehouse.Table{DB: e.DB, Dialect: warehouse.ClickHouse, Name: "shipped_counted"}
	again, err := counted.Aggregate(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := written(t, again), written(t, whole); a != b {
		t.Error("through the counter, the panel is another")
	}
	cells := 0
	for _, s := range again.Series {
		for _, status := range s.Status {
			if status == tradeflow.OK {
				cells++
			}
		}
	}
	t.Logf("%d cells; %d bytes from the second shard to the first", cells, back.Load())
	if cells != 50_000 || back.Load() > 2_000_000 || back.Load() == 0 {
		t.Errorf("%d cells, want 50000; %d bytes, want less than 2 MB", cells, back.Load())
	}
}

// counting passes connections on, and counts the bytes that come back.
func counting(t *testing.T, from, to string) *atomic.Int64 {
	t.Helper()
	back := new(atomic.Int64)
	l, err := net.Listen("tcp", from)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to)
			if err != nil {
				client.Close()
				continue
			}
			go func() { _, _ = io.Copy(server, client); server.Close() }()
			go func() {
				n, _ := io.Copy(client, &counter{server, back})
				_ = n
				client.Close()
			}()
		}
	}()
	return back
}

type counter struct {
	io.Reader
	n *atomic.Int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n.Add(int64(n))
	return n, err
}
