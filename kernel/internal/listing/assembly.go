package listing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
)

// A Func is a function of the cell as instructions.
type Func struct {
	Name  string
	Size  int // in bytes
	Lines []Line
}

// A Line is a line of the cell and the instructions that it became.
type Line struct {
	Number int
	Instrs []Instr
}

// An Instr is one instruction, or what a few of them do together.
type Instr struct {
	Offset int    // from the function's start
	Op     string // "MOVQ"; "" if it is folded
	Args   string // "8(AX), CX"
	Note   string // where it is written, if that is another line or file; what was folded
	at     place
}

var (
	// main.sum STEXT nosplit size=27 args=0x18 locals=0x0 funcid=0x0 align=0x0
	symbol = pattern.New(`^(\S.*?) (S[A-Z]+) .*?size=(\d+)`)
	// 	0x000e 00014 (cell 3:5[session/main.go:10])	MOVQ	AX, main.x+32(SP)
	instruction = pattern.New(`^\t0x[0-9a-f]+ (\d+) \((.*?)(?:\[.*\])?\)\t(\S+)(?:\t(.*))?$`)
)

// Assembly reads what the compiler prints with -S. Names choose functions; without
// any it is all of the cell.
func Assembly(src Source, output string, names ...string) []Func {
	a := assembly{src: src, spans: src.funcs()}
	for line := range strings.Lines(output) {
		line = strings.TrimRight(line, "\r\n")
		if m := symbol.FindStringSubmatch(line); m != nil {
			a.end()
			a.in, a.fn = m[2] == "STEXT" && !forwards(m[1]), Func{Name: shapes.Replace(m[1])}
			a.fn.Size, _ = strconv.Atoi(m[3])
		} else if m := instruction.FindStringSubmatch(line); m != nil && a.in {
			offset, _ := strconv.Atoi(m[1])
			p, _ := parsePlace(m[2])
			a.instrs = append(a.instrs, Instr{Offset: offset, Op: m[3], Args: operands(m[3], m[4]), at: p})
		}
	}
	a.end()
	slices.SortStableFunc(a.funcs, func(f, g Func) int { return cmp.Compare(f.Lines[0].Number, g.Lines[0].Number) })
	return slices.DeleteFunc(a.funcs, func(f Func) bool { return len(names) > 0 && !slices.ContainsFunc(names, f.is) })
}

// same says whether g is f once more, as a closure is that was inlined with the
// function that makes it.
func (f Func) same(g Func) bool {
	return f.Size == g.Size && slices.EqualFunc(f.Lines, g.Lines, func(a, b Line) bool {
		return a.Number == b.Number && slices.Equal(a.Instrs, b.Instrs)
	})
}

// is says whether a user may mean f by name: a closure belongs to its function, an
// instance to its generic function.
func (f Func) is(name string) bool {
	rest, ok := strings.CutPrefix(f.Name, name)
	if !ok {
		_, method, dotted := strings.Cut(f.Name, ").")
		rest, ok = strings.CutPrefix(method, name)
		ok = ok && dotted
	}
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// forwards says whether a function only adds a dictionary to the arguments of the
// generic function that it is an instance of.
func forwards(name string) bool {
	_, args, generic := strings.Cut(name, "[")
	return generic && !strings.Contains(args, "go.shape.")
}

// operands makes operands easier to read.
func operands(op, s string) string {
	if op == "CALL" || op == "JMP" {
		s = strings.TrimSuffix(s, "(SB)")
	}
	return shapes.Replace(strings.ReplaceAll(s, "\t", " "))
}

// assembly is the state of Assembly.
type assembly struct {
	src    Source
	spans  []lineSpan // the functions that the cell declares
	in     bool       // a function is being read
	fn     Func
	instrs []Instr
	funcs  []Func
}

// end takes the function that has been read, if it is of the cell.
func (a *assembly) end() {
	instrs := a.instrs
	a.instrs, a.in = nil, false
	if len(instrs) == 0 {
		return
	}
	own := a.own(instrs[0].at)
	if !slices.ContainsFunc(instrs, own) {
		return
	}
	if a.fn.Name == a.src.Body {
		a.fn.Name = "statements"
	}
	a.fn.Lines = group(fold(instrs), own, a.src.File)
	if !slices.ContainsFunc(a.funcs, a.fn.same) {
		a.funcs = append(a.funcs, a.fn)
	}
}

// own returns what tells the instructions that are written in a function which
// begins at a place. Where that is none of the cell's functions it is the one
// which the statements of the cell are in.
func (a *assembly) own(start place) func(Instr) bool {
	if start.file == a.src.File {
		for _, s := range a.spans {
			if s.has(start.line) {
				return func(i Instr) bool { return i.at.file == a.src.File && s.has(i.at.line) }
			}
		}
	}
	return func(i Instr) bool {
		return i.at.file == a.src.File && strings.TrimSpace(a.src.line(i.at.line)) != "" &&
			!slices.ContainsFunc(a.spans, func(s lineSpan) bool { return s.has(i.at.line) })
	}
}

// group puts instructions under their lines. What is written elsewhere was inlined:
// it stays with the line before it, or the first one.
func group(instrs []Instr, own func(Instr) bool, file string) []Line {
	at := 0
	for _, i := range instrs {
		if own(i) {
			at = i.at.line
			break
		}
	}
	lines := make(map[int][]Instr)
	for _, i := range instrs {
		if own(i) {
			at = i.at.line
		} else if i.Op != "" {
			i.Note = note(i.at, file)
		}
		lines[at] = append(lines[at], i)
	}
	var list []Line
	for n, instrs := range lines {
		list = append(list, Line{n, instrs})
	}
	slices.SortFunc(list, func(a, b Line) int { return a.Number - b.Number })
	return list
}

// note says where an inlined instruction is written.
func note(p place, file string) string {
	switch {
	case p.file == file:
		return fmt.Sprintf("line %d", p.line)
	case p.line == 0 || strings.HasPrefix(p.file, "<"):
		return ""
	}
	return fmt.Sprintf("%s:%d", p.file, p.line)
}
