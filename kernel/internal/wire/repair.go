package wire

import (
	"encoding/json"
	"math"
	"reflect"
)

// repaired returns a copy of v (a content or a part of one) in which everything
// that cannot be encoded is replaced: JSON that is not JSON by a string of its
// text, numbers that are none by zero. It is the slow path, taken after encoding
// has failed.
func repaired(v any) any {
	old := reflect.ValueOf(v)
	repl := reflect.New(old.Type()).Elem()
	repl.Set(old)
	repair(repl)
	return repl.Interface()
}

var rawType = reflect.TypeFor[json.RawMessage]()

// repair repairs the settable value v without touching memory that v shares.
func repair(v reflect.Value) {
	if v.Type() == rawType {
		if raw := v.Bytes(); !json.Valid(raw) {
			v.SetBytes(encode(string(raw)))
		}
		return
	}
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			v.SetFloat(0)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				repair(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			p := reflect.New(v.Type().Elem())
			p.Elem().Set(v.Elem())
			repair(p.Elem())
			v.Set(p)
		}
	case reflect.Slice:
		repairSlice(v)
	case reflect.Map:
		repairMap(v)
	}
}

func repairSlice(v reflect.Value) {
	if v.IsNil() {
		return
	}
	s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(s, v)
	for i := range s.Len() {
		repair(s.Index(i))
	}
	v.Set(s)
}

func repairMap(v reflect.Value) {
	if v.IsNil() {
		return
	}
	m := reflect.MakeMapWithSize(v.Type(), v.Len())
	for iter := v.MapRange(); iter.Next(); {
		elem := reflect.New(v.Type().Elem()).Elem()
		elem.Set(iter.Value())
		repair(elem)
		m.SetMapIndex(iter.Key(), elem)
	}
	v.Set(m)
}
