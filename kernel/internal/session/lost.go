package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
)

// A lostCheck looks at what a cell runs for variables that have lost their values
// with a worker. To read the zero value in their place would be silently wrong, so
// such a cell is refused, until the variables have been declared or assigned anew.
// What functions and methods mention counts as used wherever they are mentioned.
type lostCheck struct {
	e    *edit
	lost map[string]*decl  // variables without values, at the statement being looked at
	via  map[string]string // name of a function or type -> a lost variable it uses, "" if none
}

// refuseLost notes the uses of lost variables as mistakes.
func (e *edit) refuseLost() {
	c := lostCheck{e: e, lost: make(map[string]*decl)}
	for name, d := range e.s.decls {
		if d.lost && e.own[name] == nil {
			c.lost[name] = d
		}
	}
	if len(c.lost) == 0 {
		return
	}
	if e.sx.run != nil {
		for _, st := range e.sx.run.Body.List {
			c.statement(st)
		}
	}
	for _, d := range e.order {
		switch {
		case d.name == "init" || d.name == "main" && d.kind == KindFunc:
			c.look(d.fn.Body)
		case d.kind == KindVar:
			c.initialisers(d)
		}
	}
	for name, d := range e.s.decls {
		if d.lost && c.lost[name] == nil {
			e.delta.found = append(e.delta.found, name)
		}
	}
}

// initialisers looks at the values of the declaration that d is in.
func (c *lostCheck) initialisers(d *decl) {
	for _, g := range c.e.sx.decls {
		g, ok := g.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			if v := spec.(*ast.ValueSpec); v.Names[0].Name == d.name {
				for _, x := range v.Values {
					c.look(x)
				}
			}
		}
	}
}

// statement looks at a statement of the cell. What it assigns to has a value then.
func (c *lostCheck) statement(st ast.Stmt) {
	c.look(st)
	if a, ok := st.(*ast.AssignStmt); ok && a.Tok == token.ASSIGN {
		for _, x := range a.Lhs {
			if id, ok := x.(*ast.Ident); ok && c.variable(id) != nil {
				delete(c.lost, id.Name)
				c.via = nil
			}
		}
	}
}

// look notes the lost variables that a node uses.
func (c *lostCheck) look(n ast.Node) {
	written := make(map[*ast.Ident]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				if id, ok := x.(*ast.Ident); ok && n.Tok == token.ASSIGN {
					written[id] = true
				}
			}
		case *ast.Ident:
			if !written[n] {
				c.ident(n)
			}
		}
		return true
	})
}

func (c *lostCheck) ident(id *ast.Ident) {
	o := c.e.info.Uses[id]
	if o == nil || !c.e.s.atPackageLevel(o) {
		return
	}
	if d := c.variable(id); d != nil {
		c.refuse(id, d, id.Name+" has lost its value")
	} else if name := c.reaches(id.Name); name != "" {
		c.refuse(id, c.lost[name], fmt.Sprintf("%s uses %s, which has lost its value", id.Name, name))
	}
}

func (c *lostCheck) refuse(id *ast.Ident, d *decl, msg string) {
	hint := fmt.Sprintf("run cell %d again, which declares %s, or assign to it", d.cell, d.name)
	c.e.mistake(id.Pos(), msg+" with the worker process that ended", hint)
}

// variable returns the lost variable that an identifier names, or nil.
func (c *lostCheck) variable(id *ast.Ident) *decl {
	if d := c.lost[id.Name]; d != nil && c.e.info.Uses[id] == d.obj {
		return d
	}
	return nil
}

// reaches returns a lost variable that code reached by a name uses, "" if none.
func (c *lostCheck) reaches(name string) string {
	if c.via == nil {
		c.via = make(map[string]string)
	}
	if v, ok := c.via[name]; ok {
		return v
	}
	c.via[name] = ""
	for _, dep := range c.dependencies(name) {
		v := ""
		if c.lost[dep] != nil && !c.e.vars[dep] {
			v = dep
		} else if v = c.reaches(dep); v == "" {
			continue
		}
		c.via[name] = v
		return v
	}
	return ""
}

// dependencies returns the names that a function mentions, or a type with its
// methods.
func (c *lostCheck) dependencies(name string) []string {
	var list []string
	for _, d := range c.e.order {
		if n := d.node(); n != nil && (d.name == name || d.kind == KindMethod && d.recv == name) {
			list = append(list, c.e.s.mentions(c.e.info, n)...)
		}
	}
	if d := c.e.s.decls[name]; d != nil && c.e.own[name] == nil && d.kind != KindVar && !d.gone {
		list = append(list, d.deps...)
	}
	for _, m := range c.e.s.methods[name] {
		if c.e.own[m.name] == nil && !m.gone {
			list = append(list, m.deps...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
