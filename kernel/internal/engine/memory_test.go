package engine

import (
	"fmt"
	"runtime"
	"testing"
)

// TestMemory runs many small cells, each of which drops what the one before
// defined, and compares how much memory is in use on the way.
func TestMemory(t *testing.T) {
	e := newEngine(t)
	inUse := func() int {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	cells := func(from, to int) {
		for i := from; i < to; i++ {
			drop := fmt.Sprintf(`"Drop": [%d, %d], "Free": [%d]`, 2*i-2, 2*i-1, i-1)
			if i == 1 {
				drop = `"Drop": []`
			}
			types := ""
			if i == 1 {
				types = `type pointer {"ID": 30, "Elem": 2}`
			}
			got := runUnit(t, e, mustParse(t, fmt.Sprintf(`
%s
global {"ID": %d, "Name": "x", "Type": 2}
func {"ID": %d, "Name": "main.double", "Params": 1, "Results": [2], "Slots": [{"Type": 2}]}
(block (return (add:2 (local:2 #0) (local:2 #0))))
func {"ID": %d, "Name": "main.main"}
(block
	(assign (deref:2 (global:30 #%d)) (call:2 #%d (const:2 #%d)))
	(println (deref:2 (global:30 #%d)) (const:17 "text")))
unit {"Run": %d, %s}`, types, i, 2*i, 2*i+1, i, 2*i, i, i, 2*i+1, drop)))
			if want := fmt.Sprintf("%d text\n", 2*i); got != want {
				t.Fatalf("cell %d: got %q, want %q", i, got, want)
			}
			host.forget()
		}
	}
	cells(1, 300)
	before := inUse()
	cells(300, 1300)
	after := inUse()
	t.Logf("1,000 cells left %d bytes behind", after-before)
	if grown := after - before; grown > 500_000 {
		t.Errorf("1,000 cells left %d bytes behind, %d each", grown, grown/1000)
	}
}
