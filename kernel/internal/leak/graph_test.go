package leak

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A graph is a heap dump and a question about it, made from lines of text:
//
//	object ADDRESS WORD...            an object; a word with * is a pointer
//	data ADDRESS WORD..., bss ...     variables
//	root ADDRESS                      another root
//	finalizer ADDRESS FUNC            and the function it is to be called with
//	goroutine ADDRESS STATUS          with what stands below; "system" may follow
//	frame ADDRESS NAME EXTENTS WORD...  a call, innermost first; what of it has its address taken
//	                                  as OFFSET:SIZE,OFFSET:SIZE, "-" for nothing, "?" if it is not known
//	defer ADDRESS FUNC                a deferred call; panic is like it
//	suspect goroutines=A,B records=A waits=A,B
//	opaque ADDRESS, asker ADDRESS
//	leaked N...                       the suspects that are expected to be
//
// Numbers are as in Go.
type graph struct {
	dump    []byte
	ask     Question
	leaked  []int
	extents map[uint64][]extent // by where functions begin: what is not there is not known
	now     uint64              // the latest goroutine
	begins  uint64              // where the latest function does
}

// readGraph makes a graph. Both segments of variables are there, if only as empty ones.
func readGraph(t testing.TB, text string) *graph {
	t.Helper()
	g := &graph{dump: []byte(header), extents: make(map[uint64][]extent)}
	g.put(tagParams, 0, pointerSize, 0, 0)
	g.str("amd64")
	g.str("go1.26")
	g.put(2)
	for i, line := range strings.Split(text, "\n") {
		if f := strings.Fields(line); len(f) > 0 && !strings.HasPrefix(line, "#") {
			if err := g.line(f); err != nil {
				t.Fatalf("line %d: %s: %v", i+1, line, err)
			}
		}
	}
	for _, tag := range []uint64{tagData, tagBSS} {
		if !strings.Contains("\n"+text, map[uint64]string{tagData: "\ndata ", tagBSS: "\nbss "}[tag]) {
			g.put(tag, 1, 0, 0)
		}
	}
	g.put(tagEOF)
	return g
}

func (g *graph) put(numbers ...uint64) {
	for _, n := range numbers {
		g.dump = binary.AppendUvarint(g.dump, n)
	}
}

func (g *graph) str(s string) {
	g.put(uint64(len(s)))
	g.dump = append(g.dump, s...)
}

// memory writes an address, what is there, and where pointers are.
func (g *graph) memory(addr uint64, words []string, between func()) error {
	var contents []byte
	var fields []uint64
	for i, w := range words {
		if strings.HasPrefix(w, "*") {
			fields = append(fields, 1, uint64(i)*pointerSize)
		}
		v, err := strconv.ParseUint(strings.TrimPrefix(w, "*"), 0, 64)
		if err != nil {
			return err
		}
		contents = binary.LittleEndian.AppendUint64(contents, v)
	}
	g.str(string(contents))
	between()
	g.put(append(fields, 0)...)
	return nil
}

func (g *graph) line(f []string) (err error) {
	var n []uint64 // the words that are numbers
	for _, w := range f[1:] {
		if v, err := strconv.ParseUint(w, 0, 64); err == nil {
			n = append(n, v)
		}
	}
	tags := map[string]uint64{"object": tagObject, "data": tagData, "bss": tagBSS}
	switch f[0] {
	case "object", "data", "bss":
		g.put(tags[f[0]], n[0])
		return g.memory(n[0], f[2:], func() {})
	case "root":
		g.put(tagOtherRoot)
		g.str("a root")
		g.put(n[0])
	case "finalizer":
		g.put(tagFinalizer, n[0], n[1], 0, 0, 0)
	case "goroutine":
		g.now = n[0]
		g.put(tagGoroutine, n[0], 0, 1, 0, n[1], uint64(strings.Count(f[len(f)-1], "system")), 0, 0)
		g.str("chan receive")
		g.put(0, 0, 0, 0)
	case "frame":
		return g.frame(n[0], f[2], f[3], f[4:])
	case "defer":
		g.put(tagDefer, n[0], g.now, 0, 0, n[1], 0, 0)
	case "panic":
		g.put(tagPanic, n[0], g.now, 0, n[1], 0, 0)
	case "suspect":
		return g.suspect(f[1:])
	case "opaque":
		g.ask.Opaque = append(g.ask.Opaque, Hide(uintptr(n[0])))
	case "asker":
		g.ask.Asker = Hide(uintptr(n[0]))
	case "leaked":
		for _, i := range n {
			g.leaked = append(g.leaked, int(i))
		}
	default:
		return fmt.Errorf("unknown kind of line")
	}
	return nil
}

func (g *graph) frame(addr uint64, name, extents string, words []string) error {
	g.begins++
	g.put(tagStackFrame, addr, 0, 0)
	if extents != "?" {
		g.extents[g.begins] = nil
	}
	for _, e := range strings.Split(extents, ",") {
		if e == "?" || e == "-" {
			continue
		}
		var x extent
		if _, err := fmt.Sscanf(e, "%d:%d", &x.offset, &x.size); err != nil {
			return err
		}
		g.extents[g.begins] = append(g.extents[g.begins], x)
	}
	return g.memory(addr, words, func() {
		g.put(g.begins, 0, 0)
		g.str(name)
	})
}

func (g *graph) suspect(f []string) error {
	var s Suspect
	into := map[string]*[]Address{"goroutines": &s.Goroutines, "records": &s.Records, "waits": &s.Waits}
	for _, part := range f {
		kind, list, _ := strings.Cut(part, "=")
		for _, a := range strings.Split(list, ",") {
			v, err := strconv.ParseUint(a, 0, 64)
			if err != nil || into[kind] == nil {
				return fmt.Errorf("%s: %w", part, err)
			}
			*into[kind] = append(*into[kind], Hide(uintptr(v)))
		}
	}
	g.ask.Suspects = append(g.ask.Suspects, s)
	return nil
}

func (g *graph) layouts(begins uint64) (list []extent, ok bool) {
	list, ok = g.extents[begins]
	return list, ok
}

// graphs are the files of testdata/graphs.
func graphs(t testing.TB) map[string]*graph {
	t.Helper()
	files, err := filepath.Glob("testdata/graphs/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no graphs", err)
	}
	all := make(map[string]*graph)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".txt")] = readGraph(t, string(text))
	}
	return all
}

// TestGraphs answers the questions of the files.
func TestGraphs(t *testing.T) {
	for name, g := range graphs(t) {
		t.Run(name, func(t *testing.T) {
			h, err := parse(g.dump)
			if err != nil {
				t.Fatal(err)
			}
			if got := h.leaked(g.ask, g.layouts); !slices.Equal(got, g.leaked) {
				t.Errorf("leaked are %v, want %v", got, g.leaked)
			}
		})
	}
}
