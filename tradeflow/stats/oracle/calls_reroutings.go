package oracle

var reroutings = map[string]statistic{}
