package session

import (
	"cmp"
	"go/types"
	"slices"
	"strconv"
)

// A Name is a name of the session, for %who and completion.
type Name struct {
	Name string // "x"; "T.M" for a method
	Kind Kind
	Type string // as Go prints it; of an import the path, quoted
	Cell int    // that declared it
	Key  string // of the storage of a variable that has a value, see Change.VarKey
}

// Names returns what is live, sorted by kind and name.
func (s *Session) Names() []Name {
	var names []Name
	for _, d := range s.decls {
		if d.gone || d.kind == KindMethod && !s.attached(d) {
			continue // its type does not have it
		}
		n := Name{Name: d.name, Kind: d.kind, Cell: d.cell, Type: s.typeString(d.obj)}
		if d.kind == KindVar && !d.lost {
			n.Key = d.key
		}
		names = append(names, n)
	}
	for _, imp := range s.imports {
		names = append(names, Name{Name: imp.name, Kind: KindImport, Type: strconv.Quote(imp.path), Cell: imp.cell})
	}
	slices.SortFunc(names, func(a, b Name) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return names
}

// typeString prints the type of an object; of a type what it is declared as.
func (s *Session) typeString(o types.Object) string {
	t := o.Type()
	if _, ok := o.(*types.TypeName); ok {
		t = t.Underlying()
	}
	return types.TypeString(t, s.qualify)
}

// qualify prints the names of other packages with the package name.
func (s *Session) qualify(p *types.Package) string {
	if p == s.pkg {
		return ""
	}
	return p.Name()
}
