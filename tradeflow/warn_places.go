package tradeflow

import (
	"fmt"
	"slices"
)

// warnPlaces names codes of economies that no list has, and how much they hold;
// codes in years when there was no such economy; and what "Other Asia, nes" is.
func (t *tally) warnPlaces(p *Panel) {
	unknown, outside := map[Country]float64{}, map[Country][]Period{}
	total := 0.0
	for _, s := range p.Series {
		for i, v := range s.Values {
			if !s.Status[i].HasNumber() {
				continue
			}
			total += v
			for _, c := range []Country{s.Key.Reporter, s.Key.Partner} {
				if c != "" && !c.known() {
					unknown[c] += v
				}
				if v != 0 && !c.existed(p.Periods[i]) {
					outside[c] = append(outside[c], p.Periods[i])
				}
			}
		}
	}
	for _, c := range sortedKeys(unknown) {
		p.Warn(AboutCountries, fmt.Sprintf("the country code %s is in no list of countries: it is kept as published, with %.2f %% of the total", c, 100*unknown[c]/total))
	}
	for _, c := range sortedKeys(outside) {
		p.Warn(AboutCountries, fmt.Sprintf("%s has figures for years in which publishers list no such country (%s)", c.Name(), periodList(outside[c])))
	}
	if slices.ContainsFunc(p.Series, func(s Series) bool { return s.Key.Reporter == otherAsia || s.Key.Partner == otherAsia }) {
		p.Warn(AboutCountries, "Other Asia, nes (S19) is UN Comtrade's name for what is mostly Taiwan, and is kept here")
	}
}

// otherAsia is the code under which UN Comtrade and BACI list what is mostly Taiwan.
const otherAsia Country = "S19"
