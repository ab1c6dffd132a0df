package lower

import (
	"maps"
	"slices"

	"gosched/kernel/internal/core"
)

// A made is a function that the worker has, and what it refers to.
type made struct {
	fn      *core.Func // nil if it is never lowered anew
	uses    []core.FuncID
	globals []core.GlobalID
}

// keep remembers what the worker gets.
func (u *unit) keep() {
	l, out := u.l, u.out
	for _, f := range out.Funcs {
		m := made{fn: f}
		if u.fixed[f.ID] {
			m.fn = nil
		}
		eachFunc(f.Body, func(n *core.Node) { m.uses = append(m.uses, core.FuncID(n.Int)) })
		eachGlobal(f.Body, func(id core.GlobalID) { m.globals = append(m.globals, id) })
		l.known.set(f.ID, m)
	}
	for _, d := range out.Types {
		if len(d.Methods) > 0 && d.Kind != core.KindInterface {
			l.tables.set(d.ID, d)
			l.tables.remove(d.Prev) // its methods follow those of d
		}
	}
}

// live returns the functions that something new can reach: by key, as methods,
// or through these. Others are forgotten. Instances that nothing refers to are
// made again when they are asked for.
func (l *Lowerer) live() map[core.FuncID]bool {
	return l.reached(func(key string, id core.FuncID) bool {
		_, instance := l.instances.m[key]
		return !instance || l.funcs.fresh(id)
	})
}

// reached returns the functions of certain keys and those of methods, and what can
// be reached from them.
func (l *Lowerer) reached(from func(key string, id core.FuncID) bool) map[core.FuncID]bool {
	live := map[core.FuncID]bool{}
	var mark func(id core.FuncID)
	mark = func(id core.FuncID) {
		m, ok := l.known.m[id]
		if !ok || live[id] {
			return
		}
		live[id] = true
		for _, used := range m.uses {
			mark(used)
		}
	}
	for key, id := range l.funcs.ids.m {
		if from(key, id) {
			mark(id)
		}
	}
	for _, d := range l.tables.m {
		for _, m := range d.Methods {
			mark(m.Func)
		}
	}
	return live
}

// prune forgets the instances that nothing refers to, rather than bring them up to
// date. It is called before anything is lowered that could ask for them.
func (u *unit) prune() {
	if len(u.ch.funcs)+len(u.ch.generics)+len(u.ch.drop) == 0 {
		return
	}
	live := u.l.live()
	for key := range u.l.instances.m {
		if id, ok := u.l.funcs.ids.m[key]; ok && !live[id] {
			u.l.funcs.ids.remove(key)
			u.dropped = append(u.dropped, id)
		}
	}
}

// drop tells the worker, and l, to forget what was replaced, unless a function
// that could not be lowered anew still calls it.
func (u *unit) drop() {
	for _, key := range u.ch.drop {
		if id, ok := u.l.globals.ids.m[key]; ok {
			u.l.globals.ids.remove(key)
			u.l.orphans.set(id, true)
		}
	}
	if len(u.dropped)+len(u.l.orphans.m) == 0 {
		return
	}
	live := u.l.live()
	for key := range u.l.instances.m {
		if _, ok := u.l.funcs.ids.m[key]; !ok {
			u.l.instances.remove(key)
		}
	}
	slices.Sort(u.dropped)
	for _, id := range u.dropped {
		if !live[id] {
			u.out.Drop = append(u.out.Drop, id)
		}
	}
	for id := range u.l.known.m {
		if !live[id] {
			u.l.known.remove(id)
		}
	}
	u.free()
}

