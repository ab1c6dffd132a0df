// Package handover carries the values of variables from the worker to a compiled
// cell, by value.
//
// What is written follows the types, which both processes have: numbers, strings,
// structs with all their fields, exported or not, arrays, slices, maps, pointers and
// interfaces. What several pointers point to is one thing afterwards, too, and so are
// equal slices and maps; a value may contain itself. Slices that overlap otherwise,
// and pointers into the middle of something, become copies. Channels and functions
// belong to their process and cannot be handed over unless they are nil; neither can
// what the operating system lent to the process, such as an open file.
//
// Values in interfaces come with the names of their types. Encode reports those that
// cells declare, since the program must be printed with them; of types of the library
// only a few are known by name.
package handover

import "reflect"

// An Error says why a value cannot be handed over.
type Error struct {
	Path string // "x.next[3]"
	Why  string
}

func (e *Error) Error() string { return e.Path + " cannot be handed over: " + e.Why }

// Codes of the types of values in interfaces.
const (
	codeBasic byte = iota + 1 // a kind follows
	codeNamed                 // a name follows
	codePointer
	codeSlice
	codeArray // its length follows
	codeMap
	codeAny
)

// Raw reports whether a value of type t can be copied as memory: it has no pointers.
func Raw(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return Raw(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !Raw(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return t.Kind() <= reflect.Complex128
}
