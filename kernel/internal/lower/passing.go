package lower

import "gosched/kernel/internal/core"

// passing returns the functions of a unit that nothing can reach once it has
// been loaded: the statements of the cell, its initialisers, and the literals in
// them. What runs still has them; the next unit tells the worker to drop them.
// They are forgotten here at once, so that a session does not grow by the count
// of its cells.
func (l *Lowerer) passing(out *core.Unit) []core.FuncID {
	lasting := map[core.FuncID]bool{}
	for _, u := range l.funcs.ids.undo {
		lasting[l.funcs.ids.m[u.key]] = true
	}
	for _, t := range out.Types {
		for _, m := range t.Methods {
			lasting[m.Func] = true
		}
	}
	var list []core.FuncID
	var visit func(id core.FuncID)
	visit = func(id core.FuncID) {
		m, ok := l.known.m[id]
		if !ok || lasting[id] || !l.funcs.fresh(id) {
			return
		}
		l.known.remove(id)
		list = append(list, id)
		for _, used := range m.uses {
			visit(used)
		}
	}
	visit(out.Run)
	for _, id := range out.Inits {
		visit(id)
	}
	return list
}
