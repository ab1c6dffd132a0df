package core

import (
	"fmt"
	"maps"
	"strings"
)

// A Verifier checks units before they travel: it knows what earlier units of
// the session defined.
type Verifier struct {
	types   map[TypeID]*TypeDef
	funcs   map[FuncID]*Func
	globals map[GlobalID]*Global
}

// NewVerifier returns a Verifier that knows the predeclared types only.
func NewVerifier() *Verifier {
	return &Verifier{types: map[TypeID]*TypeDef{}, funcs: map[FuncID]*Func{}, globals: map[GlobalID]*Global{}}
}

// Verify returns the first violation of a rule of this package in u, with the
// path to it, or nil; what u defines is then known to the next call.
func (v *Verifier) Verify(u *Unit) error {
	next := &Verifier{types: maps.Clone(v.types), funcs: maps.Clone(v.funcs), globals: maps.Clone(v.globals)}
	if err := next.unit(u); err != nil {
		return fmt.Errorf("core: unit of cell %d: %w", u.Cell, err)
	}
	*v = *next
	return nil
}

func (v *Verifier) unit(u *Unit) error {
	for _, d := range u.Types {
		if d.ID < FirstType {
			return fmt.Errorf("type %d is predeclared", d.ID)
		}
		v.types[d.ID] = d
	}
	for _, g := range u.Globals {
		v.globals[g.ID] = g
	}
	for _, f := range u.Funcs {
		v.funcs[f.ID] = f
	}
	for _, d := range u.Types {
		if err := v.typeDef(d); err != nil {
			return fmt.Errorf("type %d %s: %w", d.ID, d.Name, err)
		}
	}
	for _, g := range u.Globals {
		if err := v.known(g.Type); err != nil {
			return fmt.Errorf("variable %d %s: %w", g.ID, g.Name, err)
		}
	}
	for _, f := range u.Funcs {
		if err := v.function(f); err != nil {
			return fmt.Errorf("function %d %s: %w", f.ID, f.Name, err)
		}
	}
	if u.Packages < 0 || u.Packages > len(u.Inits) {
		return fmt.Errorf("%d of %d initialisers are of packages", u.Packages, len(u.Inits))
	}
	for _, id := range append(u.Inits, u.Run, u.Main) {
		if f := v.funcs[id]; id != 0 && (f == nil || f.Params+f.Captures+len(f.Results) > 0) {
			return fmt.Errorf("function %d cannot be run by itself", id)
		}
	}
	return nil
}

// known says whether there is a type id.
func (v *Verifier) known(id TypeID) error {
	if id > NoType && id < FirstType || v.types[id] != nil {
		return nil
	}
	return fmt.Errorf("type %d is not defined", id)
}

func (v *Verifier) typeDef(d *TypeDef) error {
	var used []TypeID
	switch d.Kind {
	case KindPointer, KindSlice, KindArray, KindChan:
		used = []TypeID{d.Elem}
	case KindMap:
		used = []TypeID{d.Key, d.Elem}
	case KindNamed:
		used = []TypeID{d.Elem}
	}
	used = append(append(used, d.In...), d.Out...)
	for _, f := range d.Fields {
		used = append(used, f.Type)
	}
	for _, m := range d.Methods {
		used = append(used, m.Sig)
		if d.Kind != KindInterface {
			if err := v.method(d, m); err != nil {
				return fmt.Errorf("method %s: %w", m.Name, err)
			}
		}
	}
	for _, id := range used {
		if err := v.known(id); err != nil {
			return err
		}
	}
	return nil
}

// method checks that a method's function takes the receiver first.
func (v *Verifier) method(d *TypeDef, m Method) error {
	f := v.funcs[m.Func]
	sig := v.types[m.Sig]
	switch {
	case f == nil:
		return fmt.Errorf("function %d is not defined", m.Func)
	case sig == nil || sig.Kind != KindFunc:
		return fmt.Errorf("signature %d is not that of a function", m.Sig)
	case f.Params != len(sig.In)+1 || len(f.Results) != len(sig.Out) || f.Captures > 0:
		return fmt.Errorf("function %d does not fit", m.Func)
	}
	recv := f.Slots[0].Type
	p := v.types[recv]
	isPtr := p != nil && p.Kind == KindPointer && p.Elem == d.ID
	switch {
	case isPtr, !m.Ptr && recv == d.ID:
		return nil
	case m.Ptr:
		return fmt.Errorf("receiver is type %d, not a pointer to %d", recv, d.ID)
	}
	return fmt.Errorf("receiver is type %d, not %d", recv, d.ID)
}

