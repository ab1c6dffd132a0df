package chart_test

import (
	"encoding/xml"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"gosched/kernel/internal/golden"
)

// TestGallery compares every chart, as picture and as text, with the golden files.
func TestGallery(t *testing.T) {
	for _, pic := range gallery {
		t.Run(pic.name, func(t *testing.T) {
			c := pic.make()
			svg := c.SVG()
			golden.File(t, filepath.Join("testdata", pic.name+".svg"), svg)
			golden.File(t, filepath.Join("testdata", pic.name+".txt"), c.String()+"\n")
			wellFormed(t, svg)
			if again := pic.make().SVG(); again != svg {
				t.Error("the same data give different pictures")
			}
			if strings.Contains(svg, " id=") {
				t.Error("ids of two charts on one page could be equal")
			}
		})
	}
}

// wellFormed checks that svg is one XML element.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v\n%.2000s", err, svg)
		}
	}
}
