package engine

import (
	"strings"
	"testing"

	"gosched/kernel/rt"
)

// TestFinalizers has finalizers and cleanups of one cell run while another does: what
// they print is the first one's, and one that panics, exits or blocks the second harms no other.
func TestFinalizers(t *testing.T) {
	if !intrinsics {
		return // without them what is dead is not known
	}
	host.forget()
	t.Cleanup(host.forget)
	n := newNotebook(t)
	n.cell(t, `
import ("fmt"; "runtime"; "sync/atomic"; "time")
type T struct{ name string; pad [8]int }
var ran atomic.Int32
func watch(name string, f func(string)) {
	o := &T{name: name}
	runtime.AddCleanup(o, func(name string) { defer ran.Add(1); f(name) }, name)
	p := &T{name: name}
	runtime.SetFinalizer(p, func(p *T) int { defer ran.Add(1); f(p.name); return 1 })
}
func collect(n int32) bool {
	for range 1000 {
		if ran.Load() == n { return true }
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	return false
}`)
	registering, collecting := n.cells+1, n.cells+2
	n.cell(t, `
watch("prints", func(name string) { fmt.Println(name) })
watch("panics", func(name string) { panic(name) })
watch("exits", func(name string) { runtime.Goexit() })
watch("spawns", func(name string) { c := make(chan bool); go func() { println(name); close(c) }(); <-c })`)
	if got := n.cell(t, "collect(8)"); got[0] != true {
		t.Error("not all have run")
	}
	n.cell(t, `watch("later", func(name string) { fmt.Println(name) })`)
	if got := n.cell(t, "collect(10)"); got[0] != true {
		t.Error("none run any more")
	}
	text := host.text(registering)
	for what, count := range map[string]int{"prints\n": 2, "panic: panics\n": 2, "goroutine ": 2, "spawns\n": 2, "main.watch.func1(...)": 1, "main.watch.func2(...)": 1} {
		if got := strings.Count(text, what); got != count {
			t.Errorf("%q is printed %d times, not %d, in\n%s", what, got, count, text)
		}
	}
	if text := host.text(collecting); text != "" {
		t.Errorf("the collecting cell printed %q", text)
	}
	for _, g := range rt.Goroutines() {
		if g.Cell() == registering {
			t.Errorf("goroutine %s is left", g.Callee)
		}
	}
}

// TestFinalizerMisuse holds what the runtime would end the process with.
func TestFinalizerMisuse(t *testing.T) {
	n := newNotebook(t)
	for cell, want := range map[string]string{
		`import "runtime"; runtime.SetFinalizer(nil, nil)`:                       "first argument is nil",
		`runtime.SetFinalizer(1, nil)`:                                           "first argument is int, not pointer",
		`runtime.SetFinalizer(new([9]int), 1)`:                                   "second argument is int, not a function",
		`runtime.SetFinalizer(new([9]int), func(...int) {})`:                     "cannot pass *[9]int to finalizer func(...int) because dotdotdot",
		`type T struct{ a [9]int }; runtime.SetFinalizer(new(T), func(*int) {})`: "cannot pass *main.T to finalizer func(*int)",
	} {
		number, p := n.load(t, strings.Replace(cell, `import "runtime"; `, "import \"runtime\"\n", 1))
		out := rt.NewCell(number).Do(p.Run)
		if out.Err == nil || out.Err.Name != "fatal error" || out.Err.Msg != "runtime.SetFinalizer: "+want {
			t.Errorf("%s: %+v", cell, out.Err)
		}
	}
	for _, cell := range []string{"runtime.SetFinalizer(new([9]int), nil)", "runtime.SetFinalizer(new(T), func(any) {})"} {
		n.cell(t, cell)
	}
}
