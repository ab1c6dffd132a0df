package rerun

import (
	"encoding/gob"
	"fmt"
	"reflect"
	"strings"
)

// register is gob.Register. The name of a type that was declared anew is that of
// another one, so it gets a number.
func register(value any) {
	v := try(func() { gob.Register(value) })
	for n := 2; taken(v); n++ {
		v = try(func() { gob.RegisterName(fmt.Sprintf("%s·%d", reflect.TypeOf(value), n), value) })
	}
	if v != nil {
		panic(v)
	}
}

// taken reports whether gob has panicked with v because another type has a name.
func taken(v any) bool {
	text, ok := v.(string)
	return ok && strings.HasPrefix(text, "gob: registering duplicate types for ") && strings.Contains(text, "main.")
}

// try returns what f panics with, nil if it does not.
func try(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}
