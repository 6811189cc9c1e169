package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"
)

//go:embed page.css
var style string

//go:embed page.js
var script string

var pageHTML = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{.Policy}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{{.Generator}}">
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
{{range .Blocks}}{{.}}{{end}}</main>
<div id="tip" role="status" hidden></div>
<script>{{.Script}}</script>
</body>
</html>
`))

// WriteHTML writes the page as one file that needs no other. It loads nothing: its
// policy allows its own style and script, by their hashes, and no more.
func (p *Page) WriteHTML(w io.Writer) error {
	v := struct {
		Language, Title, Policy, Generator string
		Style                              template.CSS
		Script                             template.JS
		Blocks                             []template.HTML
	}{
		Language: cmp.Or(p.Language, "en"), Title: strings.Join(strings.Fields(p.Title), " "), Generator: version(),
		Policy: "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + "; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(style), Script: template.JS(script),
	}
	if err := p.checkNames(); err != nil {
		return err
	}
	for _, b := range p.blocks {
		html, err := b.html()
		if err != nil {
			return err
		}
		v.Blocks = append(v.Blocks, html)
	}
	var b bytes.Buffer
	if err := pageHTML.Execute(&b, v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// hash is how a Content-Security-Policy names a style or a script.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
