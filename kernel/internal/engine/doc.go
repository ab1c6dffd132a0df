// Package engine runs Core Go on yaegi. It is the only importer of yaegi.
//
// # From core to text
//
// A unit is printed as Go text of a kind that yaegi runs correctly, and as
// little of it as possible is left to yaegi: plain functions without closures,
// methods, type declarations or constants; arithmetic, comparison, control
// flow, direct calls, and access to locals, pointers, fields and elements.
// Everything else is a call of a compiled operation (an op), a Go function
// over reflect.Values that is made for the types at hand.
//
// All names that the text does not define itself are symbols of one compiled
// package, g, which is filled for one unit and emptied after it was compiled:
//
//	g.T12   the type 12, where it is not a basic one
//	g.V12   the address of global 12
//	g.F12   the address of the func value of function 12
//	g.K3    a constant, or the address of one
//	g.O5    an op
//	g.X7    a compiled function or method
//
// So yaegi's own types are basic ones or compiled ones, its global frame is
// empty, and nothing of a dropped function stays behind. The text's functions
// are f12, slots s0, s1 …, other variables x0, x1 …, labels l0, l1 ….
//
// # Entering interpreted code
//
// A func value of an interpreted function is a reflect.MakeFunc that makes a
// frame and runs the function's nodes (enter.go). A closure is one that passes
// captured values first; yaegi never sees one.
//
// # Intrinsics
//
// Ops have a meaning without knowing yaegi: yaegi calls them as it calls any
// compiled function. But that costs a reflect.Call each. So between
// compilation and execution the nodes that call them get other code
// (intrinsic.go), which calls the op directly; calls of interpreted functions
// likewise, arithmetic, and access to variables. The environment variable
// GOSCHED_INTRINSICS=off switches this off; all tests pass without, too.
//
// # When functions are compiled
//
// Those of cells with their unit; those of packages when they are first called
// (later.go), since a package has many that nobody calls. Literals of constants are
// not compiled at all but made by an op (literal.go).
//
// # What stays reachable
//
// A frame has what its function's variables and temporaries held last, and frames
// are used again. The garbage collector sees all that, but finalizers, weak pointers and
// memory must not notice. To clear a frame with each call would cost more than the call.
// So nothing is done until a collection, see rt.GC: then frames of calls that have returned
// are dropped (stock.go), and in those of running calls what is dead is replaced (sweep.go).
// What is dead where is found out by an analysis of yaegi's nodes (role.go, liveness.go).
// With GOSCHED_SWEEP=always this happens before each call, to test that nothing
// else is dropped. Without intrinsics it is not known where calls are, and running calls
// keep what they have.
//
// # Positions
//
// The printer notes the offset of each expression in the text with its
// position in the cell; yaegi's nodes know their offset. Panics are located
// by the nodes that were running (stack.go).
package engine
