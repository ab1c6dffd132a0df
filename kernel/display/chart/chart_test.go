package chart_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("u", false, "rewrite the golden files")

// TestGallery compares every chart, as picture and as text, with the golden files.
func TestGallery(t *testing.T) {
	for _, pic := range gallery {
		t.Run(pic.name, func(t *testing.T) {
			c := pic.make()
			svg := c.SVG()
			golden(t, pic.name+".svg", svg)
			golden(t, pic.name+".txt", c.String()+"\n")
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

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(got)) {
		t.Errorf("%s differs from the golden file (go test -u rewrites it)", name)
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
