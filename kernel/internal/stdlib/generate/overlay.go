package main

import (
	"embed"
	"strings"
)

//go:embed overlay
var overlays embed.FS

// overlay returns the file that replaces declarations of a package for cells:
// those whose bodies cannot be lowered because they reach into the runtime or
// share variables with compiled code.
func overlay(path string) (name string, text []byte) {
	name = "overlay_" + strings.ReplaceAll(path, "/", "_") + ".go"
	text, err := overlays.ReadFile("overlay/" + strings.TrimPrefix(name, "overlay_"))
	if err != nil {
		return "", nil // most packages have none
	}
	return name, text
}
