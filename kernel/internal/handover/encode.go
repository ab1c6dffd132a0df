package handover

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
	"unsafe"
)

// A Variable is a variable with its value.
type Variable struct {
	Name  string
	Value reflect.Value
}

// Encode writes variables. The types are the names of those that cells declare and
// values in interfaces have. If busy, goroutines may be changing the variables, and
// maps, which do not survive that, are refused. The error is an *Error.
func Encode(vars []Variable, busy bool) (data []byte, types []string, err error) {
	e := &encoder{busy: busy, seen: make(map[shared]uint64), types: make(map[string]bool)}
	defer func() {
		if p := recover(); p != nil {
			refusal, ok := p.(*Error)
			if !ok {
				refusal = &Error{Path: e.name(), Why: fmt.Sprint(p)}
			}
			data, types, err = nil, nil, refusal
		}
	}()
	e.uint(uint64(len(vars)))
	for _, v := range vars {
		e.path = []string{v.Name}
		e.text(v.Name)
		e.value(v.Value)
	}
	return e.b, slices.Sorted(maps.Keys(e.types)), nil
}

// An encoder is the state of Encode. It panics with an *Error.
type encoder struct {
	b     []byte
	busy  bool
	path  []string
	seen  map[shared]uint64 // number of what has been written
	types map[string]bool
}

// A shared is something that several values may refer to.
type shared struct {
	at  unsafe.Pointer
	len int
	typ reflect.Type
}

func (e *encoder) name() string { return strings.Join(e.path, "") }

func (e *encoder) refuse(why string) { panic(&Error{Path: e.name(), Why: why}) }

func (e *encoder) uint(n uint64) { e.b = binary.AppendUvarint(e.b, n) }

func (e *encoder) text(s string) {
	e.uint(uint64(len(s)))
	e.b = append(e.b, s...)
}

// in writes a part of a value.
func (e *encoder) in(step string, v reflect.Value) {
	e.path = append(e.path, step)
	e.value(v)
	e.path = e.path[:len(e.path)-1]
}

func (e *encoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		e.b = append(e.b, map[bool]byte{true: 1}[v.Bool()])
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.b = binary.AppendVarint(e.b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		e.uint(v.Uint())
	case reflect.Float32, reflect.Float64:
		e.float(v.Float())
	case reflect.Complex64, reflect.Complex128:
		e.float(real(v.Complex()))
		e.float(imag(v.Complex()))
	case reflect.String:
		e.text(v.String())
	case reflect.Array:
		for i := range v.Len() {
			e.in(fmt.Sprintf("[%d]", i), v.Index(i))
		}
	case reflect.Struct:
		e.structure(v)
	default:
		e.reference(v)
	}
}

func (e *encoder) float(f float64) { e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(f)) }

func (e *encoder) structure(v reflect.Value) {
	t := v.Type()
	e.uint(uint64(t.NumField()))
	for i := range t.NumField() {
		e.in("."+t.Field(i).Name, v.Field(i))
	}
}

// reference writes a value that may be nil.
func (e *encoder) reference(v reflect.Value) {
	if v.IsNil() {
		e.uint(0)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		e.pointer(v)
	case reflect.Slice:
		e.slice(v)
	case reflect.Map:
		e.mapping(v)
	case reflect.Interface:
		e.uint(1)
		e.dynamic(v.Elem())
	case reflect.Chan:
		e.refuse("a channel belongs to its process")
	case reflect.Func:
		e.refuse("a function value belongs to its process")
	default:
		e.refuse("a " + v.Kind().String() + " belongs to its process")
	}
}

// again writes the number of something that has been written, and reports whether
// it has. Numbers begin at 2, after nil and what is new.
func (e *encoder) again(s shared) bool {
	if n, ok := e.seen[s]; ok {
		e.uint(n)
		return true
	}
	e.seen[s] = uint64(len(e.seen)) + 2
	e.uint(1)
	return false
}

// lent are packages whose pointers stand for something outside of the process.
var lent = map[string]bool{"os": true, "net": true, "os/exec": true, "internal/poll": true, "net/http": true, "crypto/tls": true, "database/sql": true, "syscall": true}

func (e *encoder) pointer(v reflect.Value) {
	t := v.Type().Elem()
	if lent[t.PkgPath()] && t.Kind() == reflect.Struct {
		e.refuse("a *" + t.String() + " stands for something that the process has opened")
	}
	if e.again(shared{v.UnsafePointer(), 0, v.Type()}) {
		return
	}
	if t == reflect.TypeFor[time.Location]() {
		e.text((*time.Location)(v.UnsafePointer()).String())
		return
	}
	e.in("", v.Elem())
}

func (e *encoder) slice(v reflect.Value) {
	n := v.Len()
	if e.again(shared{v.UnsafePointer(), n + 1, v.Type()}) {
		return
	}
	e.uint(uint64(n))
	if t := v.Type().Elem(); Raw(t) {
		e.b = append(e.b, unsafe.Slice((*byte)(v.UnsafePointer()), n*int(t.Size()))...)
		return
	}
	for i := range n {
		e.in(fmt.Sprintf("[%d]", i), v.Index(i))
	}
}

func (e *encoder) mapping(v reflect.Value) {
	if e.busy {
		e.refuse("it is a map, which a goroutine that is running may be changing")
	}
	if e.again(shared{v.UnsafePointer(), 0, v.Type()}) {
		return
	}
	e.uint(uint64(v.Len()))
	for it := v.MapRange(); it.Next(); {
		step := "[…]"
		if k := it.Key(); k.Kind() == reflect.String || k.CanInt() {
			step = fmt.Sprintf("[%#v]", k)
		}
		e.in(step, it.Key())
		e.in(step, it.Value())
	}
}

// dynamic writes what is in an interface.
func (e *encoder) dynamic(v reflect.Value) {
	if e.busy && !Raw(v.Type()) && v.Kind() != reflect.String {
		e.refuse("it is in an interface, which a goroutine that is running may be changing")
	}
	e.typ(v.Type())
	e.value(v)
}

// typ writes a type.
func (e *encoder) typ(t reflect.Type) {
	switch {
	case t.Name() != "" && t.PkgPath() == "":
		if t.Kind() == reflect.Interface || t.Kind() == reflect.UnsafePointer {
			e.refuse("the type " + t.String() + " in an interface cannot be named")
		}
		e.b = append(e.b, codeBasic, byte(t.Kind()))
	case t.Name() != "":
		e.named(t)
	case t.Kind() == reflect.Pointer:
		e.b = append(e.b, codePointer)
		e.typ(t.Elem())
	case t.Kind() == reflect.Slice:
		e.b = append(e.b, codeSlice)
		e.typ(t.Elem())
	case t.Kind() == reflect.Array:
		e.b = append(e.b, codeArray)
		e.uint(uint64(t.Len()))
		e.typ(t.Elem())
	case t.Kind() == reflect.Map:
		e.b = append(e.b, codeMap)
		e.typ(t.Key())
		e.typ(t.Elem())
	case t.Kind() == reflect.Interface && t.NumMethod() == 0:
		e.b = append(e.b, codeAny)
	default:
		e.refuse("the type " + t.String() + " in an interface has no name that the program could know")
	}
}

// named writes the name of a type.
func (e *encoder) named(t reflect.Type) {
	name := t.String()
	switch {
	case library[name] != nil:
	case t.PkgPath() == "main" && !strings.ContainsAny(name, "[·"):
		e.types[strings.TrimPrefix(name, "main.")] = true
	default:
		e.refuse("the type " + name + " in an interface is not one that the program knows by name")
	}
	e.b = append(e.b, codeNamed)
	e.text(name)
}
