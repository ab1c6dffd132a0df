// Package lower rewrites a change of the session, checked by go/types, into
// Core Go (package core).
//
// # What lowering removes
//
// A walk over the typed syntax builds core nodes. Where Go is rich and Core Go
// is poor, one file holds the rule:
//
//	capture.go     which variables closures share, and so live in memory of their own
//	closure.go     function literals, and operations packed as functions without parameters
//	instance.go    functions and methods, one instance for each list of type arguments
//	substitute.go  type arguments for type parameters
//	typekey.go     structural identity of types across changes
//	typedesc.go    type descriptions
//	method.go      method tables, promotion, method values and expressions
//	rangefunc.go   loops over functions: their bodies become functions
//	deferstmt.go   functions with deferred calls: their bodies become functions
//	order.go       calls that come before what else is evaluated in a statement
//	packages.go    packages of modules: when they are initialised, what they have in assembly
//	effect.go      where one can tell in which order a statement is evaluated
//	parallel.go    in which order assignments evaluate places and values
//
// Expressions become expressions: but for the last one, no rule puts an operand of an
// expression into a statement before it, so order of evaluation is that of the tree. What needs
// a statement (a call whose arguments are the results of another) becomes the
// body of a small function of its own. Statements put operands into slots where
// Go's order of assignment asks for it.
//
// # What lasts
//
// A Lowerer remembers which functions, types and variables the worker already
// has, by keys that the session keeps stable although the type checker's objects
// are new in every change. A change that cannot be lowered leaves it as it was.
package lower
