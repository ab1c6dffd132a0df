package main

import (
	_ "embed"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed overlay.txtar
var overlays []byte

// overlay returns the file that replaces declarations of a package for cells,
// nil if there is none.
func overlay(path string) (name string, text []byte) {
	for _, f := range txtar.Parse(overlays).Files {
		if f.Name == path {
			return "overlay_" + strings.ReplaceAll(path, "/", "_") + ".go", f.Data
		}
	}
	return "", nil
}
