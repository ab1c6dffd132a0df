package native

import (
	"fmt"
	"os"
	"reflect"
	"sync"

	"gosched/kernel/internal/handover"
)

// ValuesVar is the environment variable that names the file with the values that
// are handed over. It stays, since the program may start itself again, in a role of
// package child, and its variables are then initialized as they were.
const ValuesVar = "GOSCHED_VALUES"

// handed are the values, decoded together: they may share things.
var handed = struct {
	once   sync.Once
	values map[string]reflect.Value
	err    error
}{}

// Take returns a value that is handed over. Expect returns nil pointers to the types
// of all variables, by name, and to those that values in interfaces may have, by
// names that begin with a space.
func Take[T any](name string, expect func() map[string]any) T {
	handed.once.Do(func() { handed.values, handed.err = decode(expect()) })
	v, ok := handed.values[name]
	if !ok {
		fmt.Fprintf(os.Stderr, "%s was not handed over: %v\n", name, handed.err)
		os.Exit(1)
	}
	return *v.Addr().Interface().(*T)
}

func decode(expected map[string]any) (map[string]reflect.Value, error) {
	data, err := os.ReadFile(os.Getenv(ValuesVar))
	if err != nil {
		return nil, err
	}
	vars := make(map[string]reflect.Type)
	var named []reflect.Type
	for name, p := range expected {
		if t := reflect.TypeOf(p).Elem(); name[0] == ' ' {
			named = append(named, t)
		} else {
			vars[name] = t
		}
	}
	return handover.Decode(data, vars, named)
}
