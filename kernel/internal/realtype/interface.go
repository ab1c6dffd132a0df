package realtype

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"strings"
	"unsafe"

	"gosched/kernel/internal/core"
)

// interfaceType makes an interface type without name.
func (b *builder) interfaceType(def *core.TypeDef) (reflect.Type, error) {
	if len(def.Methods) == 0 {
		return reflect.TypeFor[any](), nil
	}
	methods := inOrder(def.Methods)
	sigs := make([]reflect.Type, len(methods))
	key := "interface"
	for i, m := range methods {
		var err error
		if sigs[i], err = b.typ(m.Sig); err != nil {
			return nil, err
		}
		key += fmt.Sprintf(";%s.%s %p", m.Pkg, m.Name, describe(sigs[i]))
	}
	return b.once(key, func() (reflect.Type, error) { return newInterface(def.Pkg, methods, sigs), nil })
}

// newInterface makes a descriptor for an interface.
func newInterface(pkg string, methods []core.Method, sigs []reflect.Type) reflect.Type {
	d, _, _, _ := allocate(reflect.TypeFor[interfaceDescriptor](), 0, 0)
	interfaceLayout.fill(d)
	d.kind = uint8(reflect.Interface)
	d.equal = describe(reflect.TypeFor[error]()).equal
	identify(d, interfaceString(methods, sigs), 0)
	x := (*interfaceDescriptor)(unsafe.Pointer(d))
	x.pkgPath = name{text: pkg}.encode()
	for i, m := range methods {
		x.methods = append(x.methods, imethod{methodName(m).offset(), describe(sigs[i]).offset()})
	}
	return typeOf(d)
}

// interfaceString is the string of an interface type, as the compiler has it.
func interfaceString(methods []core.Method, sigs []reflect.Type) string {
	var s strings.Builder
	s.WriteString("interface {")
	for i, m := range methods {
		if i > 0 {
			s.WriteString(";")
		}
		s.WriteString(" ")
		if !m.Exported {
			s.WriteString(path.Base(cmp.Or(m.Pkg, cellPath)) + ".")
		}
		s.WriteString(m.Name + strings.TrimPrefix(sigs[i].String(), "func"))
	}
	s.WriteString(" }")
	return s.String()
}
