package weave

import (
	"errors"
	"fmt"
	"go/token"

	"gosched/kernel/internal/nbformat"
)

// Options change how a package is woven.
type Options struct {
	Order []string // stems of files ("intro" for intro.go and intro_test.go) in the order wanted; the others follow
}

// Dir weaves the package in directory dir. Mistakes of the author come as joined
// errors that begin with file:line:column.
func Dir(dir string, o Options) (*nbformat.Notebook, error) {
	pkg, err := load(dir, o.Order)
	if err != nil {
		return nil, err
	}
	for _, f := range pkg.files {
		pkg.walk(f)
	}
	pkg.checkNames()
	imports := pkg.imports()
	if len(pkg.errs) > 0 {
		return nil, errors.Join(pkg.errs...)
	}
	return pkg.notebook(imports), nil
}

// errorf records a mistake at pos.
func (p *pkg) errorf(pos token.Pos, format string, args ...any) {
	at := p.fset.Position(pos)
	p.errs = append(p.errs, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
}