func (v *Verifier) function(f *Func) error {
	if f.Captures+f.Params > len(f.Slots) {
		return fmt.Errorf("%d captures and %d parameters in %d slots", f.Captures, f.Params, len(f.Slots))
	}
	for i, s := range f.Slots {
		if err := v.known(s.Type); err != nil {
			return fmt.Errorf("slot %d: %w", i, err)
		}
	}
	for _, t := range f.Results {
		if err := v.known(t); err != nil {
			return fmt.Errorf("result: %w", err)
		}
	}
	if f.Body == nil || f.Body.Op != OpBlock {
		return fmt.Errorf("body is not a block")
	}
	b := &bodyVerifier{Verifier: v, fn: f, labels: map[string]bool{}}
	b.collect(f.Body)
	return b.node(f.Body)
}

// A bodyVerifier checks the nodes of one function.
type bodyVerifier struct {
	*Verifier
	fn     *Func
	labels map[string]bool // targets of goto
	breaks []enclosing
	path   []string
}

// An enclosing statement is one that break or continue can name.
type enclosing struct {
	label string
	loop  bool
	block bool // Labeled
}

func (b *bodyVerifier) collect(n *Node) {
	if n == nil {
		return
	}
	if n.Op == OpLabel {
		b.labels[n.Str] = true
	}
	for _, a := range n.Args {
		b.collect(a)
	}
}

// errorf is an error at n with the way to it.
func (b *bodyVerifier) errorf(n *Node, format string, args ...any) error {
	return fmt.Errorf("%s at %d:%d: %s", strings.Join(b.path, "/"), n.Pos.Line, n.Pos.Col, fmt.Sprintf(format, args...))
}

func (b *bodyVerifier) node(n *Node) error {
	if n == nil {
		return nil
	}
	b.path = append(b.path, n.Op.String())
	if err := b.check(n); err != nil {
		return err
	}
	if e, ok := enclosed(n); ok {
		b.breaks = append(b.breaks, e)
		defer func() { b.breaks = b.breaks[:len(b.breaks)-1] }()
	}
	for i, a := range n.Args {
		if err := b.operand(n, i, a); err != nil {
			return err
		}
		if err := b.node(a); err != nil {
			return err
		}
	}
	b.path = b.path[:len(b.path)-1]
	return nil
}

func enclosed(n *Node) (enclosing, bool) {
	switch n.Op {
	case OpFor, OpRangeMap:
		return enclosing{label: n.Str, loop: true}, true
	case OpSwitch, OpSelect:
		return enclosing{label: n.Str}, true
	case OpLabeled:
		return enclosing{label: n.Str, block: true}, true
	}
	return enclosing{}, false
}

// operand checks operand i of n.
func (b *bodyVerifier) operand(n *Node, i int, a *Node) error {
	letter := shapes[n.Op].at(i)
	if !allowed(letter, a) {
		return b.errorf(n, "operand %d is %s, want %c", i, describe(a), letter)
	}
	return nil
}

func describe(n *Node) string {
	if n == nil {
		return "absent"
	}
	return n.Op.String()
}

// check checks n itself.
func (b *bodyVerifier) check(n *Node) error {
	if n.Op == OpInvalid || n.Op >= numOps {
		return b.errorf(n, "invalid operation")
	}
	if !shapes[n.Op].fits(len(n.Args)) {
		return b.errorf(n, "%d operands, want %q", len(n.Args), shapes[n.Op])
	}
	if n.Type != NoType {
		if err := b.known(n.Type); err != nil {
			return b.errorf(n, "%v", err)
		}
	}
	switch n.Op {
	case OpLocal, OpNewFrame:
		return b.slot(n)
	case OpGlobal:
		if b.globals[GlobalID(n.Int)] == nil {
			return b.errorf(n, "variable %d is not defined", n.Int)
		}
	case OpFunc, OpClosure, OpCall:
		return b.callee(n)
	case OpIs:
		if err := b.known(TypeID(n.Int)); err != nil {
			return b.errorf(n, "%v", err)
		}
	case OpExt, OpExtVar, OpCallExt, OpSetExt:
		if !strings.Contains(n.Str, ".") {
			return b.errorf(n, "%q is not the name of a symbol", n.Str)
		}
	case OpRecover:
		if !b.fn.Recovers {
			return b.errorf(n, "in a function that is not marked")
		}
	case OpReturn:
		if len(n.Args) != len(b.fn.Results) {
			return b.errorf(n, "%d results, want %d", len(n.Args), len(b.fn.Results))
		}
		for i, a := range n.Args {
			if a != nil && a.Type != b.fn.Results[i] {
				return b.errorf(n, "result %d has type %d, want %d", i, a.Type, b.fn.Results[i])
			}
		}
	case OpGoto:
		if !b.labels[n.Str] {
			return b.errorf(n, "no label %q", n.Str)
		}
	case OpBreak, OpContinue:
		return b.branch(n)
	}
	return b.operandTypes(n)
}

