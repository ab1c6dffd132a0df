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

const channelTypes = `
type func {"ID": 60}
type chan {"ID": 61, "Elem": 2}
type func {"ID": 63, "In": [2], "Out": [2]}
type ext {"ID": 64, "Pkg": "sync", "Name": "Mutex"}
type pointer {"ID": 65, "Elem": 64}
type ext {"ID": 66, "Pkg": "sync", "Name": "WaitGroup"}
type pointer {"ID": 67, "Elem": 66}
`

// count is the head of a loop of slot 0 rounds over slot 1.
const count = `(for (lt:1 (local:2 #1) (local:2 #0)) (block (assign (local:2 #1) (add:2 (local:2 #1) (const:2 #1))))`

func BenchmarkPingPong100k(b *testing.B) {
	run := program(b, channelTypes+`
func {"ID": 1, "Name": "main.run", "Params": 1, "Slots": [{"Type": 2}, {"Type": 2}, {"Type": 61}, {"Type": 61}]}
(block
	(assign (local:61 #2) (makechan:61))
	(assign (local:61 #3) (makechan:61))
	(go "f" (closure:60 #2 (local:2 #0) (local:61 #2) (local:61 #3)))
	`+count+` (block (send (local:61 #2) (local:2 #1)) (expr (recv:2 (local:61 #3))))))
func {"ID": 2, "Name": "main.run.func1", "Captures": 3, "Slots": [{"Type": 2}, {"Type": 61}, {"Type": 61}, {"Type": 2}, {"Type": 2}]}
(block
	(for (lt:1 (local:2 #3) (local:2 #0)) (block (assign (local:2 #3) (add:2 (local:2 #3) (const:2 #1)))) (block
		(assign (local:2 #4) (recv:2 (local:61 #1)))
		(send (local:61 #2) (local:2 #4)))))
`)
	for b.Loop() {
		run(100_000)
	}
}

func BenchmarkSelect100k(b *testing.B) {
	run := program(b, channelTypes+`
func {"ID": 1, "Name": "main.run", "Params": 1, "Slots": [{"Type": 2}, {"Type": 2}, {"Type": 61}, {"Type": 61}, {"Type": 2}]}
(block
	(assign (local:61 #2) (makechan:61 (const:2 #1)))
	(assign (local:61 #3) (makechan:61 (const:2 #1)))
	`+count+` (block
		(send (local:61 #2) (local:2 #1))
		(select (onrecv (local:61 #2) (local:2 #4) _ (block)) (onrecv (local:61 #3) (local:2 #4) _ (block))))))
`)
	for b.Loop() {
		run(100_000)
	}
}

func BenchmarkMutex1M(b *testing.B) {
	run := program(b, channelTypes+`
func {"ID": 1, "Name": "main.run", "Params": 1, "Slots": [{"Type": 2}, {"Type": 2}, {"Type": 65}, {"Type": 2}]}
(block
	(assign (local:65 #2) (new:65))
	`+count+` (block
		(expr (callmethod "Lock" (local:65 #2)))
		(assign (local:2 #3) (add:2 (local:2 #3) (const:2 #1)))
		(expr (callmethod "Unlock" (local:65 #2))))))
`)
	for b.Loop() {
		run(1_000_000)
	}
}

func BenchmarkSpawn100k(b *testing.B) {
	run := program(b, channelTypes+`
func {"ID": 1, "Name": "main.run", "Params": 1, "Slots": [{"Type": 2}, {"Type": 2}, {"Type": 67}]}
(block
	(assign (local:67 #2) (new:67))
	`+count+` (block
		(expr (callmethod "Add" (local:67 #2) (const:2 #1)))
		(go "f" (closure:60 #2 (local:67 #2)))))
	(expr (callmethod "Wait" (local:67 #2))))
func {"ID": 2, "Name": "main.run.func1", "Captures": 1, "Slots": [{"Type": 67}]}
(block (expr (callmethod "Done" (local:67 #0))))
`)
	for b.Loop() {
		run(100_000)
	}
}

func BenchmarkClosure1M(b *testing.B) {
	run := program(b, channelTypes+`
func {"ID": 1, "Name": "main.run", "Params": 1, "Slots": [{"Type": 2}, {"Type": 2}, {"Type": 63}, {"Type": 2}]}
(block
	(assign (local:63 #2) (closure:63 #2 (const:2 #5)))
	`+count+` (block
		(assign (local:2 #3) (callvalue:2 (local:63 #2) (local:2 #3))))))
func {"ID": 2, "Name": "main.run.func1", "Captures": 1, "Params": 1, "Results": [2], "Slots": [{"Type": 2}, {"Type": 2}]}
(block (return (add:2 (local:2 #0) (local:2 #1))))
`)
	for b.Loop() {
		run(1_000_000)
	}
}

func BenchmarkDefer100k(b *testing.B) {
	run := program(b, channelTypes+`
func {"ID": 1, "Name": "main.run", "Params": 1, "Slots": [{"Type": 2}, {"Type": 2}]}
(block `+count+` (block (expr (call:0 #2)))))
func {"ID": 2, "Name": "main.f", "Slots": [{"Type": 21}]}
(block (newframe #0) (runframe (local:21 #0) (closure:60 #3 (local:21 #0))))
func {"ID": 3, "Name": "main.f", "Captures": 1, "Slots": [{"Type": 21}]}
(block (defer (local:21 #0) (func:60 #4)))
func {"ID": 4, "Name": "main.f.deferwrap1", "Slots": [{"Type": 2}]}
(block (assign (local:2 #0) (const:2 #1)))
`)
	for b.Loop() {
		run(100_000)
	}
}
