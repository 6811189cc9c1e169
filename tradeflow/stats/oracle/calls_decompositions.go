package oracle

var decompositions = map[string]statistic{}
