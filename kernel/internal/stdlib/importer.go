package stdlib

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/gcexportdata"
)

//go:embed export.zip
var commonExport string

var exports = archives{&commonExport, &platformExport}

// An Importer implements types.Importer. It is not safe for concurrent use.
type Importer struct {
	fset    *token.FileSet
	pkgs    map[string]*types.Package // complete or not, see gcexportdata.Read
	sources map[string]*Source
}

// NewImporter returns an Importer that adds the positions of sources to fset.
func NewImporter(fset *token.FileSet) *Importer {
	return &Importer{
		fset:    fset,
		pkgs:    map[string]*types.Package{"unsafe": types.Unsafe},
		sources: make(map[string]*Source),
	}
}

// Import returns the package that cells may import as path.
func (im *Importer) Import(path string) (*types.Package, error) {
	if _, ok := find(path); !ok {
		return nil, fmt.Errorf("package %s is not available to cells", path)
	}
	return im.load(path)
}

// load returns a public package, or an internal one that a Source imports.
func (im *Importer) load(path string) (*types.Package, error) {
	if p := im.pkgs[path]; p != nil && p.Complete() {
		return p, nil
	}
	data, err := exports.read(path)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	return gcexportdata.Read(bytes.NewReader(data), im.fset, im.pkgs, path)
}
