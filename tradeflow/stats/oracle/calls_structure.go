package oracle

var structure = map[string]statistic{}
