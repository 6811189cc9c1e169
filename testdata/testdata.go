// Package testdata carries the tables that examples and tests read, so that the
// main job needs no download. README.md beside it says where each comes from and
// what was done to it.
package testdata

import "embed"

// FS holds the tables.
//
//	files := &tradeflow.Files{FS: testdata.FS, Paths: []string{testdata.EU27Exports}}
//
//go:embed *.dat
var FS embed.FS

// EU27Exports names the EU's exports of dual-use lines to Russia and six of its
// neighbours, monthly from January 2020 to November 2022, as Comext writes them.
const EU27Exports = "eu27-exports-2020-2022.dat"

// EU27Source is how a chart cites EU27Exports.
const EU27Source = "Eurostat, Comext, dataset DS-045409, extracted 19 January 2023"
