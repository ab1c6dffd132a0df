package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"gosched/kernel/internal/pattern"
)

// explain turns errors of the checker into mistakes, with hints. An error without
// a place is the checker's own, and not worth mentioning where there are others.
func (e *edit) explain(errs []checkError) []mistake {
	for _, err := range errs {
		if !err.pos.IsValid() && len(errs) > 1 {
			continue
		}
		e.mistake(err.pos, e.reword(err), e.hint(err))
	}
	return e.ms
}

// sameName finds messages in which two types of the same name do not match.
var sameName = pattern.New(`of (?:\w+ )?type ([^ )]+)\) as ([^ )]+) value`)

// hint says what may be meant, "" if nothing comes to mind.
func (e *edit) hint(err checkError) string {
	if name, ok := strings.CutPrefix(err.msg, "undefined: "); ok {
		if strings.HasSuffix(name, ")") {
			return "outside of its package only what begins with a capital letter can be used"
		}
		if pkg, member, ok := strings.Cut(name, "."); ok {
			return e.hintMember(pkg, member)
		}
		return e.hintUndefined(err, name)
	}
	if hint := e.hintShadowed(err); hint != "" {
		return hint
	}
	switch {
	case strings.Contains(err.msg, " has no field or method ") && !strings.Contains(err.msg, ", but does have "):
		return e.hintSelector(err)
	case strings.Contains(err.msg, "cannot indirect ") && e.follows(err, "**"):
		return "Go has no operator **: multiply, or use math.Pow"
	case strings.Contains(err.msg, " is not a type"):
		return e.hintParameter(err)
	case strings.HasPrefix(err.msg, "cannot assign to "):
		return e.hintAssign(err)
	}
	if hint := e.hintPlace(err); hint != "" {
		return hint
	}
	if hint := commonHint(err.msg); hint != "" {
		return hint
	}
	if m := sameName.FindStringSubmatch(err.msg); m != nil && m[1] == m[2] {
		return strings.TrimLeft(m[1], "*[]") + " has been declared again since; this is a value of the old one"
	}
	return ""
}

// hintUndefined is the hint for a name without meaning.
func (e *edit) hintUndefined(err checkError, name string) string {
	if e.qualifies(err) {
		if paths := e.s.imp.Packages(name); len(paths) > 1 {
			return "import " + quotedList(paths)
		}
	}
	if d := e.s.decls[name]; d != nil && d.gone {
		return fmt.Sprintf("%s of cell %d could not be restored, since it depends on what has been replaced", name, d.cell)
	}
	if hint := e.hintElsewhere(err, name); hint != "" {
		return hint
	}
	if cell := e.s.native[name]; cell != 0 {
		return fmt.Sprintf("%s is a variable of cell %d, which was compiled: its variables ended with its process", name, cell)
	}
	if hint := e.hintForeign(err, name); hint != "" {
		return hint
	}
	if hint := e.hintRole(err, name); hint != "" {
		return hint
	}
	switch e.assigns(err) {
	case 0:
	case 1:
		return "to declare " + name + ", write " + name + " := …"
	default:
		return "to declare " + name + ", write := instead of ="
	}
	if hint := didYouMean(name, e.visible()); hint != "" {
		return hint
	}
	return e.hintPackage(err, name)
}

// hintPackage is the hint for a name of a package that is used otherwise.
func (e *edit) hintPackage(err checkError, name string) string {
	if slices.Contains(wellKnown, name) && !e.qualifies(err) {
		return name + " is a package: what it has is written " + name + ".Name"
	}
	if low := strings.ToLower(name); low != name && e.qualifies(err) && len(e.s.imp.Packages(low)) > 0 {
		return "did you mean " + low + "?"
	}
	return e.hintLater(err, name)
}

// assigns returns to how many variables a statement assigns of which one is the name
// at an error, 0 if it is none.
func (e *edit) assigns(err checkError) (n int) {
	for _, root := range e.roots() {
		ast.Inspect(root, func(node ast.Node) bool {
			if a, ok := node.(*ast.AssignStmt); ok && a.Tok == token.ASSIGN &&
				slices.ContainsFunc(a.Lhs, func(x ast.Expr) bool { return x.Pos() == err.pos && isIdent(x) && x.(*ast.Ident).Name != "_" }) {
				n = len(a.Lhs)
			}
			return n == 0
		})
	}
	return n
}