// free gives up the storage that has lost its key, unless a function that could
// not be lowered anew still uses it.
func (u *unit) free() {
	used := map[core.GlobalID]bool{}
	for _, m := range u.l.known.m {
		for _, id := range m.globals {
			used[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(u.l.orphans.m)) {
		if !used[id] {
			u.out.Free = append(u.out.Free, id)
			u.l.orphans.remove(id)
		}
	}
}

// relink brings up to date what refers to functions that this change lowered
// anew and is not lowered anew itself: instances of generic functions, wrappers
// and method tables. Their core is copied, with the new numbers in it.
func (u *unit) relink() {
	if len(u.replaced) == 0 {
		return
	}
	users := u.users()
	for _, old := range slices.Sorted(maps.Keys(u.replaced)) {
		u.copyUsers(users, old)
	}
	u.copied()
	u.redirect()
	for _, id := range slices.Sorted(maps.Keys(u.l.tables.m)) {
		if d, changed := u.relinked(u.l.tables.m[id]); changed {
			u.out.Types = append(u.out.Types, d)
		}
	}
}

// redirect has what this change lowered refer to the copies, too: it was lowered
// when the callers of what is replaced still had their old numbers.
func (u *unit) redirect() {
	for _, f := range u.out.Funcs {
		eachFunc(f.Body, func(n *core.Node) {
			if id, ok := u.replaced[core.FuncID(n.Int)]; ok {
				n.Int = int64(id)
			}
		})
	}
	for i, d := range u.out.Types {
		u.out.Types[i], _ = u.relinked(d)
	}
}

// users returns for each function those that refer to it.
func (u *unit) users() map[core.FuncID][]core.FuncID {
	users := map[core.FuncID][]core.FuncID{}
	all := u.l.reached(func(string, core.FuncID) bool { return true })
	for _, id := range slices.Sorted(maps.Keys(all)) {
		for _, used := range u.l.known.m[id].uses {
			users[used] = append(users[used], id)
		}
	}
	return users
}

// eachFunc calls do for each node of the tree that names a function.
func eachFunc(n *core.Node, do func(*core.Node)) {
	if n == nil {
		return
	}
	switch n.Op {
	case core.OpCall, core.OpFunc, core.OpClosure:
		do(n)
	}
	for _, a := range n.Args {
		eachFunc(a, do)
	}
}

// eachGlobal calls do for each variable that the tree names.
func eachGlobal(n *core.Node, do func(core.GlobalID)) {
	if n == nil {
		return
	}
	if n.Op == core.OpGlobal {
		do(core.GlobalID(n.Int))
	}
	for _, a := range n.Args {
		eachGlobal(a, do)
	}
}

// copyUsers gives every function that reaches old a copy that reaches its new form.
func (u *unit) copyUsers(users map[core.FuncID][]core.FuncID, old core.FuncID) {
	for _, id := range users[old] {
		if _, done := u.replaced[id]; done || u.l.funcs.fresh(id) || u.l.known.m[id].fn == nil {
			continue
		}
		u.replaced[id] = u.l.funcs.anonymous()
		u.copyUsers(users, id)
	}
}

// relinked returns d with the new forms of its methods.
func (u *unit) relinked(d *core.TypeDef) (*core.TypeDef, bool) {
	c := *d
	c.Methods = slices.Clone(d.Methods)
	changed := false
	for i, m := range c.Methods {
		if id, ok := u.replaced[m.Func]; ok {
			c.Methods[i].Func = id
			changed = true
		}
	}
	return &c, changed
}

// copied adds to the unit the new forms of functions that were not lowered anew.
func (u *unit) copied() {
	lowered := map[core.FuncID]bool{}
	for _, f := range u.out.Funcs {
		lowered[f.ID] = true
	}
	for _, old := range slices.Sorted(maps.Keys(u.replaced)) {
		id := u.replaced[old]
		if lowered[id] {
			continue
		}
		c := *u.l.known.m[old].fn
		c.ID = id
		c.Body = copyOf(c.Body)
		u.out.Funcs = append(u.out.Funcs, &c)
		u.dropped = append(u.dropped, old)
	}
	for key, id := range u.l.funcs.ids.m {
		if to, ok := u.replaced[id]; ok {
			u.l.funcs.ids.set(key, to)
		}
	}
}

// copyOf copies a tree.
func copyOf(n *core.Node) *core.Node {
	if n == nil {
		return nil
	}
	c := *n
	c.Args = make([]*core.Node, len(n.Args))
	for i, a := range n.Args {
		c.Args[i] = copyOf(a)
	}
	return &c
}
