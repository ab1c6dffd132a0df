package session

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"gosched/kernel/internal/stdlib"
)

func TestSplit(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"", ""},
		{"1", "s"},
		{"x := 1; y := 2 // two\n\n// of f\nfunc f() {}\n", "ssfb"},
		{"func (r *T) m(x int) {}", "f"},
		{"func (T) m() {}\nfunc(x int) T { return 0 }(1)", "fs"},
		{"func() {}()", "s"},
		{"func(a T) (b, c int) { return }", "s"},
		{"import \"fmt\"\nimport (\n\t\"os\"\n)\ntype T int\nconst c = 1\nvar v = 1\n", "iitcvb"},
		{"package p\n;", "ps"},
		{"if x {\n} else {\n}", "s"},
		{"a(\n1,\n)\nb", "ss"},
		{"}", "s"},
		{"for {", "s"},
		{"x := `\n` // c\n/* d */", "sb"},
	} {
		chunks, _ := split(tt.src)
		var got strings.Builder
		for _, c := range chunks {
			got.WriteByte("bpitcvfs"[c.kind])
		}
		if got.String() != tt.want {
			t.Errorf("split(%q) = %s, want %s", tt.src, got.String(), tt.want)
		}
	}
}

func TestChunkText(t *testing.T) {
	src := "a := 1 // one\n\n// F does.\n// Really.\nfunc F() {} // yes\nb := 2"
	s := New(shared)
	sx, _ := s.parse(Cell{1, src})
	want := "// F does.\n// Really.\nfunc F() {} // yes"
	if got, at := sx.text(strings.Index(src, "F()")); got != want || at != strings.Index(src, want) {
		t.Errorf("got %q at %d, want %q", got, at, want)
	}
}

func FuzzSplit(f *testing.F) {
	for _, src := range []string{
		"x := 1; y := 2\nfunc f() {}\n", "func (r T) m() {\n", "}}", "`", "/*", "package a;import \"b\"", "\xff\x00", "a\r\nb",
		"type T[P any] struct{}\nfunc (t T[P]) m() P { var p P; return p }\nT[int]{}.m()", "var x = func() {}\n1", "'", "//", ";;;",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		chunks, _ := split(src)
		end := 0
		for _, c := range chunks {
			if c.start != end || c.end < c.start || c.first < c.start || c.first > c.end {
				t.Fatalf("chunk %+v after offset %d", c, end)
			}
			end = c.end
		}
		if end != len(src) {
			t.Fatalf("chunks end at %d of %d", end, len(src))
		}
		m := NewMapper(src)
		for offset := 0; offset <= len(src); offset++ {
			line, col := m.OffsetLineCol(offset)
			if got := m.LineColOffset(line, col); got != offset {
				t.Fatalf("offset %d is line %d, column %d, which is offset %d", offset, line, col, got)
			}
		}
		s := New(nothing{})
		ch, err := s.Edit(Cell{1, src})
		if err == nil {
			s.Commit(ch)
			s.Replay()
		} else if strings.Contains(err.Error(), "internal error of the session") {
			t.Fatalf("%v\n%s", err, err.(Errors)[0].stack)
		}
	})
}

// nothing is an importer without packages.
type nothing struct{ *stdlib.Importer }

func (nothing) Packages(string) []string { return nil }

func (nothing) Import(path string) (*types.Package, error) {
	return nil, fmt.Errorf("package %s is not available", path)
}

func TestMapper(t *testing.T) {
	m := NewMapper("aé\r\n日本x\n")
	for _, tt := range []struct{ offset, line, col, cursor int }{
		{0, 1, 1, 0}, {1, 1, 2, 1}, {3, 1, 4, 2}, {4, 1, 5, 3}, {5, 2, 1, 4}, {8, 2, 4, 5}, {11, 2, 7, 6}, {12, 2, 8, 7}, {13, 3, 1, 8},
	} {
		line, col := m.OffsetLineCol(tt.offset)
		if line != tt.line || col != tt.col {
			t.Errorf("OffsetLineCol(%d) = %d, %d, want %d, %d", tt.offset, line, col, tt.line, tt.col)
		}
		if got := m.OffsetCursor(tt.offset); got != tt.cursor {
			t.Errorf("OffsetCursor(%d) = %d, want %d", tt.offset, got, tt.cursor)
		}
		if got := m.CursorOffset(tt.cursor); got != tt.offset {
			t.Errorf("CursorOffset(%d) = %d, want %d", tt.cursor, got, tt.offset)
		}
		if got := m.LineColOffset(tt.line, tt.col); got != tt.offset {
			t.Errorf("LineColOffset(%d, %d) = %d, want %d", tt.line, tt.col, got, tt.offset)
		}
	}
	if m.Line(1) != "aé" || m.Line(2) != "日本x" || m.Line(3) != "" || m.Line(4) != "" || m.Lines() != 3 {
		t.Errorf("lines %q, %q, %q, %d", m.Line(1), m.Line(2), m.Line(3), m.Lines())
	}
}

// TestPositions checks that every position of the syntax is the offset of the same
// text in the cell.
func TestPositions(t *testing.T) {
	src := "/* é */ x := 1\ntype Long struct{}\ny := x + 2\nfunc Name() {}"
	s := New(shared)
	ch, err := s.Edit(Cell{7, src})
	if err != nil {
		t.Fatal(err)
	}
	for id := range ch.Info.Defs {
		if id.Name == "_" || id.Pos() == token.NoPos || id.Name == "main" {
			continue
		}
		cell, line, col := ch.CellOf(id.Pos())
		if offset := ch.Mapper.LineColOffset(line, col); cell != 7 || !strings.HasPrefix(src[offset:], id.Name) {
			t.Errorf("%s is said to be at cell %d, line %d, column %d", id.Name, cell, line, col)
		}
	}
}
