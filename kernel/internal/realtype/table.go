package realtype

import (
	"fmt"
	"reflect"
	"sync"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/symbols"
)

// A Table holds the run-time types of a session. Its methods may be called
// from any goroutine.
type Table struct {
	mu       sync.Mutex
	types    []reflect.Type // by TypeID; nil if not defined
	literals map[string]reflect.Type
	methods  map[methodKey]*entryPoints
	older    map[reflect.Type]reflect.Type // the version that a type replaced

	declared   map[reflect.Type]*core.TypeDef // how the named types were described
	underlying map[reflect.Type]reflect.Type  // of the named types
}

// New returns a table with the predeclared types, of which core.Frame is frame.
func New(frame reflect.Type) *Table {
	t := &Table{
		types:    make([]reflect.Type, core.FirstType),
		literals: make(map[string]reflect.Type),
		methods:  make(map[methodKey]*entryPoints),
		older:    make(map[reflect.Type]reflect.Type),

		declared:   make(map[reflect.Type]*core.TypeDef),
		underlying: make(map[reflect.Type]reflect.Type),
	}
	for id, x := range []any{
		core.Bool: false, core.Int: 0, core.Int8: int8(0), core.Int16: int16(0), core.Int32: int32(0),
		core.Int64: int64(0), core.Uint: uint(0), core.Uint8: uint8(0), core.Uint16: uint16(0),
		core.Uint32: uint32(0), core.Uint64: uint64(0), core.Uintptr: uintptr(0),
		core.Float32: float32(0), core.Float64: 0.0, core.Complex64: complex64(0),
		core.Complex128: complex128(0), core.String: "", core.UnsafePointer: unsafe.Pointer(nil),
	} {
		if x != nil {
			t.types[id] = reflect.TypeOf(x)
		}
	}
	t.types[core.Any] = reflect.TypeFor[any]()
	t.types[core.Error] = reflect.TypeFor[error]()
	t.types[core.Frame] = frame
	return t
}

// Type returns the run-time type of id, nil if it was never defined.
func (t *Table) Type(id core.TypeID) reflect.Type {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lookup(id)
}

// lookup is Type with t.mu held.
func (t *Table) lookup(id core.TypeID) reflect.Type {
	if id < 0 || int(id) >= len(t.types) {
		return nil
	}
	return t.types[id]
}

// Define makes all types of a unit, which may refer to each other and to types
// defined before. If it fails it has defined none of them. Their methods panic
// until Link is called.
func (t *Table) Define(defs []*core.TypeDef) (err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer func() {
		if r := recover(); r != nil { // reflect's way to refuse
			err = fmt.Errorf("defining types: %v", r)
		}
	}()
	differs := make(map[core.TypeID]bool)
	for {
		b := newBuilder(t, defs, differs)
		again, err := b.build()
		if err != nil {
			return fmt.Errorf("defining types: %w", err)
		}
		if !again {
			b.commit()
			return nil
		}
	}
}

// Withdraw takes types of a unit back that could not be loaded: what they have
// replaced is in force again. Their numbers must not be used for others.
func (t *Table) Withdraw(defs []*core.TypeDef) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, d := range defs {
		typ := t.lookup(d.ID)
		if old := t.older[typ]; old != nil {
			restore(old, typ)
			delete(t.older, typ)
		}
	}
}

// external finds a named type of a compiled package.
func external(def *core.TypeDef) (reflect.Type, error) {
	t, ok := symbols.Type(def.Pkg, def.Name)
	if !ok {
		return nil, fmt.Errorf("package %s has no type %s here", def.Pkg, def.Name)
	}
	return t, nil
}
