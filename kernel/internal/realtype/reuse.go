package realtype

import (
	"reflect"

	"gosched/kernel/internal/core"
)

// A type that is declared again as it was, as it is whenever its cell runs again, is
// the same type: the values that there are have it, and nothing is made anew.
// Whether it is as it was can depend on types of the same unit, and theirs on it. So
// all that could be are believed to be, until what they are made of shows
// otherwise.

// again returns the type that def declares again, if that can be believed.
func (b *builder) again(def *core.TypeDef) (reflect.Type, bool) {
	old := b.table.lookup(def.Prev)
	if def.Prev == core.NoType || old == nil || b.differs[def.ID] || Current(old) != old {
		return nil, false
	}
	made, ok := b.table.declared[old]
	if !ok || made.Name != def.Name || made.Pkg != def.Pkg || len(made.Methods) != len(def.Methods) {
		return nil, false
	}
	return old, true
}

// refute finds out which types are believed wrongly to be as they were, and reports
// whether there are any.
func (b *builder) refute() (bool, error) {
	found := false
	for id, old := range b.believed {
		same, err := b.isStill(b.defs[id], old)
		if err != nil {
			return false, err
		}
		if !same {
			b.differs[id], found = true, true
		}
	}
	return found, nil
}

// isStill reports whether def declares what old is.
func (b *builder) isStill(def *core.TypeDef, old reflect.Type) (bool, error) {
	elem, err := b.typ(def.Elem)
	if err != nil || elem != b.table.underlying[old] {
		return false, err
	}
	if elem.Kind() == reflect.Interface {
		return true, nil
	}
	for _, m := range def.Methods {
		sig, err := b.typ(m.Sig)
		if err != nil {
			return false, err
		}
		if e := b.table.methods[methodKey{old, m.Name}]; e == nil || e.ptr != m.Ptr || e.sig != sig {
			return false, nil
		}
	}
	return true, nil
}
