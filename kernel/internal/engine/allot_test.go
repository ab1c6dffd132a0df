package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gosched/kernel/rt"
)

// TestAllot holds that what asks for more memory than there may be ends its cell, with
// its deferred functions, and nothing else.
func TestAllot(t *testing.T) {
	host.forget()
	t.Cleanup(host.forget)
	rt.LimitMemory(1 << 30)
	defer rt.LimitMemory(0)
	n := newNotebook(t)
	n.cell(t, "type big [1 << 20]int\nvar deferred, recovered int\nfunc try(f func()) { defer func() { deferred++; if recover() != nil { recovered++ } }(); f() }")
	for _, cell := range []string{
		"try(func() { _ = make([]int, 1<<40) })",
		"try(func() { _ = make([]int, 0, 1<<28) })",
		"try(func() { _ = make(chan *big, 1<<28) })",
		"try(func() { s := make([]big, 100, 110); for { s = append(s, s...) } })",
		"try(func() { s := make([]big, 100, 110); for { s = append(s, big{}, big{}, big{}) } })",
		"done := make(chan bool)\ngo func() { defer close(done); s := []string{1 << 20: \"\"}; for { s = append(s, s...) } }()\n<-done\nmake([]big, 1000)",
	} {
		number, p := n.load(t, cell)
		out := rt.NewCell(number).Do(p.Run)
		if out.Err == nil || out.Err.Name != "fatal error" || !strings.HasPrefix(out.Err.Msg, "runtime: out of memory: cannot allocate ") {
			t.Errorf("%s: %+v", cell, out.Err)
		}
		awaitGoroutines(t, number) // they have memory until they have ended
	}
	if got := n.cell(t, "deferred == 5 && recovered == 0 && len(make([]int, 1<<26)) == 1<<26"); got[0] != true {
		t.Error("deferred functions did not run, or recovered")
	}
	if got := n.cell(t, "func() (r any) { defer func() { r = recover() }(); return make([]int, 1<<60) }()"); got[0].(error).Error() != "runtime error: makeslice: len out of range" {
		t.Errorf("what cannot be is %v", got)
	}
}

// awaitGoroutines waits until those of a cell have ended.
func awaitGoroutines(t *testing.T, cell int) {
	t.Helper()
	ofCell := func(g *rt.G) bool { return g.Cell() == cell }
	for deadline := time.Now().Add(10 * time.Second); slices.ContainsFunc(rt.Goroutines(), ofCell); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("goroutines of cell %d do not end", cell)
		}
	}
}
