package realtype

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"
	"unsafe"

	"gosched/kernel/internal/core"
)

// cellPath is the package path that all unexported methods of cell types and
// interfaces have: the runtime compares it.
const cellPath = "main"

// A methodTable is where a type's methods are.
type methodTable struct {
	head    *uncommon
	methods []method
}

// A methodKey names a method of T or *T by T.
type methodKey struct {
	recv reflect.Type
	name string
}

// entryPoints are the slots of a method.
type entryPoints struct {
	recv    reflect.Type // T
	sig     reflect.Type // without receiver
	name    string
	ptr     bool // the receiver is a *T
	value   int  // slot of the function itself
	pointer int  // slot of the function that takes a *T and calls it with the T; 0 if ptr
	boxed   int  // slot of the function that takes the address of a T; 0 if ptr or if interfaces hold a T itself
}

// fillMethods makes the method tables of a type and of the pointer to it.
func (b *builder) fillMethods(def *core.TypeDef, t reflect.Type, own, ptr methodTable) error {
	if ptr.head == nil {
		return nil
	}
	i, j := 0, 0
	for _, m := range inOrder(def.Methods) {
		sig, err := b.typ(m.Sig)
		if err != nil {
			return err
		}
		if sig.Kind() != reflect.Func {
			return fmt.Errorf("method %s has type %s", m.Name, sig)
		}
		e := b.inherited(def, t, sig, m)
		if e == nil {
			if e, err = newEntryPoints(t, sig, m); err != nil {
				return err
			}
		}
		entry := method{name: methodName(m).offset(), typ: describe(sig).offset()}
		if m.Ptr {
			entry.ifn, entry.tfn = stub(e.value), stub(e.value)
		} else {
			entry.ifn, entry.tfn = stub(cmp.Or(e.boxed, e.value)), stub(e.value)
			own.add(&i, entry, m.Exported)
			entry.ifn, entry.tfn = stub(e.pointer), stub(e.pointer)
		}
		ptr.add(&j, entry, m.Exported)
		b.methods[methodKey{t, m.Name}] = e
	}
	return nil
}

// add puts a method into the table at *i.
func (t methodTable) add(i *int, m method, exported bool) {
	t.methods[*i] = m
	*i++
	t.head.methods++
	if exported {
		t.head.exported++
	}
}

// inherited returns the slots of a method that the version which def replaces has
// already: its values have the same layout, so the same code does for both, and
// declaring methods one by one takes no more stubs than there are methods.
func (b *builder) inherited(def *core.TypeDef, t, sig reflect.Type, m core.Method) *entryPoints {
	old := b.table.lookup(def.Prev)
	if def.Prev == core.NoType || old == nil {
		return nil
	}
	o := b.table.methods[methodKey{old, m.Name}]
	if o == nil || o.ptr != m.Ptr || o.sig != sig {
		return nil
	}
	e := *o
	e.recv = t
	return &e
}

// newEntryPoints reserves the slots of a method.
func newEntryPoints(t, sig reflect.Type, m core.Method) (*entryPoints, error) {
	n := 1
	if !m.Ptr {
		n = 2
		if describe(t).flags&directFlag == 0 {
			n = 3
		}
	}
	first, err := reserve(n)
	if err != nil {
		return nil, err
	}
	e := &entryPoints{recv: t, sig: sig, name: m.Name, ptr: m.Ptr, value: first}
	if n > 1 {
		e.pointer = first + 1
	}
	if n > 2 {
		e.boxed = first + 2
	}
	return e, nil
}

// Link gives a method its code. The function has the receiver as first
// parameter: the type of id or a pointer to it, always the latter if ptr is set,
// which says that only the pointer has the method. Linking a method again
// replaces its code. Former versions of the type follow.
func (t *Table) Link(id core.TypeID, method string, ptr bool, fn reflect.Value) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, err := t.linkable(id, method, ptr, fn.Type())
	if err != nil {
		return err
	}
	e.link(fn)
	t.linkOlder(t.lookup(id), e)
	return nil
}

