package engine

import (
	"testing"

	"github.com/traefik/yaegi/interp"
)

// BenchmarkRaw measures yaegi alone on the programs of the other benchmarks.
func BenchmarkRaw(b *testing.B) {
	for _, c := range []struct{ name, text, call string }{
		{"Fib30", `func fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }`, `fib(30)`},
		{"Loop10M", `func loop(n int) { s := 0; for i := 0; i < n; i++ { s += i * i % 7 } }`, `loop(10000000)`},
	} {
		b.Run(c.name, func(b *testing.B) {
			i := interp.New(interp.Options{})
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
