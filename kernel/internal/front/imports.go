package front

import (
	"context"
	"go/types"
	"slices"

	"gosched/kernel/internal/module"
)

// Imports is the importer of a golang: in a Try it does not wait.
type imports struct {
	*module.Importer
	endeavour
}

// An endeavour is a Try under way.
type endeavour struct {
	trying  bool
	failed  map[string]error
	missing []string
}

func (im *imports) Import(path string) (*types.Package, error) {
	if !im.trying {
		return im.Importer.Import(path)
	}
	p, err := im.Known(path)
	if err != module.ErrUnloaded {
		return p, err
	}
	if failure := im.failed[path]; failure != nil {
		return nil, failure
	}
	if !slices.Contains(im.missing, path) {
		im.missing = append(im.missing, path)
	}
	return nil, err
}

// Try may be called while another one pauses.
func (g *golang) Try(failed map[string]error, do func()) (missing []string) {
	outer := g.imp.endeavour
	defer func() { g.imp.endeavour = outer }()
	g.imp.endeavour = endeavour{trying: true, failed: failed}
	do()
	return g.imp.missing
}

func (g *golang) Load(ctx context.Context, path string) error { return g.imp.Load(ctx, path) }
