package engine

import (
	"io"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
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
	case func(...any) (int, error):
		return func(in, out []reflect.Value) { setCount(out)(fn(interfaces(in)...)) }
	case func(string, ...any) (int, error):
		return func(in, out []reflect.Value) { setCount(out)(fn(in[0].String(), interfaces(in[1:])...)) }
	case func(io.Writer, ...any) (int, error):
		return func(in, out []reflect.Value) { setCount(out)(fn(writer(in[0]), interfaces(in[1:])...)) }
	case func(io.Writer, string, ...any) (int, error):
		return func(in, out []reflect.Value) {
			setCount(out)(fn(writer(in[0]), in[1].String(), interfaces(in[2:])...))
		}
	case func(string, ...any) error:
		return func(in, out []reflect.Value) { setError(out[0], fn(in[0].String(), interfaces(in[1:])...)) }
	case func(*strings.Builder, string) (int, error):
		return func(in, out []reflect.Value) {
			setCount(out)(fn((*strings.Builder)(in[0].UnsafePointer()), in[1].String()))
		}
	case func(*strings.Builder, byte) error:
		return func(in, out []reflect.Value) {
			setError(out[0], fn((*strings.Builder)(in[0].UnsafePointer()), byte(in[1].Uint())))
		}
	case func(*strings.Builder, rune) (int, error):
		return func(in, out []reflect.Value) {
			setCount(out)(fn((*strings.Builder)(in[0].UnsafePointer()), rune(in[1].Int())))
		}
	case func(*atomic.Int32, int32) int32:
		return func(in, out []reflect.Value) {
			out[0].SetInt(int64(fn((*atomic.Int32)(in[0].UnsafePointer()), int32(in[1].Int()))))
		}
	case func(*atomic.Int64, int64) int64:
		return func(in, out []reflect.Value) {
			out[0].SetInt(fn((*atomic.Int64)(in[0].UnsafePointer()), in[1].Int()))
		}
	case func(*int32, int32) int32:
		return func(in, out []reflect.Value) {
			out[0].SetInt(int64(fn((*int32)(in[0].UnsafePointer()), int32(in[1].Int()))))
		}
	case func(*int64, int64) int64:
		return func(in, out []reflect.Value) { out[0].SetInt(fn((*int64)(in[0].UnsafePointer()), in[1].Int())) }
	case func(string) string:
		return func(in, out []reflect.Value) { out[0].SetString(fn(in[0].String())) }
	case func(string, string) string:
		return func(in, out []reflect.Value) { out[0].SetString(fn(in[0].String(), in[1].String())) }
	case func(string, string) int:
		return func(in, out []reflect.Value) { out[0].SetInt(int64(fn(in[0].String(), in[1].String()))) }
	case func(int) string:
		return func(in, out []reflect.Value) { out[0].SetString(fn(int(in[0].Int()))) }
	case func(string) (int, error):
		return func(in, out []reflect.Value) { setCount(out)(fn(in[0].String())) }
	case func(int) int:
		return func(in, out []reflect.Value) { out[0].SetInt(int64(fn(int(in[0].Int())))) }
	case func(rune) bool:
		return func(in, out []reflect.Value) { out[0].SetBool(fn(rune(in[0].Int()))) }
	case func() float64:
		return func(_, out []reflect.Value) { out[0].SetFloat(fn()) }
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
		return func(in, _ []reflect.Value) {
			frame, body := (*rt.Frame)(in[0].UnsafePointer()), funcOf(in[1])
			clear(in) // deferred calls run when body and what it captures are no longer needed
			fn(frame, body)
		}
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

// setCount returns what sets the results of a function that counts and may fail.
func setCount(out []reflect.Value) func(n int, err error) {
	return func(n int, err error) {
		out[0].SetInt(int64(n))
		setError(out[1], err)
	}
}

func setError(out reflect.Value, err error) { *(*error)(address(out)) = err }

// writer returns a value that a call makes an io.Writer.
func writer(v reflect.Value) io.Writer {
	w, _ := interfaceOf(v).(io.Writer)
	return w
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
