package oracle

var models = map[string]statistic{}
