package engine

import (
	"fmt"
	"go/token"
	"reflect"
	"sync"
	"unsafe"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/rt"
)

//lint:file-ignore U1000 the mirror types have all fields, used or not: checkMirrors compares them

// This file holds all knowledge of yaegi's unexported types. The mirror types
// have the layout of those of v0.16.1, which checkMirrors verifies field by
// field; fields that the engine does not use have types of the same layout.

// A node mirrors interp.node.
type node struct {
	debug         unsafe.Pointer
	child         []*node
	anc           *node
	param         []unsafe.Pointer
	start         *node
	tnext, fnext  *node
	interp        unsafe.Pointer
	index         int64
	findex        int
	level         int
	nleft, nright int
	kind          uint
	pos           token.Pos
	sym           *symbol
	typ           unsafe.Pointer
	recv          unsafe.Pointer
	types         []reflect.Type
	scope         *scope
	action        uint
	exec          exec
	gen           func(*node)
	val           any
	rval          reflect.Value
	ident         string
	redeclared    bool
	meta          any
}

// An exec is what a node does in a frame; it returns what the next node does.
// It stands for interp.bltn, a recursive type.
type exec func(*frame) exec

// A frame mirrors interp.frame. In done, which yaegi uses only for its own
// cancellation, the engine keeps the node that is running and the goroutine.
type frame struct {
	id        uint64
	call      *callSite // interp.frameDebugData, which only its debugger uses
	root, anc *frame
	data      []reflect.Value
	mutex     sync.RWMutex
	operands  []reflect.Value // interp's are deferred calls: memory for those of the op that runs
	raises    any             // interp.recovered, for deferred calls: not nil if a helper itself is the cause of a panic
	done      struct {        // a reflect.SelectCase
		held     int // its direction: bytes of the large variables of this frame and its callers
		chanType unsafe.Pointer
		at       *node   // its channel
		swept    uintptr // 1 if nothing dead is left in it and its callers, see Sweep
		sendType unsafe.Pointer
		g        *rt.G // its value to send
		sendFlag uintptr
	}
}

// A value mirrors reflect.Value.
type value struct {
	typ, ptr unsafe.Pointer
	flag     uintptr
}

// A symbol mirrors the beginning of interp.symbol.
type symbol struct {
	kind  uint
	typ   unsafe.Pointer
	node  *node
	from  []*node
	recv  unsafe.Pointer
	index int
}

// A scope mirrors the beginning of interp.scope.
type scope struct {
	anc         *scope
	child       []*scope
	def         *node
	loop        *node
	loopRestart *node
	pkgID       string
	pkgName     string
	types       []reflect.Type
	level       int
	sym         map[string]*symbol
}

// checkMirrors compares the mirror types with yaegi's.
func checkMirrors() error {
	root, ok := reflect.TypeFor[interp.Program]().FieldByName("root")
	if !ok {
		return fmt.Errorf("engine: interp.Program has no root")
	}
	n := root.Type.Elem()
	for _, m := range []struct{ mine, real reflect.Type }{
		{reflect.TypeFor[node](), n},
		{reflect.TypeFor[frame](), typeOfField(n, "exec").In(0).Elem()},
		{reflect.TypeFor[symbol](), typeOfField(n, "sym").Elem()},
		{reflect.TypeFor[scope](), typeOfField(n, "scope").Elem()},
	} {
		if err := compareLayout(m.mine, m.real); err != nil {
			return err
		}
	}
	return nil
}

func typeOfField(t reflect.Type, name string) reflect.Type {
	f, _ := t.FieldByName(name)
	return f.Type
}

// mirrored gives the names of fields that the mirror names otherwise.
var mirrored = map[string]string{"call": "debug", "operands": "deferred", "raises": "recovered"}