// Linkable returns the error that Link would return for a function of type fn.
func (t *Table) Linkable(id core.TypeID, method string, ptr bool, fn reflect.Type) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, err := t.linkable(id, method, ptr, fn)
	return err
}

func (t *Table) linkable(id core.TypeID, method string, ptr bool, fn reflect.Type) (*entryPoints, error) {
	typ := t.lookup(id)
	e := t.methods[methodKey{typ, method}]
	if e == nil || e.ptr != ptr {
		return nil, fmt.Errorf("linking method %s of type %d: it has no such method", method, id)
	}
	if want := e.funcType(e.receiver()); fn != want && fn != e.funcType(reflect.PointerTo(typ)) {
		return nil, fmt.Errorf("linking method %s of %s: function is %s, want %s", method, typ, fn, want)
	}
	return e, nil
}

// linkOlder gives the code of method e of typ to the same method of the versions
// of typ that it replaced: their values have the same layout, so the same code
// does for them, and a notebook expects the newest.
func (t *Table) linkOlder(typ reflect.Type, e *entryPoints) {
	for old := t.older[typ]; old != nil; old = t.older[old] {
		o := t.methods[methodKey{old, e.name}]
		if o == nil || o.ptr != e.ptr || Current(o.sig) != Current(e.sig) {
			continue
		}
		share(o.value, e.value)
		share(o.pointer, e.pointer)
		share(o.boxed, e.boxed)
	}
}

// receiver returns the type of the receiver.
func (e *entryPoints) receiver() reflect.Type {
	if e.ptr {
		return reflect.PointerTo(e.recv)
	}
	return e.recv
}

// funcType returns the type of the method as a function of a receiver.
func (e *entryPoints) funcType(recv reflect.Type) reflect.Type {
	in := []reflect.Type{recv}
	for t := range e.sig.Ins() {
		in = append(in, t)
	}
	return reflect.FuncOf(in, slices.Collect(e.sig.Outs()), e.sig.IsVariadic())
}

// inOrder returns methods in the order of method tables: exported ones first,
// each sort by name.
func inOrder(ms []core.Method) []core.Method {
	return slices.SortedFunc(slices.Values(ms), func(a, b core.Method) int {
		if a.Exported != b.Exported {
			if a.Exported {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
}

// methodName returns the name of a method in a table.
func methodName(m core.Method) name {
	n := name{text: m.Name, exported: m.Exported}
	if !m.Exported {
		n.pkg = cmp.Or(m.Pkg, cellPath)
	}
	return n
}

// count returns the number of methods that are, or are not, only of the
// pointer type.
func count(ms []core.Method, ptr bool) int {
	n := 0
	for _, m := range ms {
		if m.Ptr == ptr {
			n++
		}
	}
	return n
}

// A Method is a method of a cell type as it is called through an interface.
type Method struct {
	slot int
	// Boxed says that the function takes a value and that the interface has its address.
	Boxed bool
}

// Method returns the method of values of type dyn, false if that is no cell
// type or pointer to one that has it.
func (t *Table) Method(dyn reflect.Type, name string) (Method, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	recv, pointer := dyn, false
	e := t.methods[methodKey{recv, name}]
	if e == nil && dyn.Kind() == reflect.Pointer && dyn.Name() == "" {
		recv, pointer = dyn.Elem(), true
		e = t.methods[methodKey{recv, name}]
	}
	if e == nil || e.ptr && !pointer {
		return Method{}, false
	}
	return Method{slot: e.value, Boxed: !e.ptr && (pointer || e.boxed != 0)}, true
}

// Code returns the closure of the function that the method is linked to.
func (m Method) Code() unsafe.Pointer {
	table := atomic.LoadPointer(&slotTable)
	return atomic.LoadPointer((*unsafe.Pointer)(unsafe.Add(table, uintptr(m.slot)*unsafe.Sizeof(table))))
}
