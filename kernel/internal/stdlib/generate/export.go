package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"

	"golang.org/x/tools/go/gcexportdata"

	"gosched/kernel/internal/pack"
)

// exportOf returns the export data of a package, without positions.
func exportOf(p *types.Package) ([]byte, error) {
	var buf bytes.Buffer
	err := gcexportdata.Write(&buf, token.NewFileSet(), p)
	return buf.Bytes(), err
}

// exportData makes export.zip, with the packages whose data is the same on
// all platforms, and one export_GOOS_GOARCH.zip per platform with the rest.
// Besides the public packages they hold the internal ones that sources of
// generic declarations import.
func exportData(fs files, dir string, worlds []*world, gen *genericSet) error {
	data := make([]map[string][]byte, len(worlds)) // by platform, then path
	for i, w := range worlds {
		data[i] = make(map[string][]byte)
		for path, p := range w.pkgs {
			if path == "unsafe" || !p.importable() && !gen.imports[path] {
				continue
			}
			var err error
			if data[i][path], err = exportOf(p.types); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	common := make(map[string][]byte)
	for path, d := range data[0] {
		if everywhere(data, path) {
			common[path] = d
		}
	}
	for i, w := range worlds {
		for path := range common {
			delete(data[i], path)
		}
		z, err := pack.Zip(data[i])
		if err != nil {
			return err
		}
		fs[filepath.Join(dir, "export_"+w.platform.String()+".zip")] = z
		text := header("stdlib") + fmt.Sprintf("import _ \"embed\"\n\n//go:embed export_%v.zip\nvar platformExport string\n", w.platform)
		if err := fs.goFile(filepath.Join(dir, "export_"+w.platform.String()+".go"), text); err != nil {
			return err
		}
	}
	text := otherPlatforms() + header("stdlib") + "var platformExport string\n"
	if err := fs.goFile(filepath.Join(dir, "export_other.go"), text); err != nil {
		return err
	}
	z, err := pack.Zip(common)
	fs[filepath.Join(dir, "export.zip")] = z
	return err
}

// everywhere reports whether all platforms have the same data for path.
func everywhere(data []map[string][]byte, path string) bool {
	sum := sha256.Sum256(data[0][path])
	for _, d := range data[1:] {
		if other, ok := d[path]; !ok || sha256.Sum256(other) != sum {
			return false
		}
	}
	return true
}
