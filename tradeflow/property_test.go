package tradeflow

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestAgainstBruteForce adds random flows up by hand, and asks for them in
// random order, whole and cut into two files: the same bits, and the sums are
// those of the hand.
func TestAgainstBruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	reporters, partners := []string{"156", "398", "51"}, []string{"643", "804", "417"}
	codeList := []string{"854231", "854239", "854110", "900510", "880622"}
	names := map[string]string{"156": "CHN", "398": "KAZ", "51": "ARM", "643": "RUS", "804": "UKR", "417": "KGZ"}
	for round := range 20 {
		var rows []string
		want := map[string]int64{}
		for _, year := range []string{"2022", "2023"} {
			for _, r := range reporters {
				for _, p := range partners {
					world := int64(0)
					for _, c := range codeList {
						if random.IntN(3) == 0 {
							continue
						}
						v := random.Int64N(1e12)
						world += v
						want[fmt.Sprintf("%s %s %s", year, names[r], c[:4])] += v
						rows = append(rows, fmt.Sprintf("%s %s X %s %s %d.%03d", year, r, p, c, v/1000, v%1000))
					}
					rows = append(rows, fmt.Sprintf("%s %s X %s TOTAL %d.%03d", year, r, p, world/1000, world%1000))
				}
			}
		}
		q := Query{Direction: Export, Frequency: Annual, By: Reporter | Category, Scheme: chips(t)}
		var first string
		for try := range 3 {
			random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			files := map[string]string{"a.csv": api(rows...)}
			if try == 2 {
				files = map[string]string{"a.csv": api(rows[:len(rows)/2]...), "b.csv": api(rows[len(rows)/2:]...)}
			}
			p, err := folder(t, files).Aggregate(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := p.WriteCSV(&b); err != nil {
				t.Fatal(err)
			}
			if try == 0 {
				first = b.String()
			} else if b.String() != first {
				t.Fatalf("round %d: another order gives\n%s\nnot\n%s", round, b.String(), first)
			}
			for _, s := range p.Series {
				heads := map[string][]string{"chips": {"8542"}, "drones": {"8806"}, "optics": {"9005"}}[s.Key.Category]
				for i, period := range p.Periods {
					sum := int64(0)
					for _, h := range heads {
						sum += want[fmt.Sprintf("%s %s %s", period, s.Key.Reporter, h)]
					}
					if s.Status[i].HasNumber() && s.Values[i] != float64(sum)/1000 {
						t.Errorf("%v %s: %v, by hand %v", s.Key, period, s.Values[i], float64(sum)/1000)
					}
				}
			}
			if !slices.IsSortedFunc(p.Series, func(a, b Series) int { return a.Key.Compare(b.Key) }) {
				t.Error("series are not in the order of their keys")
			}
		}
	}
}
