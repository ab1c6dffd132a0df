package session

import (
	"go/types"
	"slices"
	"strings"
)

// A Member is a field or method that an expression of some type can be followed by.
type Member struct {
	Obj   types.Object // *types.Var or *types.Func
	Depth int          // embedded fields on the way
}

// Members returns the fields and methods, promoted ones included, of a value of
// type t that is addressable, as code in pkg sees them; sorted by depth and name.
func Members(t types.Type, pkg *types.Package) []Member {
	m := memberSet{pkg: pkg, byName: make(map[string]Member), seen: make(map[*types.TypeName]bool)}
	m.add(t, 0)
	var list []Member
	for _, member := range m.byName {
		list = append(list, member)
	}
	slices.SortFunc(list, func(a, b Member) int {
		if a.Depth != b.Depth {
			return a.Depth - b.Depth
		}
		return strings.Compare(a.Obj.Name(), b.Obj.Name())
	})
	return list
}

type memberSet struct {
	pkg    *types.Package
	byName map[string]Member
	seen   map[*types.TypeName]bool
}

func (m *memberSet) put(o types.Object, depth int) {
	if o.Name() == "_" || !o.Exported() && o.Pkg() != m.pkg {
		return
	}
	if old, ok := m.byName[o.Name()]; !ok || depth < old.Depth {
		m.byName[o.Name()] = Member{o, depth}
	}
}

// add adds the members of t, which is depth embedded fields deep.
func (m *memberSet) add(t types.Type, depth int) {
	t = types.Unalias(t)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		if types.IsInterface(p.Elem()) {
			return
		}
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		if m.seen[n.Obj()] {
			return
		}
		m.seen[n.Obj()] = true
		for f := range n.Methods() {
			m.put(f, depth)
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			m.put(f, depth)
			if f.Embedded() {
				m.add(f.Type(), depth+1)
			}
		}
	case *types.Interface:
		for f := range u.Methods() {
			m.put(f, depth)
		}
	}
}
