package engine

import (
	"go/token"
	"runtime"
	"testing"

	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// TestMemoryOfSession runs one cell again and again, from its source: what front
// and worker keep of it together must not grow with the count.
func TestMemoryOfSession(t *testing.T) {
	const source = "x := 1\nfor i := range 10 {\n\tx += i\n}\nf := func() int { return x }\nfmt.Sprint(f())"
	im := stdlib.NewImporter(token.NewFileSet())
	s, l, e := session.New(im), lower.New(im), newEngine(t)
	cells := func(from, to int) int {
		for i := from; i < to; i++ {
			ch, err := s.Edit(session.Cell{Number: i, Source: source})
			if err != nil {
				t.Fatal(err)
			}
			u, err := l.Lower(ch)
			if err != nil {
				t.Fatal(err)
			}
			s.Commit(ch)
			p, err := e.Load(u)
			if err != nil {
				t.Fatal(err)
			}
			if out := rt.NewCell(i).Do(p.Run); out.Err != nil || out.Results[0] != "46" {
				t.Fatalf("cell %d: %+v", i, out)
			}
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	before := cells(1, 300)
	after := cells(300, 1300)
	if each := (after - before) / 1000; each > 4000 {
		t.Errorf("a cell leaves %d bytes behind", each)
	}
	runtime.KeepAlive(e)
}
