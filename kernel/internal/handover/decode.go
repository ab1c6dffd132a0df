package handover

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"
	"unsafe"
)

// library are the types of the library that are known by name.
var library = map[string]reflect.Type{}

func init() {
	wrapped := fmt.Errorf("%w", errors.New(""))
	for _, t := range []reflect.Type{
		reflect.TypeFor[time.Duration](), reflect.TypeFor[time.Time](), reflect.TypeFor[time.Month](), reflect.TypeFor[time.Weekday](),
		reflect.TypeOf(errors.New("")).Elem(), reflect.TypeOf(wrapped).Elem(),
	} {
		library[t.String()] = t
	}
}

// Decode returns the variables that Encode has written, whose types are given by
// name. Named are the types that values in interfaces may have.
func Decode(data []byte, vars map[string]reflect.Type, named []reflect.Type) (values map[string]reflect.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			values, err = nil, fmt.Errorf("decoding what was handed over: %v", p)
		}
	}()
	d := &decoder{b: data, named: make(map[string]reflect.Type)}
	for _, t := range named {
		d.named[t.String()] = t
	}
	values = make(map[string]reflect.Value)
	for range d.uint() {
		name := d.text()
		if vars[name] == nil {
			return nil, fmt.Errorf("%s was handed over, and is not expected", name)
		}
		v := reflect.New(vars[name]).Elem()
		d.value(v)
		values[name] = v
	}
	return values, nil
}

// A decoder is the state of Decode. It panics.
type decoder struct {
	b     []byte
	seen  []reflect.Value
	named map[string]reflect.Type
}

func (d *decoder) uint() uint64 { return number(d, binary.Uvarint) }

func (d *decoder) int() int64 { return number(d, binary.Varint) }

// number reads a number, as read does.
func number[N uint64 | int64](d *decoder, read func([]byte) (N, int)) N {
	n, size := read(d.b)
	if size <= 0 {
		panic("it ends too soon")
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.b) {
		panic("it ends too soon")
	}
	p := d.b[:n]
	d.b = d.b[n:]
	return p
}

func (d *decoder) text() string { return string(d.bytes(int(d.uint()))) }

func (d *decoder) float() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(d.bytes(8)))
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.bytes(1)[0] != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(d.int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(d.uint())
	case reflect.Float32, reflect.Float64:
		v.SetFloat(d.float())
	case reflect.Complex64, reflect.Complex128:
		re := d.float()
		v.SetComplex(complex(re, d.float()))
	case reflect.String:
		v.SetString(d.text())
	case reflect.Array:
		for i := range v.Len() {
			d.value(v.Index(i))
		}
	case reflect.Struct:
		d.structure(v)
	default:
		d.reference(v)
	}
}

func (d *decoder) structure(v reflect.Value) {
	if n := d.uint(); n != uint64(v.NumField()) {
		panic(fmt.Sprintf("%v has %d fields there and %d here", v.Type(), n, v.NumField()))
	}
	for i := range v.NumField() {
		f := v.Field(i)
		d.value(reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()) // unexported ones, too
	}
}

func (d *decoder) reference(v reflect.Value) {
	n := d.uint()
	switch {
	case n == 0: // nil
	case v.Kind() == reflect.Interface:
		x := reflect.New(d.typ()).Elem()
		d.value(x)
		v.Set(x)
	case n > 1:
		v.Set(d.seen[n-2].Convert(v.Type()))
	case v.Kind() == reflect.Pointer:
		d.pointer(v)
	case v.Kind() == reflect.Slice:
		d.slice(v)
	case v.Kind() == reflect.Map:
		d.mapping(v)
	default:
		panic("a " + v.Kind().String() + " is not nil")
	}
}

func (d *decoder) pointer(v reflect.Value) {
	if v.Type().Elem() == reflect.TypeFor[time.Location]() {
		place := len(d.seen)
		d.seen = append(d.seen, reflect.Value{})
		loc, err := time.LoadLocation(d.text())
		if err != nil {
			loc = time.UTC
		}
		d.seen[place] = reflect.ValueOf(loc)
		v.Set(d.seen[place])
		return
	}
	p := reflect.New(v.Type().Elem())
	v.Set(p.Convert(v.Type()))
	d.seen = append(d.seen, p)
	d.value(p.Elem())
}

func (d *decoder) slice(v reflect.Value) {
	n := int(d.uint())
	t := v.Type().Elem()
	if n > len(d.b) && (t.Size() > 0 || !Raw(t)) {
		panic("it ends too soon")
	}
	s := reflect.MakeSlice(v.Type(), n, n)
	v.Set(s)
	d.seen = append(d.seen, s)
	if Raw(t) {
		size := n * int(t.Size())
		copy(unsafe.Slice((*byte)(s.UnsafePointer()), size), d.bytes(size))
		return
	}
	for i := range n {
		d.value(s.Index(i))
	}
}

func (d *decoder) mapping(v reflect.Value) {
	n := int(d.uint())
	m := reflect.MakeMap(v.Type())
	v.Set(m)
	d.seen = append(d.seen, m)
	for range n {
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.value(k)
		d.value(e)
		m.SetMapIndex(k, e)
	}
}

// basics are the types that have kinds for names.
var basics = map[reflect.Kind]reflect.Type{
	reflect.Bool: reflect.TypeFor[bool](), reflect.String: reflect.TypeFor[string](),
	reflect.Int: reflect.TypeFor[int](), reflect.Int8: reflect.TypeFor[int8](), reflect.Int16: reflect.TypeFor[int16](),
	reflect.Int32: reflect.TypeFor[int32](), reflect.Int64: reflect.TypeFor[int64](),
	reflect.Uint: reflect.TypeFor[uint](), reflect.Uint8: reflect.TypeFor[uint8](), reflect.Uint16: reflect.TypeFor[uint16](),
	reflect.Uint32: reflect.TypeFor[uint32](), reflect.Uint64: reflect.TypeFor[uint64](), reflect.Uintptr: reflect.TypeFor[uintptr](),
	reflect.Float32: reflect.TypeFor[float32](), reflect.Float64: reflect.TypeFor[float64](),
	reflect.Complex64: reflect.TypeFor[complex64](), reflect.Complex128: reflect.TypeFor[complex128](),
}

func (d *decoder) typ() reflect.Type {
	switch code := d.bytes(1)[0]; code {
	case codeBasic:
		return basics[reflect.Kind(d.bytes(1)[0])]
	case codeNamed:
		name := d.text()
		if t := d.named[name]; t != nil {
			return t
		}
		if t := library[name]; t != nil {
			return t
		}
		panic("the type " + name + " is not known")
	case codePointer:
		return reflect.PointerTo(d.typ())
	case codeSlice:
		return reflect.SliceOf(d.typ())
	case codeArray:
		n := int(d.uint())
		return reflect.ArrayOf(n, d.typ())
	case codeMap:
		key := d.typ()
		return reflect.MapOf(key, d.typ())
	case codeAny:
		return reflect.TypeFor[any]()
	}
	panic("a type is not understood")
}
