package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// task is what one run is told: the job, its file, and where to write the sums.
type task struct {
	Peer    string
	Job     job
	Path    string
	Header  []string // of a Comtrade file
	Result  string   // CSV without header: period, reporter, partner, category's index, thousandths of the file's unit
	Threads int
	Modules string // where node finds Polars
}

// cost is what one run took. Start and stop of the process are not in the wall time,
// nor is writing the sums in any of the numbers.
type cost struct {
	Wall   float64 // seconds
	CPU    float64 // seconds, of all threads, with the start of the process
	Memory float64 // the peak, in MiB
}

// runner does a job in this process and returns what writes its sums.
type runner func(context.Context, task, table) (func(io.Writer) error, error)

// peer is a way to do the jobs.
type peer struct {
	name    string
	run     runner                      // in a process of this program; nil: command says what to run instead
	command func(task, table) *exec.Cmd // prints its cost as JSON
	version func() (string, error)      // an error says why the peer is not to be had
	does    func(job) bool              // nil: every job
	slow    bool                        // left out of quick runs
}

// childTask is the environment variable that makes this program a single run.
const childTask = "DUALUSE_BENCH_TASK"

// measure runs a task in a process of its own.
func measure(ctx context.Context, p peer, t task, codes table) (c cost, err error) {
	var cmd *exec.Cmd
	if p.command != nil {
		cmd = p.command(t, codes)
	} else {
		self, err := os.Executable()
		if err != nil {
			return c, err
		}
		cmd = exec.CommandContext(ctx, self)
	}
	text, err := json.Marshal(t)
	if err != nil {
		return c, err
	}
	threads := strconv.Itoa(t.Threads)
	cmd.Env = append(os.Environ(), childTask+"="+string(text), "GOMAXPROCS="+threads, "POLARS_MAX_THREADS="+threads, "OMP_NUM_THREADS="+threads, "NODE_PATH="+t.Modules)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(out, &c); err != nil {
		return c, fmt.Errorf("%w in %q", err, out)
	}
	return c, nil
}

// child is the other side of measure.
func child(ctx context.Context, text string) error {
	var t task
	if err := json.Unmarshal([]byte(text), &t); err != nil {
		return err
	}
	codes := newTable()
	for _, p := range peers {
		if p.name != t.Peer {
			continue
		}
		start := time.Now()
		write, err := p.run(ctx, t, codes)
		if err != nil {
			return err
		}
		c, err := used(time.Since(start))
		if err != nil {
			return err
		}
		if err := json.NewEncoder(os.Stdout).Encode(c); err != nil {
			return err
		}
		return save(t.Result, write)
	}
	return fmt.Errorf("no peer %q", t.Peer)
}

// used says what this process took so far. A new process inherits the peak of the
// one that started it in rusage, but not in what Linux says of its memory.
func used(wall time.Duration) (c cost, err error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return c, err
	}
	c = cost{wall.Seconds(), time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds(), float64(usage.Maxrss) / 1024}
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			kib, err := strconv.ParseFloat(fields[1], 64)
			c.Memory = kib / 1024
			return c, err
		}
	}
	return c, nil
}

func save(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// script runs a script of another language's interpreter, with the code table and
// the selected reporters in a file beside the result.
func script(name, text string, t task, codes table, interpreter ...string) *exec.Cmd {
	dir := filepath.Dir(t.Result)
	path := filepath.Join(dir, name)
	tablePath := filepath.Join(dir, "table.json")
	input, _ := json.Marshal(map[string]any{"codes": codes.codes, "categories": codes.categories, "numbers": numbers(), "countries": selected})
	for file, content := range map[string]string{path: text, tablePath: string(input)} {
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			return &exec.Cmd{Path: interpreter[0], Err: err}
		}
	}
	return exec.Command(interpreter[0], append(interpreter[1:], path, tablePath)...)
}

// answer runs a program and returns the last line that it prints, such as its version.
func answer(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1], nil
}