func isIdent(x ast.Expr) bool {
	_, ok := x.(*ast.Ident)
	return ok
}

// roots returns all the syntax of the cell.
func (e *edit) roots() []ast.Node {
	var list []ast.Node
	for _, d := range e.sx.decls {
		list = append(list, d)
	}
	if e.sx.run != nil {
		list = append(list, e.sx.run)
	}
	return list
}

// visible returns the names that the cell may use: those of the session and of Go,
// and those that it declares anywhere.
func (e *edit) visible() []string {
	names := types.Universe.Names()
	for name, d := range e.s.decls {
		if d.kind != KindMethod && !d.gone {
			names = append(names, name)
		}
	}
	for name := range e.s.imports {
		names = append(names, name)
	}
	for id := range e.info.Defs {
		names = append(names, id.Name)
	}
	return names
}

// hintMember is the hint for a name that a package does not have.
func (e *edit) hintMember(pkg, member string) string {
	p, ok := e.lookup(pkg).(*types.PkgName)
	if !ok {
		return ""
	}
	names := slices.DeleteFunc(p.Imported().Scope().Names(), func(n string) bool { return !token.IsExported(n) })
	if hint := didYouMean(member, names); hint != "" {
		return strings.Replace(hint, "did you mean ", "did you mean "+pkg+".", 1)
	}
	return hintMethod(p.Imported(), member)
}

// hintMethod is the hint for a method that is called as if it were its package's.
func hintMethod(p *types.Package, name string) string {
	var owners []string
	for _, n := range p.Scope().Names() {
		t, ok := p.Scope().Lookup(n).(*types.TypeName)
		if !ok || !t.Exported() || types.IsInterface(t.Type()) {
			continue
		}
		if f, _, _ := types.LookupFieldOrMethod(types.NewPointer(t.Type()), true, p, name); f != nil {
			owners = append(owners, p.Name()+"."+n)
		}
	}
	if len(owners) == 0 || len(owners) > 3 || !token.IsExported(name) {
		return ""
	}
	return name + " belongs to values of " + strings.Join(owners, ", ")
}

// hintSelector is the hint for a field or method that a type does not have.
func (e *edit) hintSelector(err checkError) string {
	var sel *ast.SelectorExpr
	for _, root := range e.roots() {
		ast.Inspect(root, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Pos() == err.pos {
				sel = s
			}
			return sel == nil
		})
	}
	if sel == nil {
		return ""
	}
	t := e.info.Types[sel.X].Type
	if t == nil {
		return ""
	}
	var names []string
	for _, m := range Members(t, e.s.pkg) {
		names = append(names, m.Obj.Name())
	}
	if hint := didYouMean(sel.Sel.Name, names); hint != "" {
		return hint
	}
	return e.hintOperation(sel.X, t, sel.Sel.Name)
}

// didYouMean suggests the name that is nearest to a misspelt one, if one is near.
func didYouMean(name string, names []string) string {
	best, dist := "", 1+min(2, len(name)/3)
	slices.Sort(names)
	for _, n := range names {
		if n == name || len(n) == 1 || strings.Contains(n, "·") {
			continue
		}
		if d := distance(name, n, dist); d < dist {
			best, dist = n, d
		}
	}
	if best == "" {
		return ""
	}
	return "did you mean " + best + "?"
}

// distance returns how many letters have to be inserted, removed, replaced or
// swapped with a neighbour to make b of a; the wrong case counts nothing. From
// limit on the number is not exact.
func distance(a, b string, limit int) int {
	if abs(len(a)-len(b)) >= limit {
		return limit
	}
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	rows := [3][]int{make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := range x {
		before, prev, row := rows[0], rows[1], rows[2]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(prev[j+1]+1, row[j]+1, prev[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		rows = [3][]int{prev, row, before}
	}
	return rows[1][len(y)]
}

func abs(n int) int { return max(n, -n) }
