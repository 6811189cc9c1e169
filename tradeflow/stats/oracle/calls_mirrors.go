package oracle

var mirrors = map[string]statistic{}
