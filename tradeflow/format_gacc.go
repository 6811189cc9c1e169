package tradeflow

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow/internal/places"
)

// China customs (GACC), as its query page saves them: a row for each combination
// of the columns that were asked for, in dollars or in yuan, which the last
// column's name tells. No row is a total; groups of partners (continents) are. The
// file says neither whether it holds imports or exports nor, where months were not
// asked for, its period: its name may, and else Files.Direction and Files.Period.
func gacc() *Format {
	return &Format{
		name: "China customs table", source: "General Administration of Customs of China", currency: "USD", editionByYear: true,
		columns: []column{
			{to: colPeriod, names: []string{"数据年月", "统计年月", "年月", "月份"}, optional: true, read: gaccPeriod},
			{to: colCode, names: []string{"商品编码"}, optional: true, read: commodityText},
			{to: colPartner, names: []string{"贸易伙伴编码", "贸易伙伴名称"}, optional: true, read: gaccPlace},
			{to: colProcedure, names: []string{"贸易方式编码", "贸易方式名称"}, optional: true, read: verbatim},
			{to: colRegime, names: []string{"注册地编码", "注册地名称"}, optional: true, read: verbatim},
			{to: colQuantity1, names: []string{"第一数量"}, optional: true, commas: true},
			{to: colUnit1, names: []string{"第一计量单位"}, optional: true, read: gaccUnit},
			{to: colQuantity2, names: []string{"第二数量"}, optional: true, commas: true},
			{to: colUnit2, names: []string{"第二计量单位"}, optional: true, read: gaccUnit},
			{to: colValue, names: []string{"美元", "美元值"}, currency: "USD", commas: true},
		},
		ignored:   []string{"商品名称", "贸易伙伴名称", "贸易方式名称", "注册地名称", "人民币"},
		told:      gaccName,
		constants: map[int]string{colReporter: "CHN", colPartner: string(World), colCode: allGoods},
		valuation: byDirection("CIF", "FOB"),
	}
}

// gaccYuan is the same table in yuan.
func gaccYuan() *Format {
	f := gacc()
	f.name, f.currency = "China customs table in yuan", "CNY"
	value := &f.columns[len(f.columns)-1]
	value.names, value.currency = []string{"人民币", "人民币元"}, "CNY"
	return f
}

// byDirection is the valuation of a publisher who values all imports and all
// exports alike.
func byDirection(imports, exports string) func(Direction, bool, bool) string {
	return func(d Direction, _, _ bool) string {
		if d == Import || d == ReImport {
			return imports
		}
		return exports
	}
}

// gaccPeriod reads 202301, 2023年1月 and the span 202301-202302, in which China
// publishes some Januaries and Februaries.
func gaccPeriod(s string) (string, error) {
	p, ok := spanIn(strings.NewReplacer("年", "-", "月", "").Replace(s))
	if !ok {
		return "", fmt.Errorf("period %q is not like 202301, 202301-202302 or 2023年1月", shorten(s, 40))
	}
	return p.String(), nil
}

func gaccPlace(s string) (string, error) {
	if code, ok := places.ByGACC(s); ok {
		return code, nil
	}
	if code, ok := places.ByChinese(s); ok {
		return code, nil
	}
	if s == "" {
		return "", fmt.Errorf("the partner is empty")
	}
	return "CN-" + s, nil // on no list: kept under its own code
}

var (
	importWords = regexp.MustCompile(`(?i)进口|import|(^|[^a-z])in([^a-z]|$)`)
	exportWords = regexp.MustCompile(`(?i)出口|export|(^|[^a-z])out([^a-z]|$)`)
	periodWords = regexp.MustCompile(`(19|20)\d{2}[0-9年月_-]*`)
)

// gaccName tells direction and period from a name such as 2023出口.csv or
// customs_import_202301-202306.csv. A name that says both says neither.
func gaccName(file string) (t told) {
	base := path.Base(file)
	if i := strings.LastIndex(base, ": "); i >= 0 {
		base = base[i+2:] // in a zip
	}
	imports, exports := importWords.MatchString(base), exportWords.MatchString(base)
	switch {
	case imports && !exports:
		t.direction = Import
	case exports && !imports:
		t.direction = Export
	}
	for _, word := range periodWords.FindAllString(base, -1) {
		if p, ok := spanIn(strings.Trim(strings.NewReplacer("年", "-", "月", "", "_", "-").Replace(word), "-")); ok {
			t.period = p
			break
		}
	}
	return t
}

// spanIn reads 2023, 202301, 2023-1, 2023-1-3 and 202301-202303.
func spanIn(s string) (Period, bool) {
	one := func(s string) (Period, bool) {
		if year, month, ok := strings.Cut(s, "-"); ok && len(month) == 1 {
			s = year + "-0" + month
		}
		p, err := ParsePeriod(s)
		return p, err == nil
	}
	if p, ok := one(s); ok {
		return p, true
	}
	from, to, _ := cutLast(s, '-')
	first, ok := one(from)
	if len(to) < 4 {
		y, _ := first.Start()
		to = fmt.Sprintf("%d-%s", y, to)
	}
	last, ok2 := one(to)
	if !ok || !ok2 || last.first <= first.first || first.months != last.months || last.first-first.first > 12 {
		return Period{}, false
	}
	return Period{first.first, int16(last.first-first.first) + last.months}, true
}

// gaccUnits are units of China customs in our spelling; others stay as they are.
var gaccUnits = map[string]string{
	"?": "", "-": "", "无": "", "千克": "kg", "吨": "t", "克": "g", "台": "u", "个": "u", "件": "u", "只": "u", "架": "u", "辆": "u", "艘": "u",
	"套": "sets", "双": "pairs", "对": "pairs", "副": "pairs", "打": "dozen", "千个": "1000 u", "百万贝可": "MBq", "升": "l", "千升": "1000 l",
	"米": "m", "千米": "km", "平方米": "m2", "立方米": "m3", "克拉": "carat", "千瓦时": "kWh", "桶": "barrel", "支": "u", "枝": "u", "条": "u",
	"块": "u", "片": "u", "张": "u", "根": "u", "座": "u", "把": "u", "头": "head", "千只": "1000 u",
}

func gaccUnit(s string) (string, error) {
	if unit, ok := gaccUnits[s]; ok {
		return unit, nil
	}
	return s, nil
}
