package core

// An Op is an operation. In the comments T is the node's type, x, y … its
// Args in order; "int" and "str" are its Int and Str. Args in [brackets] may be
// nil.
type Op uint8

// The operations.
const (
	OpInvalid Op = iota

	// Values.

	OpConst   // literal of basic (or named basic) type T: bool and integers in int (bit pattern, unsigned ones too), floats as math.Float64bits in int, strings in str, complex as "re,im" in str, each in strconv 'g' form
	OpZero    // zero value of T, nil included
	OpLocal   // slot int; also a place
	OpGlobal  // address of global int; T is a pointer
	OpFunc    // function int as a value; it has no captures
	OpExt     // function "path.Name" (str) of a compiled package as a value
	OpExtVar  // address of variable "path.Name" (str) of a compiled package; T is a pointer
	OpClosure // function int with x… as its captures
	OpBound   // method value of a compiled or interface type: method str of x; a nil interface panics here

	// Arithmetic on operands of T itself; wraps around as T does.

	OpNeg
	OpCompl // ^x
	OpNot
	OpAdd // numbers and strings
	OpSub
	OpMul
	OpDiv // integer division by zero panics
	OpRem
	OpAnd
	OpOr
	OpXor
	OpAndNot
	OpShl // x << y; y is of any integer type, a negative count panics
	OpShr

	// Comparison of two operands of one type; T is a boolean type.

	OpEq // basic types, pointers, channels, unsafe.Pointer
	OpNe
	OpLt // numbers, strings
	OpLe
	OpGt
	OpGe
	OpEqual // interfaces, structs, arrays, both operands of one type; panics if not comparable. Also interface against concrete after ToIface
	OpIsNil // x == nil for pointer, slice, map, chan, func, interface, unsafe.Pointer
	OpAndAnd
	OpOrOr

	// Conversion of x to T.

	OpConv        // between numeric types; between types of identical underlying type; channel direction; to and from unsafe.Pointer
	OpRuneString  // integer to string
	OpBytesString // []byte or []rune to string (of any named such types)
	OpStringBytes // string to []byte or []rune
	OpArrayOf     // slice to array or pointer to array; panics if too short
	OpToIface     // non-interface value to interface T, which it is known to implement
	OpIface       // interface value to interface T, known to be wider; nil stays nil
	OpAssert      // x.(T); panics
	OpAssertOk    // the same, yielding T and bool (only in AssignMulti)
	OpIs          // bool: dynamic type of x is type int (TypeID), or implements it; false for nil

	// Memory.

	OpDeref      // *x, also a place; nil panics
	OpField      // field int of struct x; also a place if x is one
	OpIndex      // x[y]: array, slice or string x, y of type int or uint64; also a place if x is a slice or a place
	OpMapIndex   // x[y], zero value if absent; also a place to assign to
	OpMapIndexOk // the same, yielding element and bool (only in AssignMulti)
	OpAddr       // &x: x is a place rooted in memory (a Deref or slice Index within); T is a pointer
	OpSlice      // x[[y]:[z]:[w]]: slice, string, or pointer to array x; bounds of type int or uint64
	OpSliceAt    // unsafe.Slice(x, y), y of type int
	OpStringAt   // unsafe.String(x, y)
	OpNew        // pointer T to a new variable: zero, or a copy of [x]
	OpStruct     // struct T with fields x… in order, none missing
	OpElems      // array or slice T of length int; each arg is an OpAt, the rest zero
	OpAt         // element int of an OpElems is x
	OpMap        // map T with keys and values x… alternating
	OpMakeSlice  // make(T, x, [y]); both int
	OpMakeMap    // make(T, [x])
	OpMakeChan   // make(T, [x])
	OpLen        // of string, slice, map, channel, array, or pointer to array
	OpCap
	OpAppend      // append(x, y…), elements converted
	OpAppendSlice // append(x, y...), y a slice of the same type or a string
	OpCopy        // copy(x, y), y a slice or a string; T is int
	OpMin
	OpMax
	OpComplex // complex(x, y)
	OpReal
	OpImag

	// Calls. T is the result type, or 0 when there are none or several. Where the
	// signature of a compiled function has an instance of iter.Seq or iter.Seq2, T
	// and the operands have the plain function type.

	OpCall       // function int, arguments x…: of a variadic function the last is the slice
	OpCallValue  // function value x, arguments y…, the same; nil panics
	OpCallExt    // compiled function "path.Name" (str); int is 1 if the last argument is spread with "...", else variadic arguments are listed
	OpCallMethod // method str of x (a value or pointer of a compiled type, or an interface, a nil one panics), arguments y…; int as for OpCallExt
	OpRecv       // <-x
	OpRecvOk     // the same, yielding value and bool (only in AssignMulti)
	OpRecover    // recover(), of type any; only in a Func with Recovers

	// Statements.

	OpExpr        // evaluate x, drop its value
	OpAssign      // place x = y
	OpAssignMulti // evaluate x, which yields several values, into the slots y… (OpLocal, or nil for blank)
	OpBlock       // x… in order
	OpIf          // if x then block y [else block z]
	OpFor         // for [x]; [post block y] { block z }; str is its label or "". The engine polls for interrupts at its head
	OpSwitch      // clauses x… (OpCase) in order, tagless; str is its label or ""
	OpCase        // [condition x] block y; a nil condition is the default, tried last
	OpFallthrough // last in the block of an OpCase
	OpSelect      // clauses x… (OpOnSend, OpOnRecv, OpOnDefault); str is its label or "". Channels and values to send are evaluated once, in order
	OpOnSend      // case x <- y: block z
	OpOnRecv      // case [slot y], [slot z] = <-x: block w
	OpOnDefault   // default: block x
	OpRangeMap    // for [slot y], [slot z] in map x { block w }; str is its label or "". In Go's random order; entries deleted before they are reached are not seen
	OpBreak       // str is a label of an enclosing For, RangeMap, Switch, Select or Labeled, or "" for the innermost of the first four
	OpContinue    // str as above, or "" for the innermost loop
	OpLabeled     // label str for a block x that can be left by Break
	OpLabel       // target str of OpGoto
	OpGoto
	OpReturn      // x… as results
	OpGo          // start a goroutine that calls x, a func() value; str is the callee's name for goroutine tables
	OpNewFrame    // slot int (type Frame) = a new frame of deferred calls
	OpRunFrame    // call y, a func() value, then the deferred calls of frame x, last first, whatever happened; re-panic unless recovered. y is the body of the function: it may recover what its caller may. int is 1 if deferred calls are made where y returns, as stacks show it, else they are made here
	OpDefer       // put [y], a func() value, on frame x. int is 1 if the call made by y may recover. Without y the call is of recover, which acts on the function of the frame, when that returns
	OpPanic       // panic(x), x of type any
	OpRangePanic  // panic as the runtime does for the misuse int of a loop body over a function: 0 body called after it returned false, 2 after it panicked, 3 after the loop ended, 4 the body's panic was recovered by the iterator
	OpPrint       // print(x…) to stderr
	OpPrintln     // println(x…)
	OpDelete      // delete(x, y)
	OpClear       // clear(x)
	OpClose       // close(x)
	OpSend        // x <- y
	OpSetExt      // variable "path.Name" (str) of a compiled package = x
	OpResult      // the cell's result is x…, each converted to any by ToIface or Iface
	OpUnreachable // control cannot get here
	numOps
)
