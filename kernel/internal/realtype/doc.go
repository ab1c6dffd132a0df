// Package realtype makes run-time types out of core's type descriptions, while
// the program runs: types that have a name, methods and unexported fields, so
// that fmt, errors, sort, encoding/json and reflect treat values of cell types
// as they treat those of compiled ones.
//
// Package reflect can make types, but no named ones and none with methods.
// Here the descriptors that the compiler would have written into the program
// (internal/abi.Type and what follows it in memory) are put together on the
// heap. The runtime finds names, types and code from them through offsets
// registered with reflect.addReflectOff, as it does for types that reflect
// makes.
//
// # How a unit's types are made
//
// Types may refer to each other in circles, always through a named type. So:
//
//  1. Size, alignment and pointer bitmap of each named type are computed from
//     the descriptions alone (layout.go).
//  2. Descriptors of the named types are allocated with those, name and hash:
//     enough for reflect to make pointers to them, slices, maps of them.
//  3. Unnamed types are made by reflect, except structs with unexported or
//     embedded fields and interfaces with methods, which are made here.
//  4. The named descriptors are completed: fields, elements, method tables.
//
// # Methods
//
// An entry of a method table is the address of code; there is none, since
// methods are interpreted. Each entry therefore gets its own stub, one of a
// fixed number in the program's text (stubs_GOARCH.s), which loads the closure
// in its slot as function context and jumps to the closure's code, all
// arguments in place. Table.Link fills the slots. A method with pointer
// receiver needs one stub, and the call costs no more than a call of the
// linked function. One with value receiver needs up to three: called with the
// value, through an interface that holds the address of a copy, and through a
// pointer; the latter two go through a reflect.MakeFunc function that copies
// the receiver.
//
// # What is not exported
//
// Unexported fields and methods are so for reflect, too, and for all that rests
// on it. Who stands for the package that declares them uses Field and Invoker.
//
// # Conditions
//
// All this rests on the layout of one minor version of Go and on the calling
// conventions of amd64 and arm64. SelfTest checks both and must have returned
// nil before a Table is used. Whatever is made is kept for the life of the
// process, since the runtime keeps addresses where the garbage collector does
// not see them.
package realtype
