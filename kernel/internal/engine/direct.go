package engine

import (
	"reflect"
	"sync"
	"time"

	"gosched/kernel/rt"
)

// direct returns a call of fn without reflection if fn has one of the types
// that cells call often, otherwise nil.
func direct(fn reflect.Value) func(in, out []reflect.Value) {
	switch fn := fn.Interface().(type) {
	case func():
		return func(_, _ []reflect.Value) { fn() }
	case func(*sync.Mutex):
		return func(in, _ []reflect.Value) { fn((*sync.Mutex)(in[0].UnsafePointer())) }
	case func(*sync.RWMutex):
		return func(in, _ []reflect.Value) { fn((*sync.RWMutex)(in[0].UnsafePointer())) }
	case func(*sync.WaitGroup):
		return func(in, _ []reflect.Value) { fn((*sync.WaitGroup)(in[0].UnsafePointer())) }
	case func(*sync.WaitGroup, int):
		return func(in, _ []reflect.Value) { fn((*sync.WaitGroup)(in[0].UnsafePointer()), int(in[1].Int())) }
	case func(time.Duration):
		return func(in, _ []reflect.Value) { fn(time.Duration(in[0].Int())) }
	case func(float64) float64:
		return func(in, out []reflect.Value) { out[0].SetFloat(fn(in[0].Float())) }
	case func(float64, float64) float64:
		return func(in, out []reflect.Value) { out[0].SetFloat(fn(in[0].Float(), in[1].Float())) }
	case func(int64) uint:
		return func(in, out []reflect.Value) { out[0].SetUint(uint64(fn(in[0].Int()))) }
	case func(string, string) bool:
		return func(in, out []reflect.Value) { out[0].SetBool(fn(in[0].String(), in[1].String())) }
	case func(...any):
		return func(in, _ []reflect.Value) { fn(interfaces(in)...) }
	case func(...any) string:
		return func(in, out []reflect.Value) { out[0].SetString(fn(interfaces(in)...)) }
	case func(string, ...any) string:
		return func(in, out []reflect.Value) { out[0].SetString(fn(in[0].String(), interfaces(in[1:])...)) }
	case func(any):
		return func(in, _ []reflect.Value) { fn(interfaceOf(in[0])) }
	case func() *rt.Frame:
		return func(_, out []reflect.Value) { out[0].Set(reflect.ValueOf(fn())) }
	case func(*rt.Frame, func()):
		return func(in, _ []reflect.Value) { fn((*rt.Frame)(in[0].UnsafePointer()), funcOf(in[1])) }
	case func(*rt.Frame):
		return func(in, _ []reflect.Value) { fn((*rt.Frame)(in[0].UnsafePointer())) }
	case func(*rt.Frame, func(), bool):
		return func(in, _ []reflect.Value) {
			fn((*rt.Frame)(in[0].UnsafePointer()), funcOf(in[1]), in[2].Bool())
		}
	case func(func(), string, int):
		return func(in, _ []reflect.Value) { fn(funcOf(in[0]), in[1].String(), int(in[2].Int())) }
	}
	return nil
}

// interfaces returns the values as interface values.
func interfaces(in []reflect.Value) []any {
	list := make([]any, len(in))
	for i, v := range in {
		list[i] = interfaceOf(v)
	}
	return list
}

func interfaceOf(v reflect.Value) any {
	if v.Kind() == reflect.Interface && v.IsNil() {
		return nil
	}
	return v.Interface()
}

var plainFunc = reflect.TypeFor[func()]()

// funcOf returns a func value without parameters and results.
func funcOf(v reflect.Value) func() {
	return v.Convert(plainFunc).Interface().(func())
}
