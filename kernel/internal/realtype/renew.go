package realtype

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"
)

// mapaccess returns the address of the element of a map with a key, nil if there is
// none.
//
//go:linkname mapaccess reflect.mapaccess
//go:noescape
func mapaccess(t *descriptor, m, key unsafe.Pointer) unsafe.Pointer

// Bounds of what Renew looks at: how many values, and how deep in others.
const (
	mostRenewed    = 1 << 17
	deepestRenewed = 64
)

// Renew has what v leads to have the newest versions of types: where an interface
// holds a value of an older version, its type becomes the newer one. It looks where
// those look who print or encode v: at elements, fields and what v itself points
// to, but not into what has methods for that, nor into types of compiled packages,
// nor behind further pointers, where goroutines may be at work. Keys of maps stay
// as they are: another type would be another key.
func Renew(v reflect.Value) {
	if !replaced.Load() || !v.IsValid() {
		return
	}
	r := renewal{left: mostRenewed}
	r.walk(v)
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() && leads(v.Type()) && !shown(v.Type()) {
		r.walk(v.Elem())
	}
}

// A renewal is one call of Renew.
type renewal struct {
	seen  map[unsafe.Pointer]bool // maps
	left  int
	depth int
}

func (r *renewal) walk(v reflect.Value) {
	r.left--
	r.depth++
	defer func() { r.depth-- }()
	if r.left < 0 || r.depth > deepestRenewed || !leads(v.Type()) {
		return
	}
	if v.Kind() != reflect.Interface && shown(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		r.held(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			r.walk(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			r.walk(Field(v, i))
		}
	case reflect.Map:
		r.elements(v)
	}
}

// held renews what the interface v holds, and what that leads to.
func (r *renewal) held(v reflect.Value) {
	if v.IsNil() {
		return
	}
	if !v.CanAddr() {
		if !v.CanInterface() {
			return
		}
		v = copied(v) // what it holds is the same
	}
	p, held := unsafe.Pointer(v.UnsafeAddr()), v.Elem()
	renewHeld(p, v.Type(), held.Type())
	if describe(held.Type()).flags&directFlag == 0 {
		held = reflect.NewAt(held.Type(), (*emptyInterface)(p).data).Elem()
	}
	r.walk(held)
}

// elements renews those of a map in place.
func (r *renewal) elements(m reflect.Value) {
	p := m.UnsafePointer()
	if r.seen[p] || !m.CanInterface() {
		return
	}
	if r.seen == nil {
		r.seen = make(map[unsafe.Pointer]bool)
	}
	r.seen[p] = true
	key := reflect.New(m.Type().Key())
	for it := m.MapRange(); it.Next(); {
		key.Elem().SetIterKey(it)
		if e := mapaccess(describe(m.Type()), p, key.UnsafePointer()); e != nil {
			r.walk(reflect.NewAt(m.Type().Elem(), e).Elem())
		}
	}
}

// renewHeld gives what the interface of type iface at p holds, of type old, the
// newest version of that type. Who reads it meanwhile gets one or the other.
func renewHeld(p unsafe.Pointer, iface, old reflect.Type) {
	now := Current(old)
	if now == old || !now.Implements(iface) {
		return
	}
	was, is := reflect.New(iface).Elem(), reflect.New(iface).Elem()
	was.Set(reflect.Zero(old))
	is.Set(reflect.Zero(now))
	word := func(v reflect.Value) unsafe.Pointer { return *(*unsafe.Pointer)(v.Addr().UnsafePointer()) }
	atomic.CompareAndSwapPointer((*unsafe.Pointer)(p), word(was), word(is))
}

// shown reports whether values of a type, in its newest version, say themselves how
// they look, or whether the type is of a compiled package.
func shown(t reflect.Type) bool {
	now := Current(t)
	if now.PkgPath() != "" && !Interpreted(now.PkgPath()) {
		return true
	}
	for _, i := range showing {
		if now.Implements(i) {
			return true
		}
	}
	return false
}

var showing = []reflect.Type{
	reflect.TypeFor[fmt.Formatter](), reflect.TypeFor[fmt.Stringer](), reflect.TypeFor[fmt.GoStringer](), reflect.TypeFor[error](),
	reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler](), reflect.TypeFor[encoding.BinaryMarshaler](),
}

// leading caches leads, reflect.Type -> bool.
var leading sync.Map

// leads reports whether values of a type can lead to an interface.
func leads(t reflect.Type) bool {
	if l, ok := leading.Load(t); ok {
		return l.(bool)
	}
	l := leadsTo(t, make(map[reflect.Type]bool))
	leading.Store(t, l)
	return l
}

func leadsTo(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Interface:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return leadsTo(t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			if leadsTo(f.Type, seen) {
				return true
			}
		}
	}
	return false
}
