package engine

import (
	"fmt"
	"testing"

	"gosched/kernel/rt"
)

const fibText = `
func {"ID": 2, "Name": "main.run", "Params": 1, "Slots": [{"Name": "n", "Type": 2}]}
(block (expr (call:2 #1 (local:2 #0))))
func {"ID": 1, "Name": "main.fib", "Params": 1, "Results": [2], "Calls": true, "Slots": [{"Name": "n", "Type": 2}]}
(block
	(if (lt:1 (local:2 #0) (const:2 #2)) (block (return (local:2 #0))))
	(return (add:2 (call:2 #1 (sub:2 (local:2 #0) (const:2 #1))) (call:2 #1 (sub:2 (local:2 #0) (const:2 #2))))))
`

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
