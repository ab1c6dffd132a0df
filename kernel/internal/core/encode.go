package core

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The binary form is a sequence of varints and length-prefixed strings in the
// order of the struct fields; a node is its Op (0: absent), a byte of flags
// saying which fields follow, those fields, and its Args.

// Encode returns the binary form of u.
func Encode(u *Unit) []byte {
	w := writer{buf: make([]byte, 0, 1024)}
	w.int(int64(u.Cell))
	writeList(&w, u.Types, w.typeDef)
	writeList(&w, u.Globals, w.global)
	writeList(&w, u.Funcs, w.fn)
	writeIDs(&w, u.Inits)
	w.int(int64(u.Packages))
	w.int(int64(u.Run))
	w.int(int64(u.Main))
	writeIDs(&w, u.Drop)
	writeIDs(&w, u.Free)
	return w.buf
}

// ErrFormat is the error of Decode for bytes that Encode did not make.
var ErrFormat = errors.New("core: malformed unit")

// Decode is the inverse of Encode. It retains no part of data.
func Decode(data []byte) (u *Unit, err error) {
	r := reader{buf: data}
	defer func() {
		if e := recover(); e != nil {
			if _, ok := e.(malformed); !ok {
				panic(e)
			}
			u, err = nil, fmt.Errorf("%w at byte %d of %d", ErrFormat, len(data)-len(r.buf), len(data))
		}
	}()
	u = &Unit{Cell: int(r.int())}
	u.Types = readList(&r, r.typeDef)
	u.Globals = readList(&r, r.global)
	u.Funcs = readList(&r, r.fn)
	u.Inits = readIDs[FuncID](&r)
	u.Packages = int(r.int())
	u.Run = FuncID(r.int())
	u.Main = FuncID(r.int())
	u.Drop = readIDs[FuncID](&r)
	u.Free = readIDs[GlobalID](&r)
	if len(r.buf) != 0 {
		r.fail()
	}
	return u, nil
}

type writer struct{ buf []byte }

func (w *writer) int(i int64)  { w.buf = binary.AppendVarint(w.buf, i) }
func (w *writer) bool(b bool)  { w.buf = append(w.buf, b2i(b)) }
func (w *writer) str(s string) { w.int(int64(len(s))); w.buf = append(w.buf, s...) }
func (w *writer) pos(p Pos)    { w.int(int64(p.Line)); w.int(int64(p.Col)) }
func (w *writer) id(i TypeID)  { w.int(int64(i)) }
func (w *writer) field(f Field) {
	w.str(f.Name)
	w.id(f.Type)
	w.str(f.Tag)
	w.bool(f.Embedded)
	w.bool(f.Exported)
}

