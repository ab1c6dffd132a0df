package assist

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
)

// TestWritten takes programs and completes names in them as if they were being
// written, with the rest of the program there and without. The name that stands
// there must be offered, and what is offered must exist for the type checker.
func TestWritten(t *testing.T) {
	positions := 8
	if testing.Short() {
		positions = 2
	}
	files, err := filepath.Glob("../lower/testdata/run/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	imp := stdlib.NewImporter(token.NewFileSet())
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w := written{t: t, s: session.New(imp), src: string(a.Files[0].Data), random: rand.New(rand.NewPCG(1, 2))}
			names := w.names()
			w.random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
			for _, at := range names[:min(positions, len(names))] {
				w.write(at)
			}
		})
	}
}

// A written is a program that is completed at some of its names.
type written struct {
	t      *testing.T
	s      *session.Session
	src    string
	random *rand.Rand
}

// A use is a name that stands for something declared elsewhere.
type use struct {
	name   string
	offset int
}

// names returns the names that are no declarations.
func (w *written) names() (list []use) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", w.src, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	declared := map[*ast.Ident]bool{f.Name: true}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.FuncDecl:
			declared[n.Name] = true
			if n.Recv != nil { // its type parameters are declared
				ast.Inspect(n.Recv, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						declared[id] = true
					}
					return true
				})
			}
		case *ast.LabeledStmt:
			declared[n.Label] = true
		case *ast.Field:
			for _, id := range n.Names {
				declared[id] = true
			}
		case *ast.Ident:
			if (n.Obj == nil || n.Obj.Pos() != n.Pos()) && !declared[n] && n.Name != "_" {
				list = append(list, use{n.Name, fset.Position(n.Pos()).Offset})
			}
		}
		return true
	})
	return list
}

// write completes a name of which the first letter stands there, or none after a dot.
func (w *written) write(at use) {
	typed := at.offset + 1
	if w.src[at.offset-1] == '.' {
		typed = at.offset
	}
	before, after := w.src[:typed], w.src[at.offset+len(at.name):]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	cursor := len([]rune(before))
	for what, src := range map[string]string{"the rest there": before + after, "nothing after it": before} {
		if what == "nothing after it" && !hasName(before[:at.offset], at.name) && w.src[at.offset-1] != '.' || what == "nothing after it" && strings.Contains(line, "goto ") {
			continue // it might be declared later
		}
		items := Complete(w.s, src, cursor).Items
		if !slices.ContainsFunc(items, func(it Item) bool { return strings.TrimSuffix(it.Text, ":") == at.name }) {
			w.t.Errorf("%s‸%s: with %s, not offered among %d names", line, at.name, what, len(items))
			continue
		}
		if what == "nothing after it" {
			continue
		}
		for range 3 {
			it := items[w.random.IntN(len(items))]
			if msg := w.wrong(before[:at.offset], it.Text, after); it.Type != "keyword" && it.Type != "module" && msg != "" {
				w.t.Errorf("%s‸%s: %s is offered, but %s", line, at.name, it.Text, msg)
			}
		}
	}
}

// hasName reports whether a name is among the tokens of a source.
func hasName(src, name string) bool {
	var scan scanner.Scanner
	scan.Init(token.NewFileSet().AddFile("", -1, len(src)), []byte(src), func(token.Position, string) {}, 0)
	for {
		_, tok, lit := scan.Scan()
		if tok == token.EOF || tok == token.IDENT && lit == name {
			return tok == token.IDENT
		}
	}
}

// wrong returns what the checker says of a name that it does not find at its place.
func (w *written) wrong(before, name, after string) string {
	_, err := w.s.Edit(session.Cell{Number: 1, Source: before + name + after})
	var list session.Errors
	if !errors.As(err, &list) {
		return ""
	}
	line, col := session.NewMapper(before).OffsetLineCol(len(before))
	for _, e := range list {
		if e.Line != line || e.Col != col {
			continue
		}
		for _, words := range []string{"undefined", "no field or method", "not exported", "cannot call pointer method", "ambiguous selector", "method expression", "unknown field"} {
			if strings.Contains(e.Msg, words) && !strings.Contains(e.Msg, "declared in this") {
				return e.Msg
			}
		}
	}
	return ""
}
