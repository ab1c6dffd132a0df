package module

import (
	"cmp"
	"go/ast"
	"go/doc"
)

// doc returns the doc comment of the package (name is ""), of one of its exported
// declarations, or of a method or field ("T.M").
func (p *Package) doc(name string) string {
	if p.docs == nil {
		p.docs = make(map[string]string)
		p.readDocs()
	}
	return p.docs[name]
}

// readDocs has package go/doc sort the comments.
func (p *Package) readDocs() {
	d, err := doc.NewFromFiles(p.Fset, p.Files, p.listing.ImportPath, doc.PreserveAST)
	if err != nil {
		return // the files are of one package, so this is not reached
	}
	p.docs[""] = d.Doc
	p.valueDocs(d.Consts)
	p.valueDocs(d.Vars)
	p.funcDocs("", d.Funcs)
	for _, t := range d.Types {
		p.docs[t.Name] = t.Doc
		p.valueDocs(t.Consts)
		p.valueDocs(t.Vars)
		p.funcDocs("", t.Funcs)
		p.funcDocs(t.Name+".", t.Methods)
		p.memberDocs(t)
	}
}

func (p *Package) valueDocs(values []*doc.Value) {
	for _, v := range values {
		for _, spec := range v.Decl.Specs {
			spec := spec.(*ast.ValueSpec)
			for _, id := range spec.Names {
				p.docs[id.Name] = cmp.Or(spec.Doc.Text(), spec.Comment.Text(), v.Doc)
			}
		}
	}
}

func (p *Package) funcDocs(prefix string, funcs []*doc.Func) {
	for _, f := range funcs {
		p.docs[prefix+f.Name] = f.Doc
	}
}

// memberDocs notes the comments of the fields or methods in a type's declaration.
func (p *Package) memberDocs(t *doc.Type) {
	for _, spec := range t.Decl.Specs {
		spec, ok := spec.(*ast.TypeSpec)
		if !ok || spec.Name.Name != t.Name {
			continue
		}
		var members *ast.FieldList
		switch x := spec.Type.(type) {
		case *ast.StructType:
			members = x.Fields
		case *ast.InterfaceType:
			members = x.Methods
		default:
			continue
		}
		for _, m := range members.List {
			for _, id := range m.Names {
				p.docs[t.Name+"."+id.Name] = cmp.Or(m.Doc.Text(), m.Comment.Text())
			}
		}
	}
}
