package engine

import (
	"fmt"
	"testing"

	"gosched/kernel/rt"
)

// program loads the benchmarks' functions; run calls one of them, whose
// parameter is a count.
func program(b *testing.B, text string) func(n int) {
	b.Helper()
	e := newEngine(b)
	u := mustParse(b, text)
	if _, err := e.Load(u); err != nil {
		b.Fatal(err)
	}
	id := u.Funcs[0].ID
	main := 1000
	return func(n int) {
		main++
		p, err := e.Load(mustParse(b, fmt.Sprintf(`
func {"ID": %d, "Name": "main.main"}
(block (expr (call:0 #%d (const:2 #%d))))
unit {"Run": %d, "Drop": [%d]}`, main, id, n, main, main)))
		if err != nil {
			b.Fatal(err)
		}
		lastCell++
		if out := rt.NewCell(lastCell).Do(p.Run); out.Err != nil {
			b.Fatal(out.Err)
		}
	}
}

const fibText = `
func {"ID": 2, "Name": "main.run", "Params": 1, "Slots": [{"Name": "n", "Type": 2}]}
(block (expr (call:2 #1 (local:2 #0))))
func {"ID": 1, "Name": "main.fib", "Params": 1, "Results": [2], "Calls": true, "Slots": [{"Name": "n", "Type": 2}]}
(block
	(if (lt:1 (local:2 #0) (const:2 #2)) (block (return (local:2 #0))))
	(return (add:2 (call:2 #1 (sub:2 (local:2 #0) (const:2 #1))) (call:2 #1 (sub:2 (local:2 #0) (const:2 #2))))))
`

func BenchmarkFib30(b *testing.B) {
	run := program(b, fibText)
	for b.Loop() {
		run(30)
	}
}

func BenchmarkLoop10M(b *testing.B) {
	run := program(b, `
func {"ID": 1, "Name": "main.loop", "Params": 1, "Slots": [{"Name": "n", "Type": 2}, {"Name": "i", "Type": 2}, {"Name": "s", "Type": 2}]}
(block
	(for (lt:1 (local:2 #1) (local:2 #0)) (block (assign (local:2 #1) (add:2 (local:2 #1) (const:2 #1))))
		(block (assign (local:2 #2) (add:2 (local:2 #2) (rem:2 (mul:2 (local:2 #1) (local:2 #1)) (const:2 #7)))))))
`)
	for b.Loop() {
		run(10_000_000)
	}
}

func BenchmarkLoadTrivial(b *testing.B) {
	e := newEngine(b)
	main := 0
	for b.Loop() {
		main++
		p, err := e.Load(mustParse(b, fmt.Sprintf(`
func {"ID": %d, "Name": "main.main"}
(block (result (toiface:19 (const:2 #42))))
unit {"Run": %d, "Drop": [%d]}`, main, main, main)))
		if err != nil {
			b.Fatal(err)
		}
		lastCell++
		rt.NewCell(lastCell).Do(p.Run)
	}
}

func BenchmarkLoadFib(b *testing.B) {
	e := newEngine(b)
	for b.Loop() {
		if _, err := e.Load(mustParse(b, fibText)); err != nil {
			b.Fatal(err)
		}
	}
}
