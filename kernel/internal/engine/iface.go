package engine

import (
	"os"
	"reflect"
	"strings"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/realtype"
	"gosched/kernel/rt"
)

// dynamic returns what an interface value holds, the zero Value for nil; other
// values it returns as they are.
func dynamic(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// newest has do see what interfaces hold with the newest version of its type:
// compiled code looks for methods that may have been declared after the value
// was made. What is held inside other values stays as it is unless do looks at all
// of them.
func newest(do func(in, out []reflect.Value), all bool) func(in, out []reflect.Value) {
	return func(in, out []reflect.Value) {
		if realtype.Replaced() {
			for i, v := range in {
				if all && v.IsValid() {
					realtype.Renew(v)
				}
				if v = dynamic(v); v.IsValid() {
					if now := realtype.Current(v.Type()); now != v.Type() {
						in[i] = realtype.As(v, now)
					}
				}
			}
		}
		do(in, out)
	}
}

// looksInside says whether functions and methods of a package print or encode all
// that their operands lead to.
func looksInside(path string) bool {
	switch path {
	case "fmt", "log", "log/slog", "text/template", "html/template", "gosched/kernel/display":
		return true
	}
	return strings.HasPrefix(path, "encoding/")
}

// setDynamic sets dst to v, or to what v holds if it is an interface.
func setDynamic(dst, v reflect.Value) {
	if v = dynamic(v); v.IsValid() {
		dst.Set(v)
	} else {
		dst.SetZero()
	}
}

// setOrZero sets dst to v if ok, otherwise to zero.
func setOrZero(dst, v reflect.Value, ok bool) {
	if ok {
		dst.Set(v)
	} else {
		dst.SetZero()
	}
}

// toInterface returns the implementation of the conversion of a type to an
// interface. The process's standard streams become those of the cell where they
// are made something that reads or writes.
func toInterface(from reflect.Type) func(in, out []reflect.Value) {
	if from != fileType {
		return func(in, out []reflect.Value) { out[0].Set(in[0]) }
	}
	return func(in, out []reflect.Value) { out[0].Set(streamAs(in[0], out[0].Type())) }
}

var (
	fileType   = reflect.TypeFor[*os.File]()
	writerType = reflect.TypeFor[*rt.Writer]()
	readerType = reflect.TypeFor[*rt.Reader]()
)

// streamAs returns the cell's stream for a file that is one of the process's, if
// the interface t is to hold it, otherwise the file.
func streamAs(file reflect.Value, t reflect.Type) reflect.Value {
	if t.NumMethod() > 0 {
		if s := stream(file); s != nil && reflect.TypeOf(s).Implements(t) {
			return reflect.ValueOf(s)
		}
	}
	return file
}

// stream returns the cell's stream for one of the process's, nil for other files.
func stream(file reflect.Value) any { return rt.Standard(file.Interface().(*os.File)) }

// file returns the process's file for a value that is the cell's stream, and other
// values as they are.
func file(v reflect.Value) reflect.Value {
	if v.IsValid() && v.Kind() == reflect.Pointer && (v.Type() == writerType || v.Type() == readerType) {
		if f := rt.File(v.Interface()); f != nil {
			return reflect.ValueOf(f)
		}
	}
	return v
}

// fromInterface returns the implementation of the conversion of an interface to
// the interface t.
func fromInterface(t reflect.Type) func(in, out []reflect.Value) {
	if t.NumMethod() > 0 {
		return func(in, out []reflect.Value) { setDynamic(out[0], in[0]) }
	}
	return func(in, out []reflect.Value) { setDynamic(out[0], file(dynamic(in[0]))) }
}

// as returns v as a value of type t: of another version of its type if need be.
func as(v reflect.Value, t reflect.Type) (reflect.Value, bool) {
	switch {
	case !v.IsValid():
		return v, false
	case t.Kind() == reflect.Interface:
		if v.Type() == fileType {
			v = streamAs(v, t)
		}
		if v.Type().Implements(t) {
			return v, true
		}
		if now := realtype.Current(v.Type()); now != v.Type() && now.Implements(t) {
			return realtype.As(v, now), true
		}
		return v, false
	case v.Type() == t:
		return v, true
	case t == fileType:
		v = file(v)
		return v, v.Type() == t
	case realtype.Same(v.Type(), t):
		return realtype.As(v, t), true
	}
	return v, false
}

// is returns the implementation of the test for dynamic type t.
func is(t reflect.Type) func(in, out []reflect.Value) {
	return func(in, out []reflect.Value) {
		_, ok := as(dynamic(in[0]), t)
		out[0].SetBool(ok)
	}
}

func assertOk(t reflect.Type) func(in, out []reflect.Value) {
	return func(in, out []reflect.Value) {
		v, ok := as(dynamic(in[0]), t)
		setOrZero(out[0], v, ok)
		out[1].SetBool(ok)
	}
}

// assert returns the implementation of x.(t), where x has the static type given.
func assert(static, t reflect.Type) func(in, out []reflect.Value) {
	return func(in, out []reflect.Value) {
		v, ok := as(dynamic(in[0]), t)
		if !ok {
			panic(assertionError(static, v, t))
		}
		out[0].Set(v)
	}
}

func assertionError(static reflect.Type, v reflect.Value, t reflect.Type) error {
	switch {
	case !v.IsValid() && t.Kind() == reflect.Interface:
		return rt.AssertionError(nil, nil, t, "")
	case !v.IsValid():
		return rt.AssertionError(static, nil, t, "")
	case t.Kind() == reflect.Interface:
		return realtype.MissingMethod(v.Interface(), t)
	}
	return rt.AssertionError(static, v.Type(), t, "")
}

// compare returns the implementation of a comparison that yaegi is not left with.
func compare(op core.Op, t reflect.Type) func(in, out []reflect.Value) {
	switch {
	case op == core.OpIsNil:
		return func(in, out []reflect.Value) { out[0].SetBool(!in[0].IsValid() || in[0].IsNil()) }
	case op == core.OpEqual:
		return func(in, out []reflect.Value) { out[0].SetBool(equal(in[0], in[1])) }
	case t.Kind() == reflect.Bool:
		return func(in, out []reflect.Value) { out[0].SetBool((in[0].Bool() == in[1].Bool()) == (op == core.OpEq)) }
	}
	return func(in, out []reflect.Value) {
		out[0].SetBool((in[0].UnsafePointer() == in[1].UnsafePointer()) == (op == core.OpEq))
	}
}

// equal compares two values of one type, or an interface with what another
// interface holds.
func equal(x, y reflect.Value) bool {
	if x, y = dynamic(x), dynamic(y); !x.IsValid() || !y.IsValid() {
		return x.IsValid() == y.IsValid()
	}
	if x.Type() != y.Type() {
		if x, y = file(x), file(y); realtype.Same(x.Type(), y.Type()) {
			y = realtype.As(y, x.Type())
		}
	}
	return x.Interface() == y.Interface()
}

// bound returns the implementation of a method value of a compiled type or an
// interface.
func bound(method string) func(in, out []reflect.Value) {
	return func(in, out []reflect.Value) { out[0].Set(boundMethod(in[0], method)) }
}

// boundMethod returns a method of a value or interface as a func value. That of
// a cell type is made anew, which interpreted can tell.
func boundMethod(v reflect.Value, method string) reflect.Value {
	if v.CanAddr() { // reflect would look at the variable in each call
		c := reflect.New(v.Type()).Elem()
		c.Set(v)
		v = c
	}
	m := methodOf(v, method)
	v = dynamic(v)
	switch o, ok := methodOverrides[v.Type().String()+"."+method]; {
	case ok:
		return reflect.MakeFunc(m.Type(), func(args []reflect.Value) []reflect.Value {
			return o.Call(append([]reflect.Value{v}, args...))
		})
	case v.Type() == fileType:
		if s := stream(v); s != nil {
			if f := reflect.ValueOf(s).MethodByName(method); f.IsValid() {
				return f
			}
		}
		return m
	case compiledMethods(v):
		return m
	}
	return reflect.MakeFunc(m.Type(), func(args []reflect.Value) []reflect.Value { return call(m, args, m.Type().IsVariadic()) })
}

// methodOf returns a method of a value or interface as a func value.
func methodOf(v reflect.Value, method string) reflect.Value {
	if v.Kind() != reflect.Interface {
		return v.MethodByName(method)
	}
	if v.IsNil() {
		panic(nilPointer)
	}
	invoker, _ := realtype.NewInvoker(v.Type(), method)
	return invoker.Bind(v)
}
