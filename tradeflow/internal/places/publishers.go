package places

import (
	_ "embed"
	"strings"
	"sync"
)

var (
	//go:embed gacc.csv
	gaccTable string
	//go:embed census.csv
	censusTable string
	//go:embed japan.csv
	japanTable string
	//go:embed imf.csv
	imfTable string

	gacc   = list(&gaccTable)
	census = list(&censusTable)
	japan  = list(&japanTable)
	imf    = list(&imfTable)
)

// list reads a publisher's table when it is first asked: their code, then ours.
func list(table *string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		codes := map[string]string{}
		for _, row := range rows(*table) {
			codes[row[0]] = row[1]
		}
		return codes
	})
}

// ByGACC returns our code for a three-digit partner code of China customs, such
// as "344" for Russia. "142" is China itself: goods that come back.
func ByGACC(s string) (code string, ok bool) {
	code, ok = gacc()[s]
	return code, ok
}

// ByCensus returns our code for a CTY_CODE of the US Census Bureau, such as
// "5700" for China. "-" is the world. The groups that stand beside countries,
// such as "0003" or "5XXX", are codes of their own (US-0003), for which IsGroup
// holds.
func ByCensus(s string) (code string, ok bool) {
	code, ok = census()[s]
	return code, ok
}

// ByJapan returns our code for a three-digit country code of Japan's customs,
// such as "105" for China. Switzerland is with Liechtenstein there, and Italy
// with San Marino.
func ByJapan(s string) (code string, ok bool) {
	code, ok = japan()[s]
	return code, ok
}

// ByIMF returns our code for an ID of the IMF's trade statistics: an ISO code,
// or one of its own. IDs with G are groups. Those with TX are what no country
// is named for, and add up with the countries to World; but TX910 ("other
// countries") sums countries which the table also lists, so it is a group.
func ByIMF(s string) (code string, ok bool) {
	if code, ok = imf()[s]; ok {
		return code, true
	}
	if len(s) != 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", false
	}
	switch load().byCode[s].kind {
	case "country", "historic":
		return s, true
	}
	return "", false
}

var chinese = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, row := range rows(gaccTable) {
		for name := range strings.SplitSeq(row[2], "/") {
			if name != "" {
				names[name] = row[1]
			}
		}
	}
	return names
})

// ByChinese returns our code for a partner's name as China customs writes it.
func ByChinese(s string) (code string, ok bool) {
	s = strings.NewReplacer("（", "(", "）", ")").Replace(strings.TrimSpace(s))
	code, ok = chinese()[s]
	return code, ok
}
