package oracle

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

//go:embed tables/*.txt
var tables embed.FS

// Case is one worked example: a call, the numbers that must come out, and those
// that do.
type Case struct {
	Package  string   // of the statistic: "stats", "stats/decompose", "stats/model" or "stats/reroute"
	File     string   // such as "yoy.txt"
	Line     int      // of the call
	Comment  string   // what stands above it: the source, or what it shows
	Call     string   // such as "Rolling 3, YoY"
	Cells    []Cell   // all numbers of the answer
	Problems []string // what is wrong with the answer beside its numbers: shape, unit, name, warnings
}

// Cell is one number or word of an answer.
type Cell struct {
	Row, Column        string
	Expected, Computed string // as the table has it; as the library has it
	Agrees             bool
}

// Agrees reports whether all of the answer is as the table expects it.
func (c *Case) Agrees() bool {
	for _, cell := range c.Cells {
		if !cell.Agrees {
			return false
		}
	}
	return len(c.Problems) == 0
}

// Cases computes all examples, file by file. The error is about a table that
// cannot be read, with its file and line.
func Cases() ([]Case, error) {
	names, err := fs.Glob(tables, "tables/*.txt")
	if err != nil {
		return nil, err
	}
	var all []Case
	for _, name := range names {
		text, err := tables.ReadFile(name)
		if err != nil {
			return nil, err
		}
		cases, err := parse(strings.TrimPrefix(name, "tables/"), string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, cases...)
	}
	return all, nil
}

// parse computes the examples of one file.
func parse(file, text string) ([]Case, error) {
	var all []Case
	in := input{named: map[string]*tradeflow.Panel{}}
	above := ""
	for _, b := range blocks(text) {
		fail := func(err error) error { return fmt.Errorf("%s:%d: %s: %w", file, b.line, b.head, err) }
		if head, ok := strings.CutPrefix(b.head, "panel"); ok {
			p, _, err := b.panel()
			if err != nil {
				return nil, fail(err)
			}
			above = b.comment
			in.add(p, strings.TrimSpace(head))
			continue
		}
		c := Case{File: file, Line: b.line, Call: strings.TrimPrefix(b.head, "= "), Comment: above}
		if b.comment != "" {
			c.Comment = b.comment
		}
		before := fmt.Sprintf("%+v", in.all())
		got, pkg, err := in.compute(c.Call)
		if err != nil {
			return nil, fail(err)
		}
		c.Package = pkg
		if fmt.Sprintf("%+v", in.all()) != before {
			c.Problems = append(c.Problems, "the argument was changed")
		}
		switch got := got.(type) {
		case *tradeflow.Panel:
			err = c.comparePanels(got, b)
		case Table:
			err = c.compareTables(got, b)
		default:
			err = fmt.Errorf("answers with a %T", got)
		}
		if err != nil {
			return nil, fail(err)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: no cases", file)
	}
	return all, nil
}
