// Package core is Core Go: the small, typed and resolved form of Go into which
// package lower rewrites every cell and which package engine reads.
//
// It is data. A Unit is one change to a running program: types, storage,
// functions, and the function to run. A function body is a tree of Nodes, all
// of one struct type: an operation, the type of its value, its position, its
// operands, and at most one number and one string. The comment of each Op says
// which it uses. Nothing is looked up by name: a local variable is a slot, a
// function a FuncID, storage a GlobalID, a type a TypeID, and only symbols of
// compiled packages are named, by import path and name.
//
// What Core Go does not have, because lowering has removed it: shadowing, type
// parameters, methods of cell types (a method is a function whose first
// parameter is its receiver, listed in its type's method table), promoted
// fields and methods, implicit conversions, constants that are not literals,
// captured variables (a variable that a closure shares lives in memory of its
// own and slots hold its address), untyped values, evaluation whose order is
// left open, and range over functions.
//
// # Order of evaluation
//
// Operands are evaluated left to right, completely, before their operation,
// except those of AndAnd, OrOr and the branches of statements. A place (see
// Assign) evaluates its operands when its turn comes; lowering has put operands
// into slots wherever Go's order of assignment demands it.
//
// # Sharing
//
// Only Deref, Index of a slice, MapIndex and channel operations touch memory
// that another goroutine may see. Slots are private to one call.
//
// # Forms
//
// Encode and Decode are the binary form that travels to the worker. Format and
// Parse are the text form that tests read and write:
//
//	(assign:0 @3:7 (local:1 #0) (add:1 (local:1 #1) (const:1 #1)))
//
// is, at line 3, column 7 of the cell, "slot 0 = slot 1 + 1", of type 1.
package core
