package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
)

// A Cell is the source of one execution.
type Cell struct {
	Number int // execution count
	Source string
}

// A Change is what a cell does to the session.
type Change struct {
	Cell      Cell
	Mapper    *Mapper // of the cell
	Fset      *token.FileSet
	Pkg       *types.Package       // path and name "main"; the same in every change
	Info      *types.Info          // of everything checked in this change; see also Decl
	Funcs     []*ast.FuncDecl      // functions and methods to lower: new, replaced and dependent ones; none is generic
	Generics  []*ast.FuncDecl      // generic ones of which only the body is new: their instances are to be lowered anew
	Run       *ast.FuncDecl        // the statements as a function without parameters and results, nil if there are none
	Result    ast.Expr             // X of the last ExprStmt of Run if its value is to be shown, else nil
	Results   *ast.AssignStmt      // the last statement of Run if it stands for several expressions to be shown, else nil
	Inits     []*types.Initializer // of package variables in a cell of declarations only, in order of execution
	InitFuncs []*ast.FuncDecl      // functions init, in order; not in Funcs
	Main      *ast.FuncDecl        // func main if the cell declares it; also in Funcs
	Vars      []*Var               // storage to make
	Imports   []*types.Package     // what the cell imports, said or not; in a Replay all that is imported
	Notes     []string             // lines for the user: variables reset, dependants frozen
	Drop      []string             // keys of functions and variables that nothing new can mention

	s      *Session
	delta  *delta                   // nil once committed
	ids    identities               // of objects that are new in this change
	bodies map[string]*ast.FuncDecl // by key, of the functions whose bodies were checked
}

// A Var is storage to make for a variable.
type Var struct {
	Obj   *types.Var
	Key   string
	Name  string // as in the source
	Alias string // key of the storage whose memory it keeps: its type has only gained methods
}

// FuncKey returns the stable name of a function or method of the session, such as
// "main.f·2" or "main.T.M·1", and "" for other functions. Instances have the key
// of their origin.
func (ch *Change) FuncKey(f *types.Func) string { return ch.identity(f.Origin()).key }

// TypeKey returns the stable name of a declared type of the session: "main.T·2",
// and for a type declared in a function the key of the function and an ordinal.
// It is "" for other types.
func (ch *Change) TypeKey(t *types.TypeName) string { return ch.identity(t).key }

// PrevTypeKey returns the key of the version that t replaces with the same
// underlying type, or "".
func (ch *Change) PrevTypeKey(t *types.TypeName) string { return ch.identity(t).prev }

// VarKey returns the stable name of the storage of a package-level or hoisted
// variable and "" for other variables.
func (ch *Change) VarKey(v *types.Var) string { return ch.identity(v).key }

func (ch *Change) identity(o types.Object) identity {
	if id, ok := ch.ids[o]; ok {
		return id
	}
	return ch.s.ids[o]
}

// Decl returns the declaration of a function or method with its body, and nil if
// the body has not been checked in this change. A generic one is always at hand:
// if it was checked in an earlier change, Decl adds to Info what belongs to it.
// Info.Defs of the declaration's name is then the function whose parameters and
// type parameters the body uses; it need not be f.
func (ch *Change) Decl(f *types.Func) *ast.FuncDecl {
	key := ch.FuncKey(f)
	if key == "" {
		return nil
	}
	if fn := ch.bodies[key]; fn != nil {
		return fn
	}
	g := ch.s.generics[key]
	if g == nil {
		return nil
	}
	ch.bodies[key] = g.fn
	addInfo(ch.Info, g.info)
	maps.Copy(ch.ids, g.locals)
	return g.fn
}

// Func returns the function that Info.Defs holds for the declaration of f, or f
// itself if Decl has none.
func (ch *Change) Func(f *types.Func) *types.Func {
	if d := ch.Decl(f); d != nil {
		if def, ok := ch.Info.Defs[d.Name].(*types.Func); ok {
			return def
		}
	}
	return f
}

// CellOf returns the cell and place of any position of the session, zeros if
// there is none.
func (ch *Change) CellOf(pos token.Pos) (cell int, line, col int) {
	return ch.s.cellOf(pos)
}
