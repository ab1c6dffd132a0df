package lower

import (
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/session"
)

// Lower returns the unit of a change. The error is an *Unsupported; l is then
// as before.
func (l *Lowerer) Lower(ch *session.Change) (*core.Unit, error) {
	c := &change{
		cell:      ch.Cell.Number,
		src:       newSession(ch),
		funcs:     ch.Funcs,
		generics:  ch.Generics,
		run:       ch.Run,
		result:    ch.Result,
		results:   ch.Results,
		inits:     ch.Inits,
		initFuncs: ch.InitFuncs,
		main:      ch.Main,
		imports:   ch.Imports,
		drop:      ch.Drop,
	}
	for _, v := range ch.Vars {
		c.vars = append(c.vars, storage{obj: v.Obj, key: v.Key, name: v.Name, alias: v.Alias})
	}
	return l.lower(c)
}

// newSession returns the session as a source.
func newSession(ch *session.Change) *source {
	return &source{
		pkg:  ch.Pkg,
		info: ch.Info,
		place: func(pos token.Pos) place {
			cell, line, col := ch.CellOf(pos)
			return place{cell: cell, line: line, col: col}
		},
		funcKey: ch.FuncKey,
		typeKey: ch.TypeKey,
		prevKey: ch.PrevTypeKey,
		varKey:  ch.VarKey,
		decl:    ch.Decl,
		self: func(f *types.Func) *types.Func {
			if d := ch.Decl(f); d != nil {
				if g, ok := ch.Info.Defs[d.Name].(*types.Func); ok {
					return g
				}
			}
			return f
		},
		initial: func(*types.Var) *types.Initializer { return nil },
	}
}
