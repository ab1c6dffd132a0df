package engine

import (
	"testing"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/internal/symbols"
)

// BenchmarkRaw measures yaegi alone on the programs of the other benchmarks.
func BenchmarkRaw(b *testing.B) {
	for _, c := range []struct{ name, text, call string }{
		{"Fib30", `func fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }`, `fib(30)`},
		{"Loop10M", `func loop(n int) { s := 0; for i := 0; i < n; i++ { s += i * i % 7 } }`, `loop(10000000)`},
		{"PingPong100k", `func pp(n int) { a, b := make(chan int), make(chan int); go pong(n, a, b); for i := 0; i < n; i++ { a <- i; <-b } }
func pong(n int, a, b chan int) { for i := 0; i < n; i++ { v := <-a; b <- v } }`, `pp(100000)`},
		{"Select100k", `func sel(n int) { a, b := make(chan int, 1), make(chan int, 1); for i := 0; i < n; i++ { a <- i; select { case <-a: case <-b: } } }`, `sel(100000)`},
		{"Mutex1M", `import "sync"
func mu(n int) { var m sync.Mutex; c := 0; for i := 0; i < n; i++ { m.Lock(); c++; m.Unlock() } }`, `mu(1000000)`},
		{"Spawn100k", `import "sync"
func work(wg *sync.WaitGroup) { wg.Done() }
func spawn(n int) { var wg sync.WaitGroup; for i := 0; i < n; i++ { wg.Add(1); go work(&wg) }; wg.Wait() }`, `spawn(100000)`},
		{"Closure1M", `func mk(a int) func(int) int { return func(x int) int { return a + x } }
func cl(n int) { f := mk(5); s := 0; for i := 0; i < n; i++ { s = f(s) } }`, `cl(1000000)`},
		{"Defer100k", `func g() {}
func f() { defer g() }
func df(n int) { for i := 0; i < n; i++ { f() } }`, `df(100000)`},
	} {
		b.Run(c.name, func(b *testing.B) {
			i := interp.New(interp.Options{})
			if err := i.Use(interp.Exports{"sync/sync": symbols.Package("sync")}); err != nil {
				b.Fatal(err)
			}
			if _, err := i.Eval(c.text); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := i.Eval(c.call); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
