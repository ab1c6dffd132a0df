package realtype

import (
	"fmt"
	"maps"
	"reflect"

	"gosched/kernel/internal/core"
)

// A builder makes the types of one Define. Nothing of the table changes until
// commit.
type builder struct {
	table    *Table
	order    []*core.TypeDef
	defs     map[core.TypeID]*core.TypeDef
	types    map[core.TypeID]reflect.Type // made so far
	layouts  map[core.TypeID]layout
	open     map[core.TypeID]bool // being computed, to find types that contain themselves
	literals map[string]reflect.Type
	methods  map[methodKey]*entryPoints
	named    []*namedType                 // to be completed
	believed map[core.TypeID]reflect.Type // declared again as they were, see again
	differs  map[core.TypeID]bool         // not declared as they were
	pending  map[reflect.Type]bool        // those of named that are not complete
}

func newBuilder(t *Table, defs []*core.TypeDef, differs map[core.TypeID]bool) *builder {
	b := &builder{
		table:    t,
		order:    defs,
		defs:     make(map[core.TypeID]*core.TypeDef, len(defs)),
		types:    make(map[core.TypeID]reflect.Type, len(defs)),
		layouts:  make(map[core.TypeID]layout),
		open:     make(map[core.TypeID]bool),
		literals: make(map[string]reflect.Type),
		methods:  make(map[methodKey]*entryPoints),
		pending:  make(map[reflect.Type]bool),
		believed: make(map[core.TypeID]reflect.Type),
		differs:  differs,
	}
	for _, d := range defs {
		b.defs[d.ID] = d
	}
	return b
}

// build makes all types. It reports whether that is to be tried again, with what
// it has found to differ.
func (b *builder) build() (again bool, err error) {
	if err := b.begin(); err != nil {
		return false, err
	}
	for _, def := range b.order {
		if _, err := b.typ(def.ID); err != nil {
			return false, err
		}
	}
	if again, err := b.refute(); again || err != nil {
		return again, err
	}
	return false, b.finish()
}

// begin begins the named types.
func (b *builder) begin() error {
	for _, def := range b.order {
		if def.ID < core.FirstType || b.table.lookup(def.ID) != nil {
			return fmt.Errorf("type %d is defined twice", def.ID)
		}
		if def.Kind != core.KindNamed {
			continue
		}
		if old, ok := b.again(def); ok {
			b.types[def.ID], b.believed[def.ID] = old, old
		} else if err := b.beginNamed(def); err != nil {
			return err
		}
	}
	return nil
}

// finish completes the named types and what is made of them.
func (b *builder) finish() error {
	for _, n := range b.named {
		if err := b.complete(n); err != nil {
			return fmt.Errorf("type %s: %w", n.def.Name, err)
		}
	}
	for _, t := range b.types {
		if t.Kind() == reflect.Map {
			settleMap(t)
		}
	}
	return nil
}

// commit makes the types known to the table.
func (b *builder) commit() {
	t := b.table
	for id, typ := range b.types {
		for int(id) >= len(t.types) {
			t.types = append(t.types, nil)
		}
		t.types[id] = typ
	}
	maps.Copy(t.literals, b.literals)
	maps.Copy(t.methods, b.methods)
	for _, n := range b.named {
		t.underlying[n.typ], t.declared[n.typ] = b.made(n.def.Elem), n.def
		if old := t.lookup(n.def.Prev); n.def.Prev != core.NoType && old != nil {
			replace(old, n.typ)
			t.older[n.typ] = old
		}
	}
}

// made returns a type that was made before, here or in the table.
func (b *builder) made(id core.TypeID) reflect.Type {
	if t := b.types[id]; t != nil {
		return t
	}
	return b.table.lookup(id)
}

// typ returns the type of id and makes it if it is unnamed and new. A named
// one may not be complete yet.
func (b *builder) typ(id core.TypeID) (reflect.Type, error) {
	if t := b.made(id); t != nil {
		return t, nil
	}
	def := b.defs[id]
	if def == nil {
		return nil, fmt.Errorf("type %d is not defined", id)
	}
	if b.open[id] {
		return nil, fmt.Errorf("type %d contains itself", id)
	}
	b.open[id] = true
	defer delete(b.open, id)
	t, err := b.unnamed(def)
	if err == nil {
		b.types[id] = t
	}
	return t, err
}

// typs returns the types of several IDs.
func (b *builder) typs(ids []core.TypeID) ([]reflect.Type, error) {
	ts := make([]reflect.Type, len(ids))
	for i, id := range ids {
		var err error
		if ts[i], err = b.typ(id); err != nil {
			return nil, err
		}
	}
	return ts, nil
}

// unnamed makes a type without name, or finds an external one.
func (b *builder) unnamed(def *core.TypeDef) (reflect.Type, error) {
	switch def.Kind {
	case core.KindInvalid:
		return nil, fmt.Errorf("type %d has no kind", def.ID)
	case core.KindStruct:
		return b.structType(def)
	case core.KindInterface:
		return b.interfaceType(def)
	case core.KindExt:
		return external(def)
	case core.KindFunc:
		in, err := b.typs(def.In)
		if err != nil {
			return nil, err
		}
		out, err := b.typs(def.Out)
		if err != nil {
			return nil, err
		}
		return reflect.FuncOf(in, out, def.Variadic), nil
	}
	elem, err := b.typ(def.Elem)
	if err != nil {
		return nil, err
	}
	switch def.Kind {
	case core.KindPointer:
		return reflect.PointerTo(elem), nil
	case core.KindSlice:
		return reflect.SliceOf(elem), nil
	case core.KindArray:
		if _, err := b.layoutOfDef(def); err != nil {
			return nil, err
		}
		return reflect.ArrayOf(int(def.Len), elem), nil
	case core.KindChan:
		return reflect.ChanOf(direction(def.Dir), elem), nil
	case core.KindMap:
		key, err := b.typ(def.Key)
		if err != nil {
			return nil, err
		}
		return reflect.MapOf(key, elem), nil
	}
	return nil, fmt.Errorf("type %d has no kind", def.ID)
}

// direction converts the direction of a channel.
func direction(d core.Dir) reflect.ChanDir {
	switch d {
	case core.SendOnly:
		return reflect.SendDir
	case core.RecvOnly:
		return reflect.RecvDir
	}
	return reflect.BothDir
}
