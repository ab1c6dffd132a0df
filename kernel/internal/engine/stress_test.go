package engine

import (
	"fmt"
	"sync"
	"testing"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// TestClosureStress starts goroutines by the thousand, each of which runs a
// closure over its own number, while other cells are loaded.
func TestClosureStress(t *testing.T) {
	const goroutines, rounds = 2000, 100
	e := newEngine(t)
	text := fmt.Sprintf(`
type func {"ID": 60}
type slice {"ID": 61, "Elem": 2}
type pointer {"ID": 62, "Elem": 61}
type ext {"ID": 63, "Pkg": "sync", "Name": "WaitGroup"}
type pointer {"ID": 64, "Elem": 63}
global {"ID": 1, "Name": "got", "Type": 61}
func {"ID": 1, "Name": "main.main.func1", "Captures": 3, "Slots": [{"Type": 61}, {"Type": 2}, {"Type": 64}]}
(block
	(assign (index:2 (local:61 #0) (local:2 #1)) (add:2 (index:2 (local:61 #0) (local:2 #1)) (call:2 #2 (local:2 #1))))
	(expr (callmethod "Done" (local:64 #2))))
func {"ID": 2, "Name": "main.one", "Params": 1, "Results": [2], "Slots": [{"Type": 2}], "Calls": true}
(block (return (add:2 (sub:2 (local:2 #0) (local:2 #0)) (const:2 #1))))
func {"ID": 3, "Name": "main.main", "Slots": [{"Type": 61}, {"Type": 2}, {"Type": 64}, {"Type": 2}]}
(block
	(assign (local:61 #0) (makeslice:61 (const:2 #%[1]d)))
	(assign (deref:61 (global:62 #1)) (local:61 #0))
	(assign (local:64 #2) (new:64))
	(for (lt:1 (local:2 #3) (const:2 #%[2]d)) (block (assign (local:2 #3) (add:2 (local:2 #3) (const:2 #1)))) (block
		(assign (local:2 #1) (const:2 #0))
		(for (lt:1 (local:2 #1) (const:2 #%[1]d)) (block (assign (local:2 #1) (add:2 (local:2 #1) (const:2 #1)))) (block
			(expr (callmethod "Add" (local:64 #2) (const:2 #1)))
			(go "main.main.func1" (closure:60 #1 (local:61 #0) (local:2 #1) (local:64 #2)))))
		(expr (callmethod "Wait" (local:64 #2))))))
unit {"Run": 3}`, goroutines, rounds)
	p, err := e.Load(mustParse(t, text))
	if err != nil {
		t.Fatal(err)
	}
	var loading sync.WaitGroup
	stop := make(chan struct{})
	loading.Go(func() {
		for id := 100; ; id++ {
			select {
			case <-stop:
				return
			default:
			}
			u := mustParse(t, fmt.Sprintf("func {\"ID\": %d, \"Name\": \"main.f\", \"Slots\": [{\"Type\": 2}]}\n(block (println (add:2 (local:2 #0) (const:2 #1))))\nunit {\"Drop\": [%d]}", id, id-1))
			if _, err := e.Load(u); err != nil {
				t.Error(err)
				return
			}
		}
	})
	lastCell++
	out := rt.NewCell(lastCell).Do(p.Run)
	close(stop)
	loading.Wait()
	if out.Err != nil {
		t.Fatalf("%+v", out.Err)
	}
	got, _ := e.Global(core.GlobalID(1))
	for i, n := range got.Interface().([]int) {
		if n != rounds {
			t.Fatalf("goroutine %d ran %d times, want %d", i, n, rounds)
		}
	}
}

// TestCompiledGoroutine lets compiled code start goroutines that run
// interpreted functions, of which one panics.
func TestCompiledGoroutine(t *testing.T) {
	e := newEngine(t)
	u := mustParse(t, `
func {"ID": 1, "Name": "main.f", "Cell": 1, "Params": 1, "Slots": [{"Type": 2}]}
(block (println (local:2 #0) (div:2 @3:1 (const:2 #10) (local:2 #0))))
`)
	if _, err := e.Load(u); err != nil {
		t.Fatal(err)
	}
	f := e.funcs[1].value.Elem().Interface().(func(int))
	lastCell++
	out := rt.NewCell(lastCell).Do(func() {
		var wg sync.WaitGroup
		for _, i := range []int{5, 0} {
			wg.Add(1)
			go func() {
				defer wg.Done()
				f(i)
			}()
			wg.Wait()
		}
	})
	if out.Err != nil {
		t.Errorf("%+v", out.Err)
	}
	const want = "5 2\npanic: runtime error: integer divide by zero\n\ngoroutine N [running]:\nmain.f(...)\n\tcell N, line 3\n"
	if got := known(host.text(lastCell)); got != known(want) {
		t.Errorf("got %q, want %q", got, known(want))
	}
}
