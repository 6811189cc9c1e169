package hscodes

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestEditionsFile(t *testing.T) {
	if n := len(editionsBin); n > 100_000 {
		t.Errorf("the embedded file has %d bytes", n)
	}
	if _, err := decode(editionsBin); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 10, 1000, len(editionsBin) - 1} {
		if _, err := decode(editionsBin[:n]); err == nil {
			t.Errorf("the first %d bytes were decoded", n)
		}
	}
}

// Every move names codes of its editions and changes something.
func TestMoves(t *testing.T) {
	plain, err := decode(editionsBin)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range moves {
		i, to := plain.index(MustParse(m.new), m.since), plain.index(MustParse(m.old), m.since-1)
		if i < 0 || to < 0 || m.why == "" {
			t.Errorf("%+v", m)
			continue
		}
		for _, link := range plain.older[m.since][i] {
			if int(link.to) == to && !link.diffuse {
				t.Errorf("%+v is in the table", m)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for c := range HS2022.Codes(6) {
				if !HS2022.Has(c) || Links(c, HS2022, HS2017) == nil || Continuity(c, HS2022, HS2017) == 0 {
					t.Errorf("nothing about %v", c)
					return
				}
			}
		})
	}
	wg.Wait()
}

// facts returns the rows of a table in the folder that DUALUSE_FACTS names: see
// cmd/makeeditions.
func facts(t *testing.T, name string) []map[string]string {
	folder := os.Getenv("DUALUSE_FACTS")
	if folder == "" {
		t.Skip("DUALUSE_FACTS is not set")
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, fields := range all[1:] {
		row := map[string]string{}
		for i, field := range fields {
			row[all[0][i]] = field
		}
		rows = append(rows, row)
	}
	return rows
}

// The embedded file holds the codes and the pairs of the tables, all and no other.
func TestFactsAreEmbedded(t *testing.T) {
	for _, e := range Editions() {
		var want []Code
		for _, row := range facts(t, "hs6_codes_"+e.String()+".csv") {
			if row["note"] == "" {
				want = append(want, MustParse(row["hs6"]))
			}
		}
		slices.SortFunc(want, Code.Compare)
		if !slices.Equal(slices.Collect(e.Codes(6)), want) {
			t.Errorf("the codes of %v differ", e)
		}
	}
	plain, err := decode(editionsBin)
	if err != nil {
		t.Fatal(err)
	}
	type pair struct {
		e        Edition
		from, to string
	}
	got := map[pair]edge{}
	for _, e := range Editions()[1:] {
		for i, links := range plain.older[e] {
			for _, link := range links {
				got[pair{e, plain.codes[e][i].String(), plain.codes[e-1][link.to].String()}] = link
			}
		}
		n := 0
		for i, links := range plain.newer[e-1] {
			for _, link := range links {
				p := pair{e, plain.codes[e][link.to].String(), plain.codes[e-1][i].String()}
				if there, ok := got[p]; !ok || there.diffuse != link.diffuse || there.converted != link.converted {
					t.Errorf("%v has no counterpart", p)
				}
				n++
			}
		}
	}
	placeholders := 0
	for _, row := range facts(t, "concordance_pairs.csv") {
		if row["from_hs6"] == "999999" {
			placeholders++
			continue
		}
		p := pair{edition(t, row["from_edition"]), row["from_hs6"], row["to_hs6"]}
		link, ok := got[p]
		if !ok || link.diffuse != (row["catch_all"] == "1") || link.converted != (row["unsd_conversion"] == "1") {
			t.Errorf("%v: %v, %+v", p, ok, link)
		}
		delete(got, p)
	}
	if len(got) > 0 || placeholders != 2 {
		t.Errorf("%d pairs too many, %d placeholders", len(got), placeholders)
	}
}

// The 824 rows about codes of interest were made from the UN's tables by another
// program. They differ in the moves (see moves.go) only: the rows do not know that
// display modules moved, and count the links of 854150, 854151 and 854159 without the
// two that they add.
func TestFactsAgree(t *testing.T) {
	const modules = "852411 852412 852419 852491 852492 852499 "
	explained := map[string]string{
		"HS2017 852990 HS2022": modules + "852990 ManyToMany 15",
		"HS2017 901380 HS2022": modules + "901380 ManyToMany 14",
		"HS2022 852990 HS2017": "852990 ManyToOne 483",
		"HS2022 901380 HS2017": "901380 ManyToOne 1",
		"HS2017 854150 HS2022": "854151 854159 OneToMany 8",
		"HS2022 854151 HS2017": "854150 ManyToOne 158",
		"HS2022 854159 HS2017": "854150 ManyToOne 158",
	}
	words := strings.NewReplacer("1:1", "OneToOne", "n:1", "ManyToOne", "1:n", "OneToMany", "n:n", "ManyToMany")
	all := facts(t, "editions.csv")
	for _, row := range all {
		from, to := edition(t, row["from_edition"]), edition(t, row["to_edition"])
		links := Links(MustParse(row["code"]), from, to)
		codes, diffuse := clean(links)
		got := fmt.Sprintf("%s %s %d", codes, relations(links), len(links))
		list := strings.Fields(row["linked_codes_clean"])
		slices.Sort(list)
		want := fmt.Sprintf("%s %s %s", strings.Join(list, " "), words.Replace(row["type_clean"]), row["linked_count_full"])
		name := fmt.Sprintf("%v %s %v", from, row["code"], to)
		if other, ok := explained[name]; ok && other != want {
			want = other
			delete(explained, name)
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
		if b := best(links); from > to && diffuse == 0 && b != row["unsd_conversion"] && b != row["code"] {
			t.Errorf("%s: the best is %s, the UN converts to %s", name, b, row["unsd_conversion"])
		}
	}
	if len(all) != 824 || len(explained) > 0 {
		t.Errorf("%d rows; not met: %v", len(all), explained)
	}
}

// The table of reused codes also has 271012, from the lines of H0 and H1 that are not
// of the Harmonized System.
func TestFactsReused(t *testing.T) {
	var want []Code
	for _, row := range facts(t, "reused_codes.csv") {
		if row["hs6"] != "271012" {
			want = append(want, MustParse(row["hs6"]))
		}
	}
	if got := reused(); !slices.Equal(got, want) {
		t.Errorf("%d codes come back, %d in the table", len(got), len(want))
	}
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(editionsBin); err != nil {
			b.Fatal(err)
		}
	}
}
