package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A flow is what one top-level declaration does with its variables.
//
// A variable whose address is taken, or that a closure shares and somebody
// changes while both can see it, is boxed: it lives in memory of its own and its
// slot holds the address. Every other captured variable is captured by value.
// A closure here is a function literal or the body of a loop over a function.
type flow struct {
	vars    map[*types.Var]*usage
	defers  map[ast.Node]int  // how many defer statements of their own functions (FuncDecl, FuncLit) have
	returns map[ast.Node]int  // how many return statements functions have
	loops   map[ast.Node]bool // functions with one in a loop
	escapes map[ast.Node]bool // functions with a return statement in the body of a loop over a function
	gotos   map[string]bool   // labels that goto names
	jumps   bool              // there are labels: text order says nothing about time
}

// A usage is what happens to one variable.
type usage struct {
	region   *region
	loop     ast.Node     // innermost loop around the declaration
	forStmt  *ast.ForStmt // whose Init declares it, or nil
	addr     bool
	changes  []event
	captures []event
	boxed    bool
}

// An event is a change or a capture: where, in which closure, in which loop of
// the variable's region.
type event struct {
	pos    token.Pos
	region *region
	loop   ast.Node
}

// A region is a closure, or the declaration itself.
type region struct {
	node  ast.Node
	outer *region
	pos   token.Pos
	loop  ast.Node // of the outer region around this one
}

// A tracer builds a flow.
type tracer struct {
	flow   *flow
	info   *types.Info
	once   bool // loops declare their variables once, as before Go 1.22
	typ    func(types.Type) types.Type
	region *region
	fn     ast.Node // innermost function
	sig    *types.Signature
	inLoop bool // in the body of a loop over a function, of fn
	loop   ast.Node
}

// trace analyses a declaration (FuncDecl) or an initialiser (expression). typ
// replaces type parameters.
func trace(src *source, typ func(types.Type) types.Type, root ast.Node) *flow {
	f := &flow{vars: map[*types.Var]*usage{}, defers: map[ast.Node]int{}, returns: map[ast.Node]int{}, loops: map[ast.Node]bool{}, escapes: map[ast.Node]bool{}, gotos: map[string]bool{}}
	t := &tracer{flow: f, info: src.info, once: src.once, typ: typ, region: &region{node: root, pos: root.Pos()}, fn: root}
	if d, ok := root.(*ast.FuncDecl); ok {
		if fn, ok := src.info.Defs[d.Name].(*types.Func); ok {
			t.sig = fn.Signature()
		}
	}
	t.walk(root)
	for v, u := range f.vars {
		u.boxed = u.addr || len(u.captures) > 0 && f.shared(v, u)
	}
	return f
}

// inlineDefers says whether the compiler puts the deferred calls of fn where it
// returns, instead of in a list.
func (f *flow) inlineDefers(fn ast.Node) bool {
	n := f.defers[fn]
	return !f.loops[fn] && n <= 8 && n*f.returns[fn] <= 15
}

// shared says whether a change to v can be seen through a capture.
func (f *flow) shared(v *types.Var, u *usage) bool {
	if len(u.changes) == 0 {
		return false
	}
	if s := u.forStmt; s != nil && u.onlyIn(s) {
		return false
	}
	if f.jumps {
		return true
	}
	first := u.captures[0].pos
	for _, c := range u.captures {
		first = min(first, c.pos)
		if c.loop != u.loop {
			return true
		}
	}
	for _, c := range u.changes {
		if c.region != u.region || c.pos >= first {
			return true
		}
	}
	return false
}

// onlyIn says whether a loop variable of s changes in its post statement only
// and is captured in its body only: each iteration has its own copy.
func (u *usage) onlyIn(s *ast.ForStmt) bool {
	if s.Post == nil {
		return false
	}
	for _, c := range u.changes {
		if c.region != u.region || c.pos < s.Post.Pos() || c.pos > s.Post.End() {
			return false
		}
	}
	for _, c := range u.captures {
		if c.pos < s.Body.Pos() {
			return false
		}
	}
	return true
}

func (t *tracer) walk(n ast.Node) {
	if n == nil {
		return
	}
	ast.Inspect(n, t.visit)
}

// visit looks at one node; nodes that open a region or a loop walk their
// children themselves.
func (t *tracer) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		t.ident(n)
	case *ast.FuncLit:
		t.literal(n)
		return false
	case *ast.AssignStmt:
		t.assign(n)
	case *ast.IncDecStmt:
		t.change(n.X, n.End())
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			t.address(n.X)
		}
	case *ast.SliceExpr:
		if !isPointer(t.typeOf(n.X)) {
			if _, ok := t.typeOf(n.X).Underlying().(*types.Array); ok {
				t.address(n.X)
			}
		}
	case *ast.SelectorExpr:
		t.selector(n)
	case *ast.LabeledStmt:
		t.flow.jumps = true
	case *ast.BranchStmt:
		if n.Tok == token.GOTO {
			t.flow.gotos[n.Label.Name] = true
		}
	case *ast.DeferStmt:
		t.flow.defers[t.fn]++
		if t.loop != nil || t.inLoop {
			t.flow.loops[t.fn] = true
		}
	case *ast.ReturnStmt:
		t.returns(n)
	case *ast.ForStmt:
		t.forLoop(n)
		return false
	case *ast.RangeStmt:
		t.rangeLoop(n)
		return false
	case *ast.CaseClause:
		if v, ok := t.info.Implicits[n].(*types.Var); ok {
			t.declare(v)
		}
	}
	return true
}

func (t *tracer) typeOf(e ast.Expr) types.Type { return t.typ(t.info.TypeOf(e)) }

