package session

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// settle leaves out what does not compile, until all the rest does.
func (p *program) settle() error {
	for {
		complaints := p.compile(p.text())
		if len(complaints) == 0 {
			return nil
		}
		again := false
		for _, c := range complaints {
			i := slices.IndexFunc(p.parts, func(part *section) bool { return part.from <= c.offset && c.offset < part.to })
			if i >= 0 && p.parts[i].why == "" && p.parts[i].kind != mainSection {
				p.parts[i].why, again = c.msg, true
			}
		}
		if !again {
			return fmt.Errorf("the program does not compile: %s", complaints[0].msg)
		}
	}
}

// compile returns what the compiler would say of a program.
func (p *program) compile(text string) (complaints []mistake) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		return p.misparsed()
	}
	conf := types.Config{GoVersion: "go1.26", Sizes: p.s.sizes, Importer: importerFunc(p.s.imp.Import), Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) && !strings.HasPrefix(e.Msg, "\t") {
			offset := -1
			if e.Pos.IsValid() {
				offset = fset.File(e.Pos).Offset(e.Pos)
			}
			complaints = append(complaints, mistake{offset: offset, msg: e.Msg})
		}
	}}
	_, err = conf.Check("main", fset, []*ast.File{f}, nil)
	if err != nil && len(complaints) == 0 {
		complaints = append(complaints, mistake{offset: -1, msg: err.Error()})
	}
	return complaints
}

// misparsed finds the sections that are no Go by themselves.
func (p *program) misparsed() (complaints []mistake) {
	for _, part := range p.parts {
		if part.kind != declSection && part.kind != cellSection || part.why != "" {
			continue
		}
		if _, err := parser.ParseFile(token.NewFileSet(), "", "package main\n"+part.src, parser.SkipObjectResolution); err != nil {
			complaints = append(complaints, mistake{offset: part.from, msg: err.Error()})
		}
	}
	if len(complaints) == 0 {
		complaints = append(complaints, mistake{offset: -1, msg: "its syntax is wrong"})
	}
	return complaints
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
