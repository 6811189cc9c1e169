package oracle

var prices = map[string]statistic{}
