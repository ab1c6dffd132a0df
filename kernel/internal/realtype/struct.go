package realtype

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"gosched/kernel/internal/core"
)

// structType makes a struct type without name. Reflect makes the plain ones,
// and finds those that the program has anyway.
func (b *builder) structType(def *core.TypeDef) (reflect.Type, error) {
	types := make([]reflect.Type, len(def.Fields))
	plain := len(def.Methods) == 0
	for i, f := range def.Fields {
		var err error
		if types[i], err = b.typ(f.Type); err != nil {
			return nil, err
		}
		plain = plain && f.Exported && !f.Embedded && b.settled(types[i])
	}
	return b.once(b.structKey(def, types), func() (reflect.Type, error) {
		if plain {
			return plainStruct(def, types), nil
		}
		return b.newStruct(def, types)
	})
}

// once makes a type unless an identical one was made before.
func (b *builder) once(key string, make func() (reflect.Type, error)) (reflect.Type, error) {
	if t := b.table.literals[key]; t != nil {
		return t, nil
	}
	if t := b.literals[key]; t != nil {
		return t, nil
	}
	t, err := make()
	if err == nil {
		b.literals[key] = t
	}
	return t, err
}

// plainStruct makes a struct type of exported fields.
func plainStruct(def *core.TypeDef, types []reflect.Type) reflect.Type {
	fields := make([]reflect.StructField, len(types))
	for i, f := range def.Fields {
		fields[i] = reflect.StructField{Name: f.Name, Type: types[i], Tag: reflect.StructTag(f.Tag)}
	}
	return reflect.StructOf(fields)
}

// structKey is equal for identical struct types.
func (b *builder) structKey(def *core.TypeDef, types []reflect.Type) string {
	var s strings.Builder
	fmt.Fprintf(&s, "struct %s", def.Pkg)
	for i, f := range def.Fields {
		fmt.Fprintf(&s, ";%s %t %p %q", f.Name, f.Embedded, describe(types[i]), f.Tag)
	}
	return s.String()
}

// newStruct makes a descriptor for a struct.
func (b *builder) newStruct(def *core.TypeDef, types []reflect.Type) (reflect.Type, error) {
	l, offsets, err := b.structLayout(def)
	if err != nil {
		return nil, err
	}
	d, u, _, ms := allocate(reflect.TypeFor[structDescriptor](), 0, count(def.Methods, false))
	l.fill(d)
	d.kind = uint8(reflect.Struct)
	str := structString(def, types)
	identify(d, str, 0)
	s := (*structDescriptor)(unsafe.Pointer(d))
	for i, f := range def.Fields {
		s.fields = append(s.fields, fieldDescriptor{fieldName(f).encode(), describe(types[i]), offsets[i]})
		if !f.Exported {
			s.pkgPath = name{text: def.Pkg}.encode()
		}
	}
	setEqual(s, def)
	t := typeOf(d)
	if len(def.Methods) == 0 {
		return t, nil
	}
	d.flags |= uncommonFlag
	return t, b.fillMethods(def, t, methodTable{u, ms}, pointerTo(d, "*"+str, len(def.Methods)))
}

// fieldName returns the name of a field as reflect is to see it.
func fieldName(f core.Field) name {
	return name{text: f.Name, tag: f.Tag, exported: f.Exported, embedded: f.Embedded}
}

// structString is the string of a struct type, as the compiler has it.
func structString(def *core.TypeDef, types []reflect.Type) string {
	var s strings.Builder
	s.WriteString("struct {")
	for i, f := range def.Fields {
		if i > 0 {
			s.WriteString(";")
		}
		if !f.Embedded {
			s.WriteString(" " + f.Name)
		}
		s.WriteString(" " + types[i].String())
		if f.Tag != "" {
			s.WriteString(" " + strconv.Quote(f.Tag))
		}
	}
	s.WriteString(" }")
	return s.String()
}

// setEqual makes the equality of a struct, unless a field has none.
func setEqual(s *structDescriptor, def *core.TypeDef) {
	var compared []fieldDescriptor
	regular, end := true, uintptr(0)
	for i, f := range s.fields {
		if f.typ.equal == nil {
			return
		}
		if def.Fields[i].Name == "_" {
			regular = false
			continue
		}
		regular = regular && f.typ.flags&regularFlag != 0 && f.offset == end
		end = f.offset + f.typ.size
		compared = append(compared, f)
	}
	if regular && end == s.size {
		s.flags |= regularFlag
		s.equal = func(p, q unsafe.Pointer) bool {
			return unsafe.String((*byte)(p), end) == unsafe.String((*byte)(q), end)
		}
		return
	}
	s.equal = func(p, q unsafe.Pointer) bool {
		for _, f := range compared {
			if !f.typ.equal(unsafe.Add(p, f.offset), unsafe.Add(q, f.offset)) {
				return false
			}
		}
		return true
	}
}

// Field returns field i of the struct v, settable if v is and whether or not
// the field is exported.
func Field(v reflect.Value, i int) reflect.Value {
	f := v.Field(i)
	if f.CanSet() || !v.CanAddr() {
		return f
	}
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}
