// Command makeeditions writes hscodes/editions.bin, the subheadings of all editions
// of the Harmonized System and the correlation of every edition with the one before.
//
//	go run ./cmd/makeeditions folder > hscodes/editions.bin
//
// The folder holds tables taken from the code lists and the correlation and
// conversion workbooks of the UN Statistics Division, as they are kept in
// github.com/insongkim/concordance (commit 201c812e51f213d967d8701b6ed6398c79df4a04,
// data-raw/classificationH0..H6.json and HS*to*HS*Correlation*.xls), compared with the
// copies in github.com/harvard-growth-lab/comtrade-conversion-weights (commit
// 503c5d89287fdba5f9af8cb7482ba344b8da7cea), which agree on every pair:
//
//   - hs6_codes_HS1992.csv to hs6_codes_HS2022.csv, with the columns hs6 and note. A
//     line with a note is no code of the Harmonized System and is left out.
//   - concordance_pairs.csv, with the columns from_edition, from_hs6 (the newer),
//     to_edition, to_hs6 (the older), unsd_conversion (1 if the UN's conversion table
//     sends the newer code there) and catch_all (1 if the link is diffuse).
//
// The same tables give the same bytes. The form is described at decode in
// hscodes/tables.go, and hscodes/EDITIONS.md says which links are diffuse.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"slices"
	"strconv"

	"github.com/tradeflow-go/dualuse/hscodes"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("makeeditions: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: makeeditions folder")
	}
	file, err := build(os.DirFS(os.Args[1]))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := os.Stdout.Write(file); err != nil {
		log.Fatal(err)
	}
}

// build returns the file made from the tables in a folder.
func build(folder fs.FS) ([]byte, error) {
	var data []byte
	codes := map[hscodes.Edition][]int{}
	for _, e := range hscodes.Editions() {
		list, err := readCodes(folder, e)
		if err != nil {
			return nil, err
		}
		codes[e] = list
		data = appendCodes(data, list)
	}
	links, err := readLinks(folder, codes)
	if err != nil {
		return nil, err
	}
	for _, e := range hscodes.Editions()[1:] {
		data = appendLinks(data, len(codes[e]), links[e])
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = z.Write(data)
	err = errors.Join(err, z.Close())
	return b.Bytes(), err
}

// readCodes returns the subheadings of an edition as numbers, in order.
func readCodes(folder fs.FS, e hscodes.Edition) ([]int, error) {
	var list []int
	err := eachRow(folder, "hs6_codes_"+e.String()+".csv", func(row map[string]string) error {
		if row["note"] != "" {
			return nil
		}
		n, err := number(row["hs6"])
		list = append(list, n)
		return err
	})
	slices.Sort(list)
	if n := len(list); err == nil && len(slices.Compact(slices.Clone(list))) != n {
		err = fmt.Errorf("%v: a code is listed twice", e)
	}
	return list, err
}

// A link leads from a code to an older one; both are indexes in the lists.
type link struct {
	from, to int
	marks    int // 2 if diffuse, 1 if the UN converts by it
}

// readLinks returns the links by their newer edition.
func readLinks(folder fs.FS, codes map[hscodes.Edition][]int) (map[hscodes.Edition][]link, error) {
	links := map[hscodes.Edition][]link{}
	err := eachRow(folder, "concordance_pairs.csv", func(row map[string]string) error {
		from, err := hscodes.ParseEdition(row["from_edition"])
		if err != nil {
			return err
		}
		if to, err := hscodes.ParseEdition(row["to_edition"]); err != nil || to != from-1 {
			return fmt.Errorf("%s is not the edition before %v", row["to_edition"], from)
		}
		if row["from_hs6"] == "999999" && row["to_hs6"] == "999999" {
			return nil // Comtrade's unspecified goods are no code
		}
		l := link{marks: 2*bit(row["catch_all"]) + bit(row["unsd_conversion"])}
		if l.from, err = index(codes[from], row["from_hs6"]); err != nil {
			return err
		}
		if l.to, err = index(codes[from-1], row["to_hs6"]); err != nil {
			return err
		}
		links[from] = append(links[from], l)
		return nil
	})
	for _, list := range links {
		slices.SortFunc(list, func(a, b link) int { return cmp.Or(a.from-b.from, a.to-b.to) })
		if len(slices.CompactFunc(slices.Clone(list), func(a, b link) bool { return a.from == b.from && a.to == b.to })) != len(list) {
			err = errors.Join(err, errors.New("concordance_pairs.csv: a pair is listed twice"))
		}
	}
	return links, err
}

func appendCodes(data []byte, list []int) []byte {
	data = binary.AppendUvarint(data, uint64(len(list)))
	last := 0
	for _, n := range list {
		data = binary.AppendUvarint(data, uint64(n-last))
		last = n
	}
	return data
}

// appendLinks takes sorted links of an edition with n codes.
func appendLinks(data []byte, n int, links []link) []byte {
	first := 0
	for i := range n {
		end := 0
		for end < len(links) && links[end].from == i {
			end++
		}
		data = binary.AppendUvarint(data, uint64(end))
		last := first
		for k, l := range links[:end] {
			step := l.to - last
			if k == 0 {
				first = l.to
				step = step<<1 ^ step>>63
			}
			last = l.to
			data = binary.AppendUvarint(data, uint64(step<<2|l.marks))
		}
		links = links[end:]
	}
	return data
}

// eachRow calls do with the rows of a CSV file by the names of their columns.
func eachRow(folder fs.FS, name string, do func(map[string]string) error) error {
	f, err := folder.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		row := map[string]string{}
		for i, field := range fields {
			row[header[i]] = field
		}
		if err := do(row); err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}

func number(code string) (int, error) {
	if c, err := hscodes.Parse(code); err != nil || c.Digits() != 6 || len(code) != 6 {
		return 0, fmt.Errorf("%q is not a code of six digits", code)
	}
	return strconv.Atoi(code)
}

func index(list []int, code string) (int, error) {
	n, err := number(code)
	if err != nil {
		return 0, err
	}
	i, ok := slices.BinarySearch(list, n)
	if !ok {
		return 0, fmt.Errorf("%s is not in the list of its edition", code)
	}
	return i, nil
}

func bit(s string) int {
	if s == "1" {
		return 1
	}
	return 0
}
