package session

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"slices"
	"strings"
)

// A file is one of the at most two files of the FileSet that hold a cell.
type file struct {
	cell   int
	tok    *token.File
	shift  int // subtract from an offset of tok to have an offset of the cell
	mapper *Mapper
	refs   int // live declarations whose syntax is here
}

// offset returns the offset in the cell of a position in f.
func (f *file) offset(pos token.Pos) int { return f.tok.Offset(pos) - f.shift }

// A syntax is a cell as parsed.
type syntax struct {
	cell    Cell
	mapper  *Mapper
	chunks  []chunk
	files   []*file
	imports []*ast.ImportSpec
	decls   []ast.Decl    // in the order of the cell; var declarations only if there are no statements
	run     *ast.FuncDecl // the statements, nil if there are none
	last    *ast.ExprStmt // the last statement, if it is an expression
	list    []ast.Expr    // what is assigned to blanks in its place, if it is several expressions
	quiet   bool          // it ends in a semicolon: its value is not to be shown
}

// A mistake is an error at an offset of the cell.
type mistake struct {
	offset int
	msg    string
	hint   string
}

const (
	declHead = "package main;"
	runHead  = "package main;func _(){"
	runTail  = "\n}"
)

// byteOrderMark is what some editors put at the beginning of a text. Go ignores it.
const byteOrderMark = "\ufeff"

// parse parses a cell. What it adds to the FileSet is in the files of the result,
// also when there are mistakes.
func (s *Session) parse(c Cell) (*syntax, []mistake) {
	mapper := NewMapper(c.Source)
	if rest, ok := strings.CutPrefix(c.Source, byteOrderMark); ok {
		c.Source = strings.Repeat(" ", len(byteOrderMark)) + rest
	}
	sx := &syntax{cell: c, mapper: mapper}
	chunks, scanErrs := split(c.Source)
	sx.chunks = chunks
	var ms []mistake
	limit := len(c.Source) + 1 // what the parser says beyond is nonsense
	for _, e := range scanErrs {
		ms = append(ms, mistake{offset: e.offset, msg: e.msg})
		limit = min(limit, e.offset)
	}
	ms = append(ms, sx.embeds()...)
	isStmt := sx.statements()
	list := s.parseList(sx)
	if has(chunks, func(c chunk) bool { return c.kind != chunkBlank && c.kind != chunkPackage && !isStmt(c) }) {
		f, parsed := s.parseMasked(sx, declHead, "", func(c chunk) bool { return c.kind != chunkPackage && !isStmt(c) })
		sx.addDecls(f)
		ms = append(ms, parsed...)
	}
	if has(chunks, isStmt) {
		f, parsed := s.parseMasked(sx, runHead, runTail, func(c chunk) bool { return isStmt(c) && (list == nil || c.first != sx.lastStatement().first) })
		sx.addRun(f, list)
		ms = append(ms, parsed...)
	}
	if len(ms) == 0 {
		ms = sx.nested()
	}
	return sx, sx.tidy(ms, limit)
}

// embeds returns a mistake for each directive that would have the compiler put files
// into variables: without it the variables would be empty, and nobody would know.
func (sx *syntax) embeds() (ms []mistake) {
	src := sx.cell.Source
	if !strings.Contains(src, "//go:embed ") {
		return nil
	}
	for _, at := range comments(src) {
		if strings.HasPrefix(src[at:], "//go:embed ") {
			ms = append(ms, mistake{at, "//go:embed needs the compiler", "read the file when the cell runs: os.ReadFile, or os.DirFS for an fs.FS"})
		}
	}
	return ms
}

// statements returns which chunks of the cell are statements: declarations of
// variables are where there are others.
func (sx *syntax) statements() func(chunk) bool {
	vars := has(sx.chunks, func(c chunk) bool { return c.kind == chunkStmt })
	return func(c chunk) bool { return c.kind == chunkStmt || vars && c.kind == chunkVar }
}

func has(chunks []chunk, is func(chunk) bool) bool { return slices.ContainsFunc(chunks, is) }