func b2i(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func writeList[T any](w *writer, list []T, f func(T)) {
	w.int(int64(len(list)))
	for _, x := range list {
		f(x)
	}
}

func writeIDs[T ~int32](w *writer, list []T) {
	writeList(w, list, func(x T) { w.int(int64(x)) })
}

func (w *writer) typeDef(t *TypeDef) {
	w.id(t.ID)
	w.buf = append(w.buf, byte(t.Kind))
	w.str(t.Name)
	w.str(t.Pkg)
	w.str(t.Path)
	w.id(t.Key)
	w.id(t.Elem)
	w.int(t.Len)
	w.buf = append(w.buf, byte(t.Dir))
	writeIDs(w, t.In)
	writeIDs(w, t.Out)
	w.bool(t.Variadic)
	writeList(w, t.Fields, w.field)
	writeList(w, t.Methods, w.method)
	w.id(t.Prev)
}

func (w *writer) method(m Method) {
	w.str(m.Name)
	w.bool(m.Exported)
	w.str(m.Pkg)
	w.id(m.Sig)
	w.bool(m.Ptr)
	w.int(int64(m.Func))
}

func (w *writer) global(g *Global) {
	w.int(int64(g.ID))
	w.str(g.Name)
	w.int(int64(g.Cell))
	w.id(g.Type)
	w.int(int64(g.Alias))
}

func (w *writer) fn(f *Func) {
	w.int(int64(f.ID))
	w.str(f.Name)
	w.int(int64(f.Cell))
	w.str(f.File)
	w.pos(f.Pos)
	w.int(int64(f.Captures))
	w.int(int64(f.Params))
	w.bool(f.Variadic)
	writeIDs(w, f.Results)
	writeList(w, f.Slots, func(s Slot) { w.str(s.Name); w.id(s.Type) })
	w.node(f.Body)
	w.bool(f.Recovers)
	w.bool(f.Calls)
	w.bool(f.Helper)
}

// The flags of an encoded node.
const (
	hasType = 1 << iota
	hasPos
	hasInt
	hasStr
	hasArgs
)

func (w *writer) node(n *Node) {
	if n == nil {
		w.buf = append(w.buf, 0)
		return
	}
	flags := b2i(n.Type != 0)*hasType | b2i(n.Pos != Pos{})*hasPos | b2i(n.Int != 0)*hasInt |
		b2i(n.Str != "")*hasStr | b2i(len(n.Args) > 0)*hasArgs
	w.buf = append(w.buf, byte(n.Op), flags)
	if flags&hasType != 0 {
		w.id(n.Type)
	}
	if flags&hasPos != 0 {
		w.pos(n.Pos)
	}
	if flags&hasInt != 0 {
		w.int(n.Int)
	}
	if flags&hasStr != 0 {
		w.str(n.Str)
	}
	if flags&hasArgs != 0 {
		writeList(w, n.Args, w.node)
	}
}

// malformed is what a reader panics with; Decode recovers it.
type malformed struct{}

type reader struct {
	buf   []byte
	depth int
}

// maxDepth bounds the nesting of nodes: more than any parser lets through.
const maxDepth = 100_000

func (r *reader) fail() { panic(malformed{}) }

func (r *reader) int() int64 {
	i, n := binary.Varint(r.buf)
	if n <= 0 {
		r.fail()
	}
	r.buf = r.buf[n:]
	return i
}

func (r *reader) int32() int32 {
	i := r.int()
	if int64(int32(i)) != i {
		r.fail()
	}
	return int32(i)
}

func (r *reader) byte() byte {
	if len(r.buf) == 0 {
		r.fail()
	}
	b := r.buf[0]
	r.buf = r.buf[1:]
	return b
}

func (r *reader) bool() bool { return r.byte() != 0 }
func (r *reader) id() TypeID { return TypeID(r.int32()) }
func (r *reader) pos() Pos   { return Pos{r.int32(), r.int32()} }

func (r *reader) str() string {
	n := r.len()
	s := string(r.buf[:n])
	r.buf = r.buf[n:]
	return s
}

// len reads a length, which no well-formed unit has greater than what is left:
// every element takes at least a byte.
func (r *reader) len() int {
	n := r.int()
	if n < 0 || n > int64(len(r.buf)) {
		r.fail()
	}
	return int(n)
}

func readList[T any](r *reader, f func() T) []T {
	n := r.len()
	if n == 0 {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		list[i] = f()
	}
	return list
}

func readIDs[T ~int32](r *reader) []T {
	return readList(r, func() T { return T(r.int32()) })
}

func (r *reader) typeDef() *TypeDef {
	return &TypeDef{
		ID: r.id(), Kind: Kind(r.byte()), Name: r.str(), Pkg: r.str(), Path: r.str(), Key: r.id(), Elem: r.id(),
		Len: r.int(), Dir: Dir(r.byte()), In: readIDs[TypeID](r), Out: readIDs[TypeID](r),
		Variadic: r.bool(), Fields: readList(r, r.field), Methods: readList(r, r.method), Prev: r.id(),
	}
}

func (r *reader) field() Field {
	return Field{Name: r.str(), Type: r.id(), Tag: r.str(), Embedded: r.bool(), Exported: r.bool()}
}

func (r *reader) method() Method {
	return Method{Name: r.str(), Exported: r.bool(), Pkg: r.str(), Sig: r.id(), Ptr: r.bool(), Func: FuncID(r.int32())}
}

func (r *reader) global() *Global {
	return &Global{ID: GlobalID(r.int32()), Name: r.str(), Cell: int(r.int()), Type: r.id(), Alias: GlobalID(r.int32())}
}

func (r *reader) fn() *Func {
	return &Func{
		ID: FuncID(r.int32()), Name: r.str(), Cell: int(r.int()), File: r.str(), Pos: r.pos(),
		Captures: int(r.int()), Params: int(r.int()), Variadic: r.bool(), Results: readIDs[TypeID](r),
		Slots: readList(r, func() Slot { return Slot{Name: r.str(), Type: r.id()} }),
		Body:  r.node(), Recovers: r.bool(), Calls: r.bool(), Helper: r.bool(),
	}
}

func (r *reader) node() *Node {
	op := Op(r.byte())
	if op == OpInvalid {
		return nil
	}
	if r.depth++; op >= numOps || r.depth > maxDepth {
		r.fail()
	}
	defer func() { r.depth-- }()
	n := &Node{Op: op}
	flags := r.byte()
	if flags&hasType != 0 {
		n.Type = r.id()
	}
	if flags&hasPos != 0 {
		n.Pos = r.pos()
	}
	if flags&hasInt != 0 {
		n.Int = r.int()
	}
	if flags&hasStr != 0 {
		n.Str = r.str()
	}
	if flags&hasArgs != 0 {
		n.Args = readList(r, r.node)
	}
	return n
}
