// Package realtype makes run-time types from core's type descriptions.
package realtype

import (
	"errors"
	"reflect"

	"gosched/kernel/internal/core"
)

// A Table holds the run-time types of a session.
type Table struct{ frame reflect.Type }

// New returns a table in which core.Frame is frame.
func New(frame reflect.Type) *Table { return &Table{frame: frame} }

// Define makes all types of a unit, or none.
func (t *Table) Define(defs []*core.TypeDef) error { return errors.New("not yet") }

// Type returns the run-time type of id, nil if it was never defined.
func (t *Table) Type(id core.TypeID) reflect.Type { return nil }

// Link gives a method its code: a function with the receiver as first
// parameter, of type id if ptr is false and else a pointer to it.
func (t *Table) Link(id core.TypeID, method string, ptr bool, fn reflect.Value) error { return nil }

// Current returns the newest version of a type of which methods were added later.
func Current(t reflect.Type) reflect.Type { return t }

// Same reports whether a and b are one type or versions of one.
func Same(a, b reflect.Type) bool { return Current(a) == Current(b) }

// SelfTest checks that types can be made in this program.
func SelfTest() error { return nil }