// compareLayout checks that mine begins as real does.
func compareLayout(mine, real reflect.Type) error {
	for i := range mine.NumField() {
		m := mine.Field(i)
		name := m.Name
		if other := mirrored[name]; other != "" {
			name = other
		}
		r, ok := real.FieldByName(name)
		if !ok || r.Offset != m.Offset || r.Type.Size() != m.Type.Size() || !sameWords(m.Type, r.Type) {
			return fmt.Errorf("engine: layout of yaegi's %s.%s is not the expected one", real.Name(), name)
		}
	}
	return nil
}

// sameWords says whether two types are alike as far as the garbage collector
// and the code of this package care.
func sameWords(mine, real reflect.Type) bool {
	switch mine.Kind() {
	case reflect.UnsafePointer:
		return real.Kind() == reflect.Pointer
	case reflect.Struct:
		return real.Kind() == reflect.Struct
	case reflect.Uint:
		return real.Kind() == reflect.Uint || real.Kind() == reflect.Int
	}
	return mine.Kind() == real.Kind()
}

// rootOf returns the syntax tree of a compiled program.
func rootOf(p *interp.Program) *node {
	return *(**node)(fieldOf(unsafe.Pointer(p), reflect.TypeFor[interp.Program](), "root"))
}

// fieldOf returns the address of a field of a struct of type t at p.
func fieldOf(p unsafe.Pointer, t reflect.Type, name string) unsafe.Pointer {
	f, _ := t.FieldByName(name)
	return unsafe.Add(p, f.Offset)
}

// rootFrame returns the interpreter's global frame.
func rootFrame(i *interp.Interpreter) *frame {
	return *(**frame)(fieldOf(unsafe.Pointer(i), reflect.TypeFor[interp.Interpreter](), "frame"))
}

// forget removes what the interpreter keeps of all compiled programs but only
// compilation needs: their files, trees and nested scopes, and the names of the
// functions that are dropped. A tree that is left holds every function of its program.
func forget(i *interp.Interpreter, drop []string) {
	*(*[]*node)(fieldOf(unsafe.Pointer(i), reflect.TypeFor[interp.Interpreter](), "roots")) = nil
	removeFiles(i.FileSet())
	scopes := *(*map[string]*scope)(fieldOf(unsafe.Pointer(i), reflect.TypeFor[interp.Interpreter](), "scopes"))
	main := scopes["main"]
	if main == nil {
		return
	}
	main.child = nil
	for _, name := range drop {
		delete(main.sym, name)
	}
}

// removeFiles empties a set: the interpreter adds two files for each program.
func removeFiles(set *token.FileSet) {
	var files []*token.File
	set.Iterate(func(f *token.File) bool {
		files = append(files, f)
		return true
	})
	for _, f := range files {
		set.RemoveFile(f)
	}
}

// funcDecls returns the nodes of a program's functions by name.
func funcDecls(root *node) map[string]*node {
	decls := make(map[string]*node)
	for _, n := range root.child {
		if len(n.child) == 4 && n.child[1].ident != "" {
			decls[n.child[1].ident] = n
		}
	}
	return decls
}

// kindName returns yaegi's name for the kind of a node.
func kindName(n *node) string {
	return reflect.NewAt(nodeKind, unsafe.Pointer(&n.kind)).Elem().Interface().(fmt.Stringer).String()
}

var nodeKind = func() reflect.Type {
	root, _ := reflect.TypeFor[interp.Program]().FieldByName("root")
	return typeOfField(root.Type.Elem(), "kind")
}()

// isSpread says whether the last argument of a call is followed by dots.
func isSpread(n *node) bool { return n.action == callSlice }

// callSlice is yaegi's aCallSlice. Its actions have names for printing only,
// of which this one's is its own.
var callSlice = func() uint {
	root, _ := reflect.TypeFor[interp.Program]().FieldByName("root")
	t := typeOfField(root.Type.Elem(), "action")
	for i := range uint(200) {
		if s, ok := reflect.NewAt(t, unsafe.Pointer(&i)).Elem().Interface().(fmt.Stringer); ok && s.String() == "callSlice" {
			return i
		}
	}
	return 0
}()
