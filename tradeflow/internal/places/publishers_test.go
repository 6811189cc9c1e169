package places

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestPublishersCodes(t *testing.T) {
	for name, list := range map[string]struct {
		by   func(string) (string, bool)
		want map[string]string
	}{
		"GACC": {ByGACC, map[string]string{
			"344": "RUS", "142": "CHN", "143": "TWN", "110": "HKG", "116": "JPN", "502": "USA", "141": "VNM",
			"145": "KAZ", "341": "KAZ", "146": "KGZ", "213": "COG", "252": "COD", "109": "PRK", "133": "KOR",
			"349": "SRB", "358": "SRB", "359": "MNE", "414": "DMA", "418": "DOM", "199": "CN-199", "100": "CN-100",
			"210": "XC", "612": "PYF", "999": "CN-999", "000": "", "1": "", "": "", "RU": "",
		}},
		"Chinese": {ByChinese, map[string]string{
			"俄罗斯": "RUS", "俄罗斯联邦": "RUS", "中国": "CHN", "香港": "HKG", "中国香港": "HKG", "哈萨克斯坦": "KAZ", "几内亚（比绍）": "GNB",
			"几内亚(比绍)": "GNB", "几内亚": "GIN", "塞尔维亚": "SRB", "": "", "/": "", "香港/中国香港": "",
		}},
		"Census": {ByCensus, map[string]string{
			"5700": "CHN", "4621": "RUS", "4623": "UKR", "5830": "TWN", "5820": "HKG", "4634": "KAZ", "4635": "KGZ", "4890": "TUR",
			"5082": "PSE", "5083": "PSE", "5800": "KOR", "5790": "PRK", "7630": "COG", "7660": "COD", "4803": "XKX",
			"-": "WLD", "0003": "US-0003", "0022": "US-0022", "1XXX": "US-1XXX", "5XXX": "US-5XXX", "570": "", "": "", "0099": "",
		}},
		"Japan": {ByJapan, map[string]string{
			"105": "CHN", "103": "KOR", "106": "TWN", "304": "USA", "224": "RUS", "108": "HKG", "153": "KAZ", "154": "KGZ", "238": "UKR",
			"605": "JP-605", "523": "XB", "702": "XXX", "333": "DMA", "323": "DOM", "100": "", "114": "", "": "",
		}},
		"IMF": {ByIMF, map[string]string{
			"RUS": "RUS", "TWN": "TWN", "YUG": "YUG", "WBG": "PSE", "G001": "WLD", "G163": "IMF-G163", "GX901": "IMF-GX901",
			"TX910": "IMF-TX910", "TX898": "XXX", "TX899": "A839", "TX126": "BEL", "TX884": "IMF-TX884",
			"G999": "", "TX000": "", "WLD": "", "S19": "", "_SK": "", "QQQ": "", "rus": "", "": "",
		}},
	} {
		for s, want := range list.want {
			if got, ok := list.by(s); got != want || ok != (want != "") {
				t.Errorf("By%s(%q) = %q, %v, want %q", name, s, got, ok, want)
			}
		}
	}
}

// TestResidualsAreNoGroups: what a publisher could not name a country for adds
// up with the countries; a group would be counted twice.
func TestResidualsAreNoGroups(t *testing.T) {
	for _, code := range []string{"WLD", "US-0003", "US-5XXX", "US-0001", "CN-100", "CN-600", "IMF-G110", "IMF-GX405", "IMF-TX910", "EU", "EU28", "EA", "EA20", "EXT_EU27", "G7", "OECD", "EAEU", "CIS", "COALITION"} {
		if !IsGroup(code) {
			t.Errorf("%s is no group", code)
		}
	}
	for _, code := range []string{"XXX", "A839", "CN-199", "CN-702", "CN-999", "JP-605", "JP-702", "IMF-TX884", "QW", "XB", "TWN", "S19"} {
		if IsGroup(code) {
			t.Errorf("%s is a group", code)
		}
	}
}

// TestTables: every row leads to a code of ours, no key stands twice.
func TestTables(t *testing.T) {
	for name, table := range map[string]string{"gacc": gaccTable, "census": censusTable, "japan": japanTable, "imf": imfTable, "labels": labelsTable} {
		seen := map[string]bool{}
		for _, row := range rows(table) {
			if _, ok := Name(row[1]); !ok {
				t.Errorf("%s.csv: %q leads to %q, which has no name", name, row[0], row[1])
			}
			if key := fold(row[0]); seen[key] || key == "" {
				t.Errorf("%s.csv: %q twice", name, row[0])
			} else {
				seen[key] = true
			}
		}
	}
	names := map[string]bool{}
	for _, row := range rows(gaccTable) {
		for name := range strings.SplitSeq(row[2], "/") {
			if names[name] && name != "" {
				t.Errorf("gacc.csv: %q twice", name)
			}
			names[name] = true
		}
	}
	codes := map[string]string{}
	for code, p := range load().byCode {
		if p.kind == "group" && codes[p.name] != "" {
			t.Errorf("%s and %s are both named %q", code, codes[p.name], p.name)
		}
		codes[p.name] = code
	}
}

func TestFacts(t *testing.T) {
	folder := os.Getenv("DUALUSE_FACTS")
	if folder == "" {
		t.Skip("DUALUSE_FACTS does not name the folder of facts")
	}
	table := readTable(t, filepath.Join(folder, "countries.csv"))
	digits := regexp.MustCompile(`\d+`)
	for _, row := range table {
		for _, column := range []string{"comtrade_code", "baci_code"} {
			if n, err := strconv.Atoi(row[column]); err == nil && n != 383 { // Kosovo's in systems other than Comtrade
				if _, ok := ByNumber(n); !ok {
					t.Errorf("%s %d (%s) is unknown", column, n, row["name"])
				}
			}
		}
		if s := row["geonom"]; s != "" {
			if _, ok := ByGeonom(s); !ok {
				t.Errorf("GEONOM %s (%s) is unknown", s, row["name"])
			}
		}
		for _, s := range digits.FindAllString(row["gacc_code"], -1) {
			code, ok := ByGACC(s)
			if !ok || row["iso3"] != "" && code != row["iso3"] {
				t.Errorf("China customs' %s is %q, want %s (%s)", s, code, row["iso3"], row["name"])
			}
		}
	}
}

func readTable(t *testing.T, path string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, s := range row {
			m[all[0][i]] = s
		}
		table = append(table, m)
	}
	return table
}
