package native

import (
	"fmt"
	"os"
	"reflect"
)

// ValuesVar is the environment variable that names the file with the values that
// are handed over.
const ValuesVar = "GOSCHED_VALUES"

// Type returns a type of the program, for Take.
func Type[T any]() reflect.Type { return reflect.TypeFor[T]() }

// Take returns a value that is handed over. The types are those of the program that
// an interface in it may hold.
func Take[T any](name string, types ...reflect.Type) T {
	var v T
	fmt.Fprintf(os.Stderr, "%s was not handed over\n", name)
	os.Exit(1)
	return v
}