func (t *tracer) declare(v *types.Var) {
	t.flow.vars[v] = &usage{region: t.region, loop: t.loop}
}

func (t *tracer) ident(id *ast.Ident) {
	if v, ok := t.info.Defs[id].(*types.Var); ok && !v.IsField() {
		if t.flow.vars[v] == nil {
			t.declare(v)
		}
		return
	}
	if v, ok := t.info.Uses[id].(*types.Var); ok {
		t.capture(v)
	}
}

// capture notes a use of v if it is in another region than v.
func (t *tracer) capture(v *types.Var) {
	u := t.flow.vars[v]
	if u == nil || u.region == t.region {
		return
	}
	r := t.region
	for r.outer != nil && r.outer != u.region {
		r = r.outer
	}
	u.captures = append(u.captures, event{r.pos, r, r.loop})
}

// root returns the variable whose memory the place e is part of, if any.
func (t *tracer) root(e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := t.info.Uses[e].(*types.Var)
		return v
	case *ast.IndexExpr:
		if _, ok := t.typeOf(e.X).Underlying().(*types.Array); ok {
			return t.root(e.X)
		}
	case *ast.SelectorExpr:
		sel := t.info.Selections[e]
		if sel == nil || sel.Kind() != types.FieldVal || sel.Indirect() {
			return nil
		}
		return t.root(e.X)
	}
	return nil
}

func (t *tracer) change(e ast.Expr, pos token.Pos) { t.changeVar(t.root(e), pos) }

func (t *tracer) changeVar(v *types.Var, pos token.Pos) {
	if u := t.flow.vars[v]; u != nil {
		u.changes = append(u.changes, event{pos, t.region, t.loop})
	}
}

func (t *tracer) address(e ast.Expr) {
	if u := t.flow.vars[t.root(e)]; u != nil {
		u.addr = true
	}
}

func (t *tracer) assign(s *ast.AssignStmt) {
	for _, l := range s.Lhs {
		if id, ok := ast.Unparen(l).(*ast.Ident); ok && t.info.Defs[id] != nil {
			continue
		}
		t.change(l, s.End())
	}
}

// selector finds implicit addresses: x.M with a pointer receiver.
func (t *tracer) selector(e *ast.SelectorExpr) {
	sel := t.info.Selections[e]
	if sel == nil || sel.Kind() != types.MethodVal {
		return
	}
	recv := t.typ(sel.Recv())
	obj, index, _ := types.LookupFieldOrMethod(recv, true, sel.Obj().Pkg(), e.Sel.Name)
	f, ok := obj.(*types.Func)
	if !ok || !pointerReceiver(f) || throughPointer(recv, index) {
		return
	}
	t.address(e.X)
}

// throughPointer says whether following index from a value of type t goes
// through a pointer, so that the last field is memory of its own.
func throughPointer(t types.Type, index []int) bool {
	if isPointer(t) {
		return true
	}
	for _, i := range index[:len(index)-1] {
		t = pointerElem(t).Underlying().(*types.Struct).Field(i).Type()
		if isPointer(t) {
			return true
		}
	}
	return false
}

// returns notes that a return statement with operands sets named results.
func (t *tracer) returns(s *ast.ReturnStmt) {
	t.flow.returns[t.fn]++
	if t.inLoop {
		t.flow.escapes[t.fn] = true
	}
	if t.sig == nil || len(s.Results) == 0 {
		return
	}
	for v := range t.sig.Results().Variables() {
		t.changeVar(v, s.End())
	}
}

func (t *tracer) literal(n *ast.FuncLit) {
	outer := *t
	t.region = &region{node: n, outer: outer.region, pos: n.Pos(), loop: outer.loop}
	t.fn, t.inLoop, t.loop = n, false, nil
	t.sig, _ = t.info.TypeOf(n).(*types.Signature)
	t.walk(n.Type)
	t.walk(n.Body)
	*t = outer
}

func (t *tracer) forLoop(s *ast.ForStmt) {
	outer := t.loop
	if s.Init != nil {
		t.walk(s.Init)
	}
	if as, ok := s.Init.(*ast.AssignStmt); ok && as.Tok == token.DEFINE && !t.once {
		for _, l := range as.Lhs {
			if v, ok := t.info.Defs[l.(*ast.Ident)].(*types.Var); ok {
				t.flow.vars[v].forStmt = s
			}
		}
	}
	t.loop = s
	if s.Cond != nil {
		t.walk(s.Cond)
	}
	t.walk(s.Body)
	if s.Post != nil {
		t.walk(s.Post)
	}
	t.loop = outer
}

func (t *tracer) rangeLoop(s *ast.RangeStmt) {
	t.walk(s.X)
	before := t.once && s.Tok == token.DEFINE
	if before {
		t.walkVars(s)
	}
	outer := *t
	t.loop = s
	if isFunc(t.typeOf(s.X)) {
		t.region = &region{node: s, outer: outer.region, pos: s.Pos(), loop: outer.loop}
		t.inLoop, t.loop = true, nil
	}
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e == nil {
			continue
		}
		if !before {
			t.walk(e)
		} else if v, ok := t.info.Defs[e.(*ast.Ident)].(*types.Var); ok {
			t.changeVar(v, e.End())
		}
		if s.Tok == token.ASSIGN {
			t.change(e, e.End())
		}
	}
	t.walk(s.Body)
	*t = outer
}

// walkVars looks at the variables of a loop that declares them before it begins.
func (t *tracer) walkVars(s *ast.RangeStmt) {
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e != nil {
			t.walk(e)
		}
	}
}
