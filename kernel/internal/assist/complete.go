package assist

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"gosched/kernel/internal/session"
)

// A Completion is what could stand at the cursor.
type Completion struct {
	Items      []Item // the likeliest first
	Start, End int    // the range that an item replaces, in code points
	InString   bool   // the cursor is in a string, which is not Go's business
	Typed      string // the string up to the cursor
}

// An Item is one way to go on.
type Item struct {
	Text      string
	Type      string // as JupyterLab shows it: function, variable, type, module, field, method, constant, keyword
	Signature string // "" if there is none
}

// Complete returns what could stand at the cursor.
func Complete(s *session.Session, src string, cursor int) Completion {
	m := session.NewMapper(src)
	offset := m.CursorOffset(cursor)
	if c, ok := completeImport(s, m, src, offset); ok {
		return c
	}
	start, end := wordAt(src, offset)
	if typed, ok := stringBefore(src[:offset]); ok {
		return Completion{Start: cursor, End: cursor, InString: true, Typed: typed}
	}
	before := outline(src[:start])
	if before.unfinished || before.inString || inComment(src[:offset]) || inNumber(src, start, offset) {
		return Completion{Start: cursor, End: cursor}
	}
	c := completer{s: s, prefix: src[start:offset], colon: strings.HasPrefix(src[end:], ":"), seen: make(map[string]bool)}
	name := ""
	if start == end {
		name = cursorName
	}
	c.place = find(s, src, start, end, name)
	c.collect(src, start, end)
	return Completion{Items: c.items, Start: m.OffsetCursor(start), End: m.OffsetCursor(end)}
}

// stringBefore returns the beginning of the string that a text ends in.
func stringBefore(text string) (typed string, ok bool) {
	o := outline(text)
	if !o.inString && !o.inRaw || text[o.quote] == '\'' {
		return "", false
	}
	typed = text[o.quote+1:]
	if s, err := strconv.Unquote(`"` + typed + `"`); err == nil && o.inString {
		typed = s
	}
	return typed, true
}

// inNumber reports whether the word from start to end is part of a number, as the
// fraction is.
func inNumber(src string, start, end int) bool {
	if start > 0 && src[start-1] == '.' {
		start, end = wordAt(src, start-1)
	}
	return start < end && '0' <= src[start] && src[start] <= '9'
}

// inComment reports whether the last line of a text is a comment at its end.
func inComment(text string) bool {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	i := strings.Index(line, "//")
	return i >= 0 && !outline(line[:i]).inString
}

// A completer collects items, without repetitions, in the order of likelihood.
type completer struct {
	*place
	s      *session.Session
	prefix string
	colon  bool // follows the word, as it does a key
	items  []Item
	seen   map[string]bool
}

func (c *completer) add(text, kind, signature string) {
	if !strings.HasPrefix(strings.ToLower(text), strings.ToLower(c.prefix)) || c.seen[text] ||
		text == "_" || strings.HasPrefix(text, cursorName) || strings.Contains(text, "·") {
		return
	}
	c.seen[text] = true
	c.items = append(c.items, Item{text, kind, signature})
}

func (c *completer) addObject(o types.Object) {
	c.add(o.Name(), kindOf(o), signatureOf(o, c.probe.Pkg))
}

// collect finds out what kind of place this is.
func (c *completer) collect(src string, start, end int) {
	space := strings.TrimRight(src[:start], " \t\r\n")
	afterDot := strings.HasSuffix(space, ".") && !strings.HasSuffix(space, "...")
	parent := c.parent(1)
	if sel, ok := parent.(*ast.SelectorExpr); ok && sel.Sel == c.ident {
		c.selector(sel)
		return
	}
	if afterDot {
		return
	}
	switch parent := parent.(type) {
	case *ast.BranchStmt:
		c.labels(parent, src[end:])
		return
	case *ast.CompositeLit:
		if c.keys(parent) {
			return
		}
	case *ast.KeyValueExpr:
		if lit, ok := c.parent(2).(*ast.CompositeLit); ok && parent.Key == c.ident && c.keys(lit) {
			return
		}
	case *ast.ImportSpec, *ast.Field:
		if f, ok := parent.(*ast.Field); ok && slices.Contains(f.Names, c.ident) {
			return // a new name
		}
	}
	c.names()
}

// selector offers what can follow a dot.
func (c *completer) selector(sel *ast.SelectorExpr) {
	if id, ok := sel.X.(*ast.Ident); ok {
		if p := c.packageOf(id); p != nil {
			c.members(p)
			return
		}
	}
	tv, ok := c.probe.Info.Types[sel.X]
	if !ok || tv.Type == nil {
		return
	}
	for _, m := range session.Members(tv.Type, c.probe.Pkg) {
		_, method := m.Obj.(*types.Func)
		found, _, _ := types.LookupFieldOrMethod(tv.Type, tv.Addressable(), c.probe.Pkg, m.Obj.Name())
		if found != nil && (method || !tv.IsType()) {
			c.addObject(m.Obj)
		}
	}
}

