package main

import (
	_ "embed"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

//go:embed polars.cjs
var polarsScript string

//go:embed pandas_run.py
var pandasScript string

// peers are measured in this order; ours is the first, to which the others relate.
var peers []peer

func init() {
	csvOnly := func(j job) bool { return j.File != baciParquet }
	plainCSV := func(j job) bool { return csvOnly(j) && j.File != comtradeGzip }
	goVersion := func() (string, error) { return runtime.Version(), nil }
	peers = []peer{
		{name: "ours", run: ours, version: goVersion},
		{name: "duckdb", run: duckDB, version: duckVersion},
		{name: "polars", command: polars, version: polarsVersion},
		{name: "polars-streaming", command: polars, version: polarsVersion, slow: true},
		{name: "encoding-csv", run: csvMap, version: goVersion, does: csvOnly, slow: true},
		{name: "arrow-csv", run: arrowCSV, version: func() (string, error) { return "v15", nil }, does: plainCSV, slow: true},
		{name: "pandas", command: pandas, version: pandasVersion, does: csvOnly, slow: true},
	}
}

// modules is the folder in which node looks for Polars.
var modules string

// findModules looks for Polars where NODE_PATH says, here, and beside the generated files.
func findModules(dir string) string {
	for _, folder := range []string{os.Getenv("NODE_PATH"), "node_modules", filepath.Join(dir, "node_modules")} {
		if folder, err := filepath.Abs(folder); err == nil {
			if _, err := os.Stat(filepath.Join(folder, "nodejs-polars")); err == nil {
				return folder
			}
		}
	}
	return ""
}

func polars(t task, codes table) *exec.Cmd {
	return script("polars.cjs", polarsScript, t, codes, "node")
}

func polarsVersion() (string, error) {
	if _, err := exec.LookPath("node"); err != nil {
		return "", errors.New("node is not installed")
	}
	if modules == "" {
		return "", errors.New("nodejs-polars is not installed; README.md says how")
	}
	cmd := `const pl = require("` + filepath.Join(modules, "nodejs-polars") + `"); if (!pl.default.DataFrame) throw 1; console.log(require("` + filepath.Join(modules, "nodejs-polars", "package.json") + `").version)`
	return answer("node", "-e", cmd)
}

// python is the first interpreter that has pandas.
var python = func() string {
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import pandas").Run() == nil {
			return name
		}
	}
	return ""
}

func pandas(t task, codes table) *exec.Cmd {
	return script("pandas_run.py", pandasScript, t, codes, python())
}

func pandasVersion() (string, error) {
	name := python()
	if name == "" {
		return "", errors.New("no python3 with pandas")
	}
	return answer(name, "-c", "import pandas; print(pandas.__version__)")
}
