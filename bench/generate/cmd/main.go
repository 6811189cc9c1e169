// Command cmd writes the files of package generate into a folder and prints their paths.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"

	"github.com/tradeflow-go/dualuse/bench/generate"
)

func main() {
	log.SetFlags(0)
	dir := flag.String("dir", string(generate.DefaultFolder()), "folder of the files")
	size := flag.Int64("comtrade", 0, "megabytes of a Comtrade CSV; 0: none")
	rows := flag.Int("baci", 0, "rows of a BACI CSV; 0: none")
	shuffled := flag.Bool("shuffled", false, "the BACI rows in no order")
	gzip := flag.Bool("gzip", false, "the Comtrade file compressed, too")
	parquet := flag.Bool("parquet", false, "the files in the library's own columns, too")
	flag.Parse()
	if err := run(generate.Folder(*dir), *size*1e6, *rows, *shuffled, *gzip, *parquet); err != nil {
		log.Fatal(err)
	}
}

func run(folder generate.Folder, size int64, rows int, shuffled, gzip, parquet bool) error {
	if size == 0 && rows == 0 {
		return errors.New("nothing to do: set -comtrade or -baci; -help says more")
	}
	show := func(path string, err error) error {
		if err == nil {
			fmt.Println(path)
		}
		return err
	}
	also := func(path string, err error) error {
		if err := show(path, err); err != nil || !parquet {
			return err
		}
		return show(folder.Parquet(context.Background(), path))
	}
	if size > 0 {
		path, err := folder.Comtrade(size)
		if err := also(path, err); err != nil {
			return err
		}
		if gzip {
			if err := show(folder.Gzip(path)); err != nil {
				return err
			}
		}
	}
	if rows > 0 {
		return also(folder.BACI(rows, shuffled))
	}
	return nil
}
