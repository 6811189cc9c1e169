// Command compare does the same jobs with this library and with its peers, in turn,
// each run in a process of its own, and prints what they took. All must come to the
// same sums, to the last thousandth, or there is no number.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tradeflow-go/dualuse/bench/generate"
)

// settings are what the flags say.
type settings struct {
	runs, threads int
	limit         time.Duration // of a job's repetitions
	sizes         sizes
	peers, jobs   string
	slow          bool
}

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if text := os.Getenv(childTask); text != "" {
		if err := child(ctx, text); err != nil {
			log.Fatal(err)
		}
		return
	}
	var s settings
	full := sizes{comtrade: 1e9, baci: 33e6, shuffled: 33e6, parquet: 33e6}
	dir := flag.String("dir", string(generate.DefaultFolder()), "folder of the generated files, which are kept")
	quick := flag.Bool("quick", false, "small files, three runs, without the slow peers: less than a minute")
	flag.IntVar(&s.runs, "n", 5, "runs of each job and peer; their median counts")
	flag.IntVar(&s.threads, "threads", 2, "threads of everyone")
	flag.StringVar(&s.peers, "peers", "", "only these peers, with commas; default: all")
	flag.StringVar(&s.jobs, "jobs", "", "only these jobs, with commas; default: all")
	flag.Parse()
	s.sizes, s.slow, s.limit = full, true, time.Hour
	if *quick {
		s.runs, s.slow, s.limit = 3, s.peers != "", 4*time.Second
		s.sizes = sizes{comtrade: 200e6, baci: 6e6, shuffled: 3e6, parquet: 2e6}
	}
	modules = findModules(*dir)
	if err := compare(ctx, generate.Folder(*dir), s); err != nil {
		log.Fatal(err)
	}
}

func compare(ctx context.Context, folder generate.Folder, s settings) error {
	var ready []peer
	for _, p := range peers {
		if p.name != "ours" && (!chosen(s.peers, p.name) || p.slow && !s.slow) {
			continue
		}
		version, err := p.version()
		if err != nil {
			fmt.Printf("peer %s not available: %v\n", p.name, err)
			continue
		}
		fmt.Printf("peer %s %s\n", p.name, version)
		ready = append(ready, p)
	}
	var todo []job
	for _, j := range jobs {
		if chosen(s.jobs, j.Name) {
			todo = append(todo, j)
		}
	}
	paths, err := s.sizes.files(ctx, folder, todo)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dualuse-compare")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var ratios []string
	var failed error
	fmt.Printf("\n%-26s %-17s %9s %9s %11s\n", "job", "peer", "wall s", "CPU s", "memory MiB")
	for _, j := range todo {
		lines, err := run(ctx, j, paths[j.File], dir, ready, s)
		ratios, failed = append(ratios, lines...), errors.Join(failed, err)
	}
	fmt.Printf("\n%s\n", strings.Join(ratios, "\n"))
	return failed
}

// run measures all peers with one job, prints a line of the table for each, and
// returns their ratios. A peer that fails, or comes to other sums, has none.
func run(ctx context.Context, j job, path, dir string, ready []peer, s settings) (ratios []string, failed error) {
	base := task{Job: j, Path: path, Result: filepath.Join(dir, "sums.csv"), Threads: s.threads, Modules: modules}
	if j.File.isComtrade() {
		names, err := header(base)
		if err != nil {
			return nil, err
		}
		base.Header = names
	}
	ready = slices.DeleteFunc(slices.Clone(ready), func(p peer) bool { return p.does != nil && !p.does(j) })
	codes, costs := newTable(), map[string][]cost{}
	var ours answerSums
	for start, round := time.Now(), 0; round < s.runs && (round == 0 || time.Since(start) < s.limit); round++ {
		for i := 0; i < len(ready); i++ {
			t := base
			t.Peer = ready[i].name
			c, err := measure(ctx, ready[i], t, codes)
			if err == nil && round == 0 {
				ours, err = check(t, ours)
			}
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s, %s: %w", j.Name, t.Peer, err))
				if i == 0 {
					return nil, failed
				}
				ready = slices.Delete(ready, i, i+1)
				i--
				continue
			}
			costs[t.Peer] = append(costs[t.Peer], c)
		}
	}
	for _, p := range ready {
		c := median(costs[p.name])
		fmt.Printf("%-26s %-17s %9.3f %9.2f %11.0f\n", j.Name, p.name, c.Wall, c.CPU, c.Memory)
		if p.name != "ours" {
			ratios = append(ratios, fmt.Sprintf("ratio %s %s %.2f", j.Name, p.name, c.Wall/median(costs["ours"]).Wall))
		}
	}
	return ratios, failed
}

// check compares the sums of a run with ours, which come first.
func check(t task, ours answerSums) (answerSums, error) {
	found, err := readSums(t.Result)
	if err != nil || ours == nil {
		return found, err
	}
	return ours, ours.differ(found)
}

// median takes each number's own.
func median(list []cost) cost {
	of := func(f func(cost) float64) float64 {
		list = slices.SortedFunc(slices.Values(list), func(a, b cost) int { return cmp.Compare(f(a), f(b)) })
		return f(list[len(list)/2])
	}
	return cost{of(func(c cost) float64 { return c.Wall }), of(func(c cost) float64 { return c.CPU }), of(func(c cost) float64 { return c.Memory })}
}

// files makes the files of the jobs. BACI's and Comtrade's are made at the same time.
func (s sizes) files(ctx context.Context, folder generate.Folder, todo []job) (map[kind]string, error) {
	start := time.Now()
	paths := map[kind]string{}
	var mutex sync.Mutex
	var wait sync.WaitGroup
	var errs []error
	for _, comtrade := range []bool{true, false} {
		wait.Go(func() {
			for _, j := range todo {
				mutex.Lock()
				_, made := paths[j.File]
				mutex.Unlock()
				if made || j.File.isComtrade() != comtrade {
					continue
				}
				path, err := s.path(ctx, folder, j.File)
				mutex.Lock()
				paths[j.File], errs = path, append(errs, err)
				mutex.Unlock()
			}
		})
	}
	wait.Wait()
	fmt.Printf("files in %s, made or found in %.1f s\n", folder, time.Since(start).Seconds())
	return paths, errors.Join(errs...)
}

func chosen(list, name string) bool {
	return list == "" || slices.Contains(strings.Split(list, ","), name)
}
