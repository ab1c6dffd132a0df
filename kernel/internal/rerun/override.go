package rerun

import "reflect"

// Functions are functions of compiled packages in another form.
var Functions = functions()

// Methods are the same for methods, by the receiver's type and the name. The
// functions take the receiver first.
var Methods = map[string]reflect.Value{
	"*net/http.ServeMux.Handle":     reflect.ValueOf(handle),
	"*net/http.ServeMux.HandleFunc": reflect.ValueOf(handleFunc),
	"*net/http.ServeMux.Handler":    reflect.ValueOf(handler),
}

func functions() map[string]reflect.Value {
	m := map[string]reflect.Value{
		"encoding/gob.Register": reflect.ValueOf(register),
		"net/http.Handle":       reflect.ValueOf(handleDefault),
		"net/http.HandleFunc":   reflect.ValueOf(handleFuncDefault),
	}
	for at, list := range flagFunctions {
		for name, define := range list {
			m["flag."+name] = defining(define, at)
		}
	}
	return m
}
