package oracle

var seasons = map[string]statistic{}
