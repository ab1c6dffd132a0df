package engine

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLiveness holds that the roles of all nodes are known: that of a new generator
// would keep its functions from being swept.
func TestLiveness(t *testing.T) {
	if !intrinsics {
		return
	}
	files, err := filepath.Glob("testdata/speed/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := newNotebook(t)
		n.cell(t, string(text))
		for _, fn := range n.engine.funcs {
			if fn.first != nil && fn.liveness().live == nil {
				t.Errorf("%s: nothing is known of %s", file, fn.name)
			}
		}
	}
}

// TestSweepAlways has everything that is dead forgotten before each call: nothing else
// may be.
func TestSweepAlways(t *testing.T) {
	if !intrinsics {
		return
	}
	host.forget() // cells of notebooks have numbers of their own
	t.Cleanup(host.forget)
	always := func(do func()) {
		defer func(old bool) { eager = old }(eager)
		eager = true
		do()
	}
	always(func() {
		t.Run("cases", TestCases)
		t.Run("plants", TestPlants)
	})
	for _, p := range speeds {
		text, err := os.ReadFile("testdata/speed/" + p.file + ".go")
		if err != nil {
			t.Fatal(err)
		}
		want, got := newRunner(t, string(text))(p.small), 0
		always(func() { got = newRunner(t, string(text))(p.small) })
		if got != want {
			t.Errorf("%s: run(%d) is %d, not %d", p.file, p.small, got, want)
		}
	}
}

// TestSweepUnmapped sweeps variables that point to memory which the program has unmapped,
// while others wait for what such variables might lead to.
func TestSweepUnmapped(t *testing.T) {
	n := newNotebook(t)
	n.cell(t, `
import ("runtime"; "sync"; "syscall"; "time"; "unsafe")
type header struct{ n int; lock *sync.Mutex; next *header }
var lock sync.Mutex
func unmapped() *header {
	m, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	p := (*header)(unsafe.Pointer(&m[0]))
	p.n++
	syscall.Munmap(m)
	return p
}
func collect() bool {
	p := unmapped()
	lock.Lock()
	waiting := make(chan bool)
	go func() { waiting <- true; lock.Lock(); lock.Unlock(); close(waiting) }()
	there := p != nil && <-waiting
	for range 3 {
		time.Sleep(time.Millisecond)
		runtime.GC()
	}
	lock.Unlock()
	<-waiting
	return there
}`)
	if got := n.cell(t, "collect()"); got[0] != true {
		t.Errorf("the cell returns %v", got)
	}
}

// TestSweepUncounted has a program count its goroutines while garbage is collected and
// calls are swept: who does that is none of its own.
func TestSweepUncounted(t *testing.T) {
	n := newNotebook(t)
	n.cell(t, `
import "runtime"
var kept [][]byte
func others() (seen int) {
	wait, n := make(chan bool), runtime.NumGoroutine()
	defer close(wait)
	for range 100 {
		go func() { <-wait }()
	}
	for range 200_000 {
		if kept = append(kept, make([]byte, 4096)); len(kept) == 100 {
			kept = nil
		}
		if runtime.NumGoroutine() != n+100 {
			seen++
		}
	}
	return seen
}`)
	if got := n.cell(t, "others()"); got[0] != 0 {
		t.Errorf("%v times another number of goroutines was counted", got)
	}
}
