package module

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// linknames adds to links the functions that files want to be others of the standard
// library: name -> "runtime.nanotime".
func linknames(links map[string]string, files []*ast.File) {
	for _, f := range files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				if words := strings.Fields(c.Text); len(words) == 3 && words[0] == "//go:linkname" {
					links[words[1]] = words[2]
				}
			}
		}
	}
}

// An embed is what a variable is given of files.
type embed struct {
	text string // of one file
	many bool   // it is an embed.FS
}

// findEmbeds reads the files that variables of the package hold.
func (p *Package) findEmbeds() error {
	for _, f := range p.Files {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, spec := range g.Specs {
				if err := p.findEmbed(g, spec.(*ast.ValueSpec)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *Package) findEmbed(g *ast.GenDecl, spec *ast.ValueSpec) error {
	doc := spec.Doc
	if !g.Lparen.IsValid() {
		doc = g.Doc
	}
	patterns := embedPatterns(doc)
	v, ok := p.Info.Defs[spec.Names[0]].(*types.Var)
	if len(patterns) == 0 || !ok {
		return nil
	}
	if p.embeds == nil {
		p.embeds = make(map[*types.Var]embed)
	}
	if _, ok := v.Type().(*types.Named); ok {
		p.embeds[v] = embed{many: true}
		return nil
	}
	text, err := p.listing.read(patterns[0])
	if err != nil {
		return fmt.Errorf("package %s: %w", p.listing.ImportPath, err)
	}
	p.embeds[v] = embed{text: string(text)}
	return nil
}

// embedPatterns returns the patterns of the go:embed directives in a comment.
func embedPatterns(doc *ast.CommentGroup) []string {
	if doc == nil {
		return nil
	}
	var patterns []string
	for _, c := range doc.List {
		rest, ok := strings.CutPrefix(c.Text, "//go:embed ")
		if !ok {
			continue
		}
		for _, word := range strings.Fields(rest) {
			if s, err := strconv.Unquote(word); err == nil {
				word = s
			}
			patterns = append(patterns, word)
		}
	}
	return patterns
}

// Embedded returns the text that a go:embed directive gives to a variable. It is
// an error if the variable is given a file system.
func (p *Package) Embedded(v *types.Var) (text string, ok bool, err error) {
	e, ok := p.embeds[v]
	if e.many {
		return "", true, fmt.Errorf("%s.%s is an embedded file system, which interpreted cells do not have: use %%%%go", p.Types.Name(), v.Name())
	}
	return e.text, ok, nil
}
