package session

import (
	"runtime"
	"testing"
)

// TestMemory checks that what was replaced is forgotten: the heap after many cells
// that replace each other is about that after a few. Of each cell that ran
// something, its source stays.
func TestMemory(t *testing.T) {
	s := New(shared)
	cells := []string{
		"x := 1\ny := []int{x}",
		"x := x + 1\nfor i := range 3 { x += i }\nx",
		"func f(n int) int { m := n; return m + x }",
		"func g(n int) string { return fmt.Sprint(f(n)) }\ng(1)",
		"type T struct { a int }\nfunc (t T) M() int { return t.a + f(1) }",
		"t := T{x}\nt.M()",
		"x +",
		"undefined",
		"const c = 1\nfunc gen[E any](e E) E { f(c); return e }",
		"gen(t)",
	}
	n := 0
	run := func(rounds int) uint64 {
		for range rounds {
			for _, src := range cells {
				n++
				if ch, err := s.Edit(Cell{n, src}); err == nil {
					s.Commit(ch)
				}
			}
		}
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	first := run(20)
	second := run(200)
	const perCell = 1500 // bytes: the source, what to alter in it, an entry in a slice
	if grown := int64(second) - int64(first); grown > 200*int64(len(cells))*perCell {
		t.Errorf("2,000 cells made the heap grow by %d bytes", grown)
	} else {
		t.Logf("2,000 cells made the heap grow by %d bytes", grown)
	}
	if len(s.files) > 12 || len(s.ids) > 40 || len(s.generics) > 4 {
		t.Errorf("%d files, %d identities, %d generic bodies are kept", len(s.files), len(s.ids), len(s.generics))
	}
}