func (b *bodyVerifier) slot(n *Node) error {
	if n.Int < 0 || n.Int >= int64(len(b.fn.Slots)) {
		return b.errorf(n, "slot %d of %d", n.Int, len(b.fn.Slots))
	}
	if t := b.fn.Slots[n.Int].Type; n.Op == OpLocal && t != n.Type || n.Op == OpNewFrame && t != Frame {
		return b.errorf(n, "slot %d has type %d, not %d", n.Int, t, n.Type)
	}
	return nil
}

// callee checks number and types of arguments or captures.
func (b *bodyVerifier) callee(n *Node) error {
	f := b.funcs[FuncID(n.Int)]
	if f == nil {
		return b.errorf(n, "function %d is not defined", n.Int)
	}
	first, count := 0, f.Captures
	if n.Op == OpCall {
		first, count = f.Captures, f.Params
		if f.Captures > 0 {
			return b.errorf(n, "function %d has captures", n.Int)
		}
		if len(f.Results) == 1 && n.Type != f.Results[0] || len(f.Results) != 1 && n.Type != NoType {
			return b.errorf(n, "type %d of a call with results %v", n.Type, f.Results)
		}
	}
	if len(n.Args) != count {
		return b.errorf(n, "%d operands for function %d, want %d", len(n.Args), n.Int, count)
	}
	for i, a := range n.Args {
		if want := f.Slots[first+i].Type; a != nil && a.Type != want {
			return b.errorf(n, "operand %d for function %d has type %d, want %d", i, n.Int, a.Type, want)
		}
	}
	return nil
}

func (b *bodyVerifier) branch(n *Node) error {
	for i := len(b.breaks) - 1; i >= 0; i-- {
		e := b.breaks[i]
		if n.Str == e.label && n.Str != "" && (n.Op == OpBreak || e.loop) || n.Str == "" && !e.block && (n.Op == OpBreak || e.loop) {
			return nil
		}
	}
	return b.errorf(n, "no enclosing statement %q", n.Str)
}

// operandTypes checks that operands have the types their operation wants.
func (b *bodyVerifier) operandTypes(n *Node) error {
	same := func(x, y TypeID, what string) error {
		if x != y {
			return b.errorf(n, "%s: types %d and %d differ", what, x, y)
		}
		return nil
	}
	switch n.Op {
	case OpAdd, OpSub, OpMul, OpDiv, OpRem, OpAnd, OpOr, OpXor, OpAndNot, OpMin, OpMax:
		if err := same(n.Type, n.Args[0].Type, "left operand"); err != nil {
			return err
		}
		return same(n.Type, n.Args[1].Type, "right operand")
	case OpNeg, OpCompl, OpNot, OpShl, OpShr:
		return same(n.Type, n.Args[0].Type, "operand")
	case OpEq, OpNe, OpLt, OpLe, OpGt, OpGe, OpEqual:
		return same(n.Args[0].Type, n.Args[1].Type, "operands")
	case OpAssign:
		if n.Args[0] != nil && n.Args[1] != nil {
			return same(n.Args[0].Type, n.Args[1].Type, "assignment")
		}
	case OpIndex:
		if n.Args[1] != nil && n.Args[1].Type != Uint64 {
			return same(Int, n.Args[1].Type, "index")
		}
	case OpGo:
		return b.thunk(n, n.Args[0])
	case OpRunFrame, OpDefer:
		return b.thunk(n, n.Args[1])
	}
	return nil
}

// thunk checks that y is a func().
func (b *bodyVerifier) thunk(n, y *Node) error {
	if y == nil {
		return nil
	}
	if t := b.Verifier.types[y.Type]; t == nil || t.Kind != KindFunc || len(t.In)+len(t.Out) > 0 {
		return b.errorf(n, "operand of type %d, want func()", y.Type)
	}
	return nil
}
