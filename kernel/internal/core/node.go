package core

// A Pos is a position in the cell (or file) of the enclosing function.
// Both are 1-based, the column in bytes; zero means unknown.
type Pos struct{ Line, Col int32 }

// A Node is one expression, place or statement. Which fields an operation
// uses is said at its Op.
type Node struct {
	Op   Op
	Type TypeID // type of the value; 0 for statements and for calls without or with several results
	Pos  Pos
	Int  int64
	Str  string
	Args []*Node // an absent optional operand is nil
}

// A TypeID numbers a type of the session: 1-based, dense, never reused.
// The IDs below FirstType are the same in every session.
type TypeID int32

// The predeclared types. Their TypeIDs are fixed.
const (
	NoType TypeID = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	String
	UnsafePointer
	Any   // interface{}
	Error // the predeclared error
	Frame // *rt.Frame: the deferred calls of one function call
	FirstType
)

// A FuncID numbers a function of the session; a GlobalID a package-level or
// hoisted cell variable. Both are 1-based and never reused.
type (
	FuncID   int32
	GlobalID int32
)

// A Kind is the kind of a described type.
type Kind uint8

// The kinds of TypeDef.
const (
	KindInvalid   Kind = iota
	KindPointer        // Elem
	KindSlice          // Elem
	KindArray          // Elem, Len
	KindMap            // Key, Elem
	KindChan           // Elem, Dir
	KindFunc           // In, Out, Variadic (the last In is then a slice)
	KindStruct         // Fields, Methods (those promoted from embedded fields), Name empty
	KindInterface      // Methods (without Func), Name empty
	KindNamed          // cell type: Name, Pkg, Elem = underlying type (or a KindExt that has the same), Methods
	KindExt            // named type of a compiled package: Pkg = import path, Name
)

// A Dir is the direction of a channel type.
type Dir uint8

// The directions of channels.
const (
	Both Dir = iota
	SendOnly
	RecvOnly
)

// A TypeDef describes one type. Types may be recursive through any TypeID.
// A unit's TypeDefs come in no particular order.
type TypeDef struct {
	ID       TypeID
	Kind     Kind
	Name     string // KindNamed: as printed after the package, with type arguments: "Pair[int,string]"
	Pkg      string // KindNamed: package name as printed ("main"); KindExt: import path; KindStruct, KindInterface: path of the package of unexported names
	Path     string // KindNamed: import path, if it is not Pkg
	Key      TypeID
	Elem     TypeID
	Len      int64
	Dir      Dir
	In, Out  []TypeID
	Variadic bool
	Fields   []Field
	Methods  []Method
	Prev     TypeID // KindNamed: the version this one replaces with the same underlying type, or 0
}

// A Field is a struct field. Blank fields are named "_".
type Field struct {
	Name     string
	Type     TypeID
	Tag      string
	Embedded bool
	Exported bool
}

// A Method is an entry of a method set. In an interface Func is 0. In a
// KindNamed or KindStruct, Func takes the receiver as its first parameter. When
// Ptr is false, the method is in the method sets of T and *T, and Func takes the
// type itself or a pointer to it, through which it changes nothing; when Ptr is
// true (*T only), a pointer. Promoted methods have an entry too, whose Func
// takes a pointer, selects and calls.
type Method struct {
	Name     string
	Exported bool
	Pkg      string // path of the package, unless Exported
	Sig      TypeID // without receiver
	Ptr      bool
	Func     FuncID
}

// A Slot is a local variable, parameter or temporary of a function.
type Slot struct {
	Name string // as in the source; "" for temporaries
	Type TypeID
}

// A Func is a function. Its first Captures slots hold what Closure captured,
// the next Params slots its parameters, in order; the rest start as zero
// values each time the function is called.
type Func struct {
	ID       FuncID
	Name     string // as the compiler prints it in a stack: "main.fib", "main.(*T).Add", "main.main.func1"
	Cell     int    // execution count of the cell it stands in; 0 for library source
	File     string // library source: file name
	Pos      Pos
	Captures int
	Params   int
	Variadic bool
	Results  []TypeID
	Slots    []Slot
	Body     *Node // Block
	Recovers bool  // contains Recover
	Calls    bool  // calls anything but builtins: may be part of endless recursion
	Helper   bool  // made by lowering; not shown in stacks
}

// A Global is new storage for a variable, zeroed.
type Global struct {
	ID    GlobalID
	Name  string // as in the source
	Cell  int
	Type  TypeID
	Alias GlobalID // if not 0, the same memory seen as another version of its type
}

// A Unit is one change to the program.
type Unit struct {
	Cell     int
	Types    []*TypeDef // a TypeDef of a known ID differs only in its methods' Funcs: they replace the former ones
	Globals  []*Global
	Funcs    []*Func
	Inits    []FuncID // to run in order before Run: initialisers, init functions
	Packages int      // how many of Inits, the first, initialise packages; unless they end well, there is no change
	Run      FuncID   // the cell's statements, no parameters, no results; 0 if none
	Main     FuncID   // func main, run last; 0 if the cell declares none
	Drop     []FuncID // functions that nothing new can reach any more
	Free     []GlobalID
}
