package session

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A plan says what is to be checked together with the declarations of a cell.
type plan struct {
	hard map[string]bool // names that get another object
	body map[string]bool // functions and methods that keep theirs: only the body is checked again
}

// makePlan follows the names that the cell gives another meaning to what depends
// on them.
func (e *edit) makePlan() plan {
	p := plan{hard: make(map[string]bool), body: make(map[string]bool)}
	for name, imp := range e.imports {
		if old := e.s.imports[name]; old == nil || old.path != imp.path {
			p.hard[name] = true
		}
	}
	for _, d := range e.order {
		e.begin(&p, d)
	}
	for name := range e.mended {
		p.hard[name] = !e.excluded[name]
	}
	for len(p.hard) > 0 && e.spread(&p) {
	}
	return p
}

// begin adds what a declaration of the cell changes by itself.
func (e *edit) begin(p *plan, d *decl) {
	live := e.s.decls[d.name]
	switch {
	case d.name == "_" || d.name == "init":
	case d.kind == KindMethod:
		if !e.sameSignature(d, live) && !p.hard[d.recv] && (e.own[d.recv] != nil || e.liveType(d.recv) != nil) {
			p.hard[d.recv] = true
		}
	case d.kind == KindType || d.kind == KindConst:
		if live == nil || live.kind != d.kind || live.frozen || live.shape != d.shape {
			p.hard[d.name] = true
		}
	case d.kind == KindFunc:
		if !e.sameSignature(d, live) {
			p.hard[d.name] = true
		}
	default:
		p.hard[d.name] = true
	}
}

// liveType returns the live declaration of a type.
func (e *edit) liveType(name string) *decl {
	if d := e.s.decls[name]; d != nil && d.kind == KindType {
		return d
	}
	return nil
}

// sameSignature reports whether a function or method of the cell can take the
// place of the live one without anybody noticing.
func (e *edit) sameSignature(d, live *decl) bool {
	return live != nil && live.kind == d.kind && !live.frozen && signatureText(d.fn) == signatureText(live.fn)
}

// signatureText prints the types in a signature.
func signatureText(fn *ast.FuncDecl) string {
	var b strings.Builder
	list := func(fl *ast.FieldList) {
		b.WriteByte('(')
		if fl != nil {
			for _, f := range fl.List {
				for range max(len(f.Names), 1) {
					b.WriteString(types.ExprString(f.Type))
					b.WriteByte(',')
				}
			}
		}
		b.WriteByte(')')
	}
	list(fn.Recv)
	list(fn.Type.TypeParams)
	list(fn.Type.Params)
	list(fn.Type.Results)
	return b.String()
}

// spread adds the dependants of what is in p and reports whether there were any.
func (e *edit) spread(p *plan) bool {
	before := len(p.hard) + len(p.body)
	for name, live := range e.s.decls {
		if !p.hard[name] && !e.excluded[name] {
			e.reach(p, live)
		}
	}
	return len(p.hard)+len(p.body) > before
}

// reach adds a live declaration to p if something in p concerns it.
func (e *edit) reach(p *plan, live *decl) {
	own := e.own[live.name]
	replaced := own != nil || e.vars[live.name] && live.kind != KindVar
	switch live.kind {
	case KindType, KindConst:
		if (own == nil || own.kind == live.kind) && touches(live.deps, p.hard) {
			p.hard[live.name] = true
		}
	case KindVar:
		if own == nil && slices.ContainsFunc(live.deps, func(n string) bool { return p.hard[n] && e.isType(n) }) {
			p.hard[live.name] = true
		}
	case KindFunc:
		switch {
		case touches(live.sigDeps, p.hard):
			p.hard[live.name] = true
		case !replaced && e.touchesBody(live, p.hard):
			p.body[live.name] = true
		}
	case KindMethod:
		e.reachMethod(p, live, own)
	}
}

// reachMethod is reach for a method. Its type gets a new version if the signature
// changes, or if it did not have the method but may have it now.
func (e *edit) reachMethod(p *plan, live, own *decl) {
	if p.hard[live.recv] {
		return // checked with its type
	}
	retyped := own == nil && !e.s.attached(live) && e.touchesBody(live, p.hard)
	if touches(live.sigDeps, p.hard) || retyped {
		if e.liveType(live.recv) != nil && !e.excluded[live.recv] {
			p.hard[live.recv] = true
		}
		return
	}
	if own == nil && e.touchesBody(live, p.hard) {
		p.body[live.name] = true
	}
}

// attached reports whether the type that d was declared for has it as a method. A
// method that did not fit a new version of its type belongs to the old one only.
func (s *Session) attached(d *decl) bool {
	t := s.decls[d.recv]
	f, ok := d.obj.(*types.Func)
	if t == nil || !ok {
		return false
	}
	recv := types.Unalias(f.Signature().Recv().Type())
	if p, ok := recv.(*types.Pointer); ok {
		recv = types.Unalias(p.Elem())
	}
	n, ok := recv.(*types.Named)
	return ok && n.Obj() == t.obj
}

// touchesBody reports whether something in set concerns a function. The names of
// packages do only if the cell imports others by them.
func (e *edit) touchesBody(d *decl, set map[string]bool) bool {
	for name := range d.pkgs {
		if e.imports[name] != nil && set[name] {
			return true
		}
	}
	return touches(d.deps, set)
}

// touches reports whether one of names is in set.
func touches(names []string, set map[string]bool) bool {
	return slices.ContainsFunc(names, func(n string) bool { return set[n] })
}
