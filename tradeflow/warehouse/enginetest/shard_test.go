package enginetest

import (
	"os/exec"
	"testing"
	"time"
)

// shard does something to one shard alone: kill, hang, resume or restart.
func shard(t *testing.T, verb, name string) {
	t.Helper()
	out, err := exec.Command("./engines", verb, setting(t, "TRADEFLOW_ENGINES_DIR"), name).CombinedOutput()
	if err != nil {
		t.Fatalf("engines %s %s: %v\n%s", verb, name, err, out)
	}
}

// breakable gives the cluster where its shards may be stopped, and has them work
// again after the test.
func breakable(t *testing.T) []engine {
	t.Helper()
	if setting(t, "TRADEFLOW_ENGINES_DIR") == "" {
		t.SkipNow()
	}
	list := shards(t)
	t.Cleanup(func() {
		// A server that was only hung would close its connections in its own time.
		shard(t, "restart", "shard2")
	})
	return list
}

// An outcome is what a caller sees of a query: how many rows came, and the error,
// wherever it was reported.
type outcome struct {
	rows int
	err  error
	took time.Duration
}

// within fails where the outcome is not there in time: a hung test says nothing.
func within(t *testing.T, done <-chan outcome, limit time.Duration) outcome {
	t.Helper()
	select {
	case o := <-done:
		return o
	case <-time.After(limit):
		t.Fatalf("no answer after %v", limit)
		panic("unreachable")
	}
}