// parseMasked parses the cell with everything blank but some chunks.
func (s *Session) parseMasked(sx *syntax, head, tail string, keep func(chunk) bool) (*ast.File, []mistake) {
	src := mask(sx.cell.Source, head, tail, sx.chunks, keep)
	f, err := parser.ParseFile(s.fset, fmt.Sprintf("cell %d", sx.cell.Number), src, parser.SkipObjectResolution)
	if f != nil {
		if tok := s.fset.File(f.Package); tok != nil {
			cf := &file{cell: sx.cell.Number, tok: tok, shift: len(head), mapper: sx.mapper}
			sx.files = append(sx.files, cf)
			s.files[tok] = cf
		}
	}
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return f, nil
	}
	var ms []mistake
	for _, e := range list {
		m := mistake{offset: e.Pos.Offset - len(head), msg: e.Msg}
		if e.Msg == "imports must appear before other declarations" {
			continue // in a cell they need not
		}
		if m.offset > len(sx.cell.Source) {
			if len(ms) > 0 {
				continue // a consequence
			}
			m.offset = len(sx.cell.Source)
		}
		ms = append(ms, m)
	}
	return f, ms
}

// mask returns head, the source with all chunks blank but some, and tail.
func mask(src, head, tail string, chunks []chunk, keep func(chunk) bool) []byte {
	out := make([]byte, 0, len(head)+len(src)+len(tail))
	out = append(out, head...)
	for _, c := range chunks {
		if keep(c) && c.kind != chunkBlank {
			out = append(out, src[c.start:c.end]...)
			continue
		}
		for i := c.start; i < c.end; i++ {
			if src[i] == '\n' {
				out = append(out, '\n')
			} else {
				out = append(out, ' ')
			}
		}
	}
	return append(out, tail...)
}

// tidy sorts mistakes, keeps one a chunk, since the parser is easily confused by
// the first, and drops those at or after limit, where the scanner has found a
// mistake that misleads the parser.
func (sx *syntax) tidy(ms []mistake, limit int) []mistake {
	slices.SortStableFunc(ms, func(a, b mistake) int { return a.offset - b.offset })
	last := -2
	ms = slices.DeleteFunc(ms, func(m mistake) bool {
		if m.offset > limit {
			return true
		}
		in := slices.IndexFunc(sx.chunks, func(c chunk) bool { return m.offset <= c.end })
		again := in == last
		last = in
		return again
	})
	for i := range ms {
		sx.word(&ms[i])
	}
	return ms
}

// addDecls takes the declarations of a file.
func (sx *syntax) addDecls(f *ast.File) {
	if f == nil {
		return
	}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			for _, spec := range g.Specs {
				sx.imports = append(sx.imports, spec.(*ast.ImportSpec))
			}
			continue
		}
		if _, bad := d.(*ast.BadDecl); !bad {
			sx.decls = append(sx.decls, d)
		}
	}
}

// addRun takes the function that the statements are, with a list of expressions
// at the end if there is one.
func (sx *syntax) addRun(f *ast.File, list []ast.Expr) {
	if f == nil || len(f.Decls) == 0 {
		return
	}
	run, ok := f.Decls[0].(*ast.FuncDecl)
	if !ok || run.Body == nil {
		return
	}
	if list != nil {
		run.Body.List = append(run.Body.List, blanks(list))
	}
	if len(run.Body.List) == 0 {
		return
	}
	sx.run, sx.list, sx.quiet = run, list, sx.lastStatement().semi
	if x, ok := run.Body.List[len(run.Body.List)-1].(*ast.ExprStmt); ok {
		sx.last = x
	}
}

// lastStatement returns the last chunk of the statements.
func (sx *syntax) lastStatement() (last chunk) {
	isStmt := sx.statements()
	for _, c := range sx.chunks {
		if isStmt(c) {
			last = c
		}
	}
	return last
}

// text returns the source of the chunk at an offset, with the comments before it,
// and where it starts.
func (sx *syntax) text(offset int) (string, int) {
	for _, c := range sx.chunks {
		if c.start <= offset && offset < c.end {
			text := strings.TrimLeft(sx.cell.Source[c.start:c.end], "\n\r\t ;")
			return strings.TrimRight(text, "\n\r\t ;"), c.end - len(text)
		}
	}
	return "", 0
}
