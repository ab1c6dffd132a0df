package engine

import (
	"maps"
	"reflect"

	"gosched/kernel/internal/realtype"
)

// plain returns the symbols of package g for a unit whose nodes are yaegi's:
// what yaegi calls then does all that the nodes of this package do.
func plain(syms map[string]reflect.Value, inside map[string]bool) map[string]reflect.Value {
	syms = maps.Clone(syms)
	for name, v := range syms {
		if v.Kind() == reflect.Func && (name[0] == 'X' || name == "Result") {
			syms[name] = plainly(v, inside[name] || name == "Result")
		}
	}
	return syms
}

// plainly returns a compiled function that calls fn with the newest versions of
// what interfaces hold.
func plainly(fn reflect.Value, all bool) reflect.Value {
	t := fn.Type()
	do := newest(func(in, out []reflect.Value) { copyResults(out, fn.Call(in)) }, all)
	return reflect.MakeFunc(t, func(in []reflect.Value) []reflect.Value {
		if !realtype.Replaced() {
			return call(fn, in, t.IsVariadic())
		}
		if t.IsVariadic() {
			in = spread(in)
		}
		out := make([]reflect.Value, t.NumOut())
		for i := range out {
			out[i] = reflect.New(t.Out(i)).Elem()
		}
		do(in, out)
		return out
	})
}

// spread returns arguments with the elements of the last one instead of it.
func spread(in []reflect.Value) []reflect.Value {
	last := len(in) - 1
	list := in[last]
	in = append([]reflect.Value(nil), in[:last]...)
	for i := range list.Len() {
		in = append(in, list.Index(i))
	}
	return in
}