// packageOf returns the package that a name stands for, imported or not.
func (c *completer) packageOf(id *ast.Ident) *types.Package {
	if p, ok := c.probe.Info.Uses[id].(*types.PkgName); ok {
		return p.Imported()
	}
	if c.probe.Info.Uses[id] != nil {
		return nil
	}
	for _, path := range c.s.Packages(id.Name) {
		if p, err := c.s.Import(path); err == nil {
			return p
		}
	}
	return nil
}

// members offers what a package exports.
func (c *completer) members(p *types.Package) {
	for _, name := range p.Scope().Names() {
		if token.IsExported(name) {
			c.addObject(p.Scope().Lookup(name))
		}
	}
}

// keys offers the fields of a struct literal that it does not have yet. It reports
// whether nothing but a key can stand here, since others do.
func (c *completer) keys(lit *ast.CompositeLit) bool {
	t := c.probe.Info.Types[lit].Type
	if t == nil {
		t = c.keyType(lit)
	}
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	has := make(map[string]bool)
	for _, x := range lit.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id != c.ident {
				has[id.Name] = true
			}
		}
	}
	for f := range st.Fields() {
		if !has[f.Name()] && (f.Exported() || f.Pkg() == c.probe.Pkg) {
			c.add(f.Name()+":", "field", typeString(f.Type(), c.probe.Pkg))
		}
	}
	return len(has) > 0 || c.colon
}

// keyType returns the type of the keys of the map literal around lit, nil if there
// is none: lit is going to be a key then.
func (c *completer) keyType(lit *ast.CompositeLit) types.Type {
	outer, ok := c.parent(2).(*ast.CompositeLit)
	if !ok || c.parent(1) != lit {
		return nil
	}
	if m, ok := types.Unalias(c.probe.Info.TypeOf(outer)).(*types.Map); ok {
		return m.Key()
	}
	return nil
}

// names offers what can be named here: locals, the session, the cell, Go itself,
// and packages.
func (c *completer) names() {
	if c.ident != nil {
		c.locals()
	}
	var objects []types.Object
	for id, o := range c.probe.Info.Defs {
		if o != nil && id != c.ident && o.Parent() == c.probe.Pkg.Scope() {
			objects = append(objects, o)
		}
	}
	objects = append(objects, c.s.Visible()...)
	objects = append(objects, c.probe.Names...)
	slices.SortStableFunc(objects, func(a, b types.Object) int { return strings.Compare(a.Name(), b.Name()) })
	for _, o := range objects {
		c.addObject(o)
	}
	for _, name := range types.Universe.Names() {
		c.addObject(types.Universe.Lookup(name))
	}
	for tok := token.BREAK; tok <= token.VAR; tok++ {
		if tok.IsKeyword() {
			c.add(tok.String(), "keyword", "")
		}
	}
	if c.prefix != "" {
		c.packages()
	}
}

// packages offers packages that would be imported by being named.
func (c *completer) packages() {
	for _, path := range c.s.Paths() {
		name := c.s.PackageName(path)
		if paths := c.s.Packages(name); len(paths) == 1 && paths[0] == path {
			c.add(name, "module", "import \""+path+"\"")
		}
	}
}

// locals offers what functions around the cursor declare before it.
func (c *completer) locals() {
	for sc := c.scope(); sc != nil && sc != c.probe.Pkg.Scope() && sc != types.Universe; sc = sc.Parent() {
		for _, name := range sc.Names() {
			if _, o := sc.LookupParent(name, c.ident.Pos()); o != nil && o == sc.Lookup(name) {
				c.addObject(o)
			}
		}
	}
}

// completeImport offers import paths inside the string of an import.
func completeImport(s *session.Session, m *session.Mapper, src string, offset int) (Completion, bool) {
	open, ok := importString(src[:offset])
	if !ok {
		return Completion{}, false
	}
	end := offset
	for end < len(src) && !strings.ContainsRune("\"`\n \t)", rune(src[end])) {
		end++
	}
	c := Completion{Start: m.OffsetCursor(open), End: m.OffsetCursor(end)}
	for _, path := range s.Paths() {
		if strings.HasPrefix(path, src[open:offset]) {
			c.Items = append(c.Items, Item{Text: path, Type: "module"})
		}
	}
	return c, true
}

// importString reports whether a text ends inside the string of an import, and
// where its contents start.
func importString(text string) (start int, ok bool) {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	quote := strings.IndexAny(line, "\"`")
	if quote < 0 || strings.ContainsAny(line[quote+1:], "\"`") {
		return 0, false
	}
	head := strings.Fields(line[:quote])
	start = len(text) - len(line) + quote + 1
	if len(head) > 0 && head[0] == "import" {
		return start, true
	}
	if len(head) > 1 {
		return 0, false
	}
	group := strings.LastIndex(text, "import (")
	return start, group >= 0 && !strings.Contains(text[group:], ")")
}
