// Command method prints the method appendix: what each package of statistics
// says of its formulas, edges and sources, and after it its worked examples, with
// the numbers that published tables have and those that the library computes. It
// needs the library's source beside it, as a program that is run by go run has.
package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"io"
	"log"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/tradeflow-go/dualuse/tradeflow/stats/oracle"
)

func main() {
	cases, err := oracle.Cases()
	if err != nil {
		log.Fatal(err)
	}
	for _, pkg := range []string{"stats", "stats/decompose", "stats/model", "stats/reroute"} {
		text, err := appendix("github.com/tradeflow-go/dualuse/tradeflow/" + pkg)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("PACKAGE %s\n\n%s\nWORKED EXAMPLES OF %s\n\n", pkg, text, pkg)
		numbers, differ := 0, 0
		for _, c := range cases {
			if c.Package != pkg {
				continue
			}
			if err := show(os.Stdout, c); err != nil {
				log.Fatal(err)
			}
			numbers += len(c.Cells)
			if !c.Agrees() {
				differ++
			}
		}
		fmt.Printf("%s: %d numbers and words compared; %d examples differ.\n\n", pkg, numbers, differ)
	}
}

// show prints one example: where it comes from, and expected beside computed.
func show(w io.Writer, c oracle.Case) error {
	fmt.Fprintf(w, "%s:%d  %s\n", c.File, c.Line, c.Call)
	if c.Comment != "" {
		fmt.Fprintf(w, "  %s\n", c.Comment)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  \t\texpected\tcomputed\t")
	for _, cell := range c.Cells {
		differs := ""
		if !cell.Agrees {
			differs = "DIFFERS"
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\t%s\n", cell.Row, cell.Column, cell.Expected, cell.Computed, differs)
	}
	for _, p := range c.Problems {
		fmt.Fprintf(table, "  PROBLEM: %s\n", p)
	}
	fmt.Fprintln(table)
	return table.Flush()
}

// appendix returns a package's documentation as text.
func appendix(path string) ([]byte, error) {
	at, err := build.Import(path, ".", build.FindOnly)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, filepath.Join(at.Dir, "doc.go"), nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	pkg, err := doc.NewFromFiles(set, []*ast.File{file}, path)
	if err != nil {
		return nil, err
	}
	return pkg.Text(pkg.Doc), nil
}
