package engine

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/internal/symbols"
	"gosched/kernel/rt"
)

var table = flag.Bool("table", false, "measure the programs of testdata/speed against raw yaegi and print the table of the README")

// speeds are the programs of testdata/speed. Each has a function run, whose
// parameter is a size.
var speeds = []struct {
	file, title string
	small, n    int     // sizes, for a test and for the table
	target      float64 // how long it may take, as a multiple of yaegi's time; 0 if nothing is promised
}{
	{"fib", "`fib(30)`", 10, 30, 1.25},
	{"loop", "loop, 10 M rounds", 1000, 10_000_000, 1.25},
	{"index", "slice of 1 M by index", 1000, 1_000_000, 1.5},
	{"range", "slice of 1 M by range", 1000, 1_000_000, 0},
	{"bubble", "bubble sort of 1000", 50, 1000, 1.5},
	{"quicksort", "quicksort of 100,000", 50, 100_000, 1.5},
	{"sieve", "sieve to 1 M", 100, 1_000_000, 1.5},
	{"list", "list walk, 1 M nodes", 1000, 1_000_000, 0},
	{"matmul", "matrix product, 120 × 120", 10, 120, 1.5},
	{"method", "method calls, 1 M", 1000, 1_000_000, 0.5},
	{"iface", "method calls through an interface, 1 M", 1000, 1_000_000, 0},
	{"closure", "closure calls, 1 M", 1000, 1_000_000, 0},
	{"count", "counting in a map, 1 M", 1000, 1_000_000, 0},
	{"structs", "slice of 300,000 structs", 1000, 300_000, 0},
	{"strings", "strings.Builder, 300,000 writes", 1000, 300_000, 0},
	{"words", "strings.Fields, fmt.Sprintf, 20,000", 100, 20_000, 0},
	{"sortslice", "sort.Slice of 50,000", 100, 50_000, 0},
	{"generic", "generic sum of 1 M", 100, 1_000_000, 0},
	{"pingpong", "channel ping-pong, 100,000", 100, 100_000, 1.15},
	{"mutex", "Lock and Unlock, 1 M", 100, 1_000_000, 1.3},
	{"contended", "the same by 8 goroutines, 1 M", 100, 1_000_000, 1.3},
	{"rlock", "RLock and RUnlock, 1 M", 100, 1_000_000, 1.3},
	{"readers", "the same by 8 goroutines, each 64th a Lock, 1 M", 1000, 1_000_000, 1.3},
	{"embedded", "method with an embedded Mutex and defer, 100,000", 100, 100_000, 1.5},
	{"select", "select, 100,000", 100, 100_000, 1.0},
	{"selectwait", "select that waits, 2 × 50,000", 100, 50_000, 0.95},
	{"poll", "select with default, 100,000", 100, 100_000, 1.0},
	{"spawn", "goroutines, 100,000", 100, 100_000, 1.3},
	{"pool", "1,000 workers, 10,000 jobs", 100, 10_000, 0},
	{"defer", "method with defer, 100,000", 100, 100_000, 1.5},
	{"recover", "panic and recover over 90 calls, 1000", 10, 1000, 0},
	{"floats", "`[][]float64` product, 100 × 100", 10, 100, 1},
	{"queens", "8 queens", 4, 8, 1},
	{"nbody", "n-body, 5 bodies, 2000 steps", 10, 2000, 1},
	{"mandelbrot", "Mandelbrot set in complex128, 100 × 100", 5, 100, 1},
	{"sudoku", "sudoku by trying", 1, 3, 1},
	{"bytes", "string of 20,000 letters, byte loops", 100, 20_000, 1},
	{"wordcount", "words of a text, 100,000, and where", 100, 100_000, 1},
	{"trees", "binary tree of depth 15", 4, 15, 1},
	{"copies", "struct copies, 200,000", 100, 200_000, 1},
	{"machine", "switch of a virtual machine, 20,000 rounds", 10, 20_000, 1},
	{"constraint", "generics with methods, 200,000", 100, 200_000, 1},
	{"lines", "`fmt.Println` of 20,000 lines", 10, 20_000, 1},
	{"primes", "prime sieve of goroutines, to 1500", 10, 1500, 0},
	{"contention", "mutex, 8 goroutines × 20,000", 10, 20_000, 1.3},
	{"atomic", "`atomic.AddInt64`, 8 goroutines × 20,000", 10, 20_000, 1},
	{"buffered", "buffered channel, 200,000", 100, 200_000, 1},
	{"fan", "fan-out to 8, fan-in, 20,000", 100, 20_000, 0},
	{"waves", "sync.WaitGroup, 2000 waves of 10", 10, 2000, 1},
	{"yield", "runtime.Gosched, time.Sleep(0), 2 × 50,000", 10, 50_000, 1},
	{"fault", "index error and recover over 90 calls, 1000", 10, 1000, 0},
}

// TestSpeeds holds that the programs mean the same in both interpreters; with
// -table, that ours is as fast as is promised.
func TestSpeeds(t *testing.T) {
	if *table {
		fmt.Print("\n| | gosched | raw yaegi | ratio | promised |\n|---|---|---|---|---|\n")
	}
	for _, p := range speeds {
		t.Run(p.file, func(t *testing.T) {
			text, err := os.ReadFile("testdata/speed/" + p.file + ".go")
			if err != nil {
				t.Fatal(err)
			}
			ours, raw := newRunner(t, string(text)), newRawRunner(t, string(text))
			if got, want := ours(p.small), raw(p.small); got != want {
				t.Errorf("run(%d) is %d, of raw yaegi %d", p.small, got, want)
			}
			if !*table {
				return
			}
			ratio, a, b := compareTimes(5, func() { ours(p.n) }, func() { raw(p.n) })
			fmt.Printf("| %s | %.0f ms | %.0f ms | %.2f | %s |\n", p.title, ms(a), ms(b), ratio, promise(p.target))
			if p.target != 0 && ratio > p.target {
				t.Errorf("takes %.2f of raw yaegi's time, promised are %.2f", ratio, p.target)
			}
		})
	}
	t.Run("limits", testLimits)
}

// testLimits measures what raw yaegi does not survive or does too slowly to be
// compared with.
func testLimits(t *testing.T) {
	if !*table {
		return
	}
	limit := func(what, unit string, got, most float64) {
		fmt.Printf("| %s | %.3g %s | – | – | ≤ %g %s |\n", what, got, unit, most, unit)
		if got > most {
			t.Errorf("%s takes %.2g %s, promised are %g", what, got, unit, most)
		}
	}
	text, err := os.ReadFile("testdata/speed/recover.go")
	if err != nil {
		t.Fatal(err)
	}
	run := newRunner(t, string(text))
	panics := timeOf(func() { run(1000) })
	limit("a panic recovered over 90 calls", "ms", ms(panics)/1000, 0.3)
	time, stack := endlessRecursion(t)
	limit("recursion without end: time", "s", time.Seconds(), 3)
	limit("recursion without end: stack", "MB", float64(stack)/1e6, 512)
}

// endlessRecursion runs a function that calls itself for ever and returns how
// long that took the processor and the most stack that there was meanwhile.
func endlessRecursion(t *testing.T) (took time.Duration, stack uint64) {
	n := newNotebook(t)
	n.cell(t, "func f(n int) int { return f(n+1) + 1 }")
	number, p := n.load(t, "f(0)")
	const name = "/memory/classes/heap/stacks:bytes"
	ended, measured := make(chan bool), make(chan bool)
	go func() {
		defer close(measured)
		sample := []metrics.Sample{{Name: name}}
		for tick := time.Tick(time.Millisecond); ; {
			metrics.Read(sample)
			stack = max(stack, sample[0].Value.Uint64())
			select {
			case <-tick:
			case <-ended:
				return
			}
		}
	}()
	start := processorTime()
	out := rt.NewCell(number).Do(p.Run)
	took = processorTime() - start
	close(ended)
	<-measured
	if out.Err == nil {
		t.Error("recursion without end ended")
	}
	return took, stack
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }

func promise(target float64) string {
	if target == 0 {
		return "–"
	}
	return "≤ " + strconv.FormatFloat(target, 'f', -1, 64)
}

// compareTimes runs two functions in turn and returns the quotient of the
// medians of their times, and these. It is the processor's time that is
// measured, so that it does not matter what else the machine does.
func compareTimes(rounds int, f, g func()) (ratio float64, a, b time.Duration) {
	var as, bs []time.Duration
	for range rounds {
		as, bs = append(as, timeOf(f)), append(bs, timeOf(g))
	}
	a, b = median(as), median(bs)
	return float64(a) / float64(b), a, b
}

func timeOf(f func()) time.Duration {
	runtime.GC()
	start := processorTime()
	f()
	return processorTime() - start
}

func median[T cmp.Ordered](list []T) T {
	slices.Sort(list)
	return list[len(list)/2]
}

// newRunner loads a program as a cell and returns a function that calls run as
// another, which it loads once for each size.
func newRunner(t *testing.T, text string) func(n int) int {
	n := newNotebook(t)
	n.cell(t, text)
	programs := make(map[int]*Program)
	number := 0
	return func(size int) int {
		p := programs[size]
		if p == nil {
			number, p = n.load(t, fmt.Sprintf("run(%d)", size))
			programs[size] = p
		}
		out := rt.NewCell(number).Do(p.Run)
		if out.Err != nil {
			t.Fatalf("%+v", out.Err)
		}
		return out.Results[0].(int)
	}
}

// newRawRunner does the same in yaegi alone.
func newRawRunner(t *testing.T, text string) func(n int) int {
	i := interp.New(interp.Options{Stdout: io.Discard, Stderr: io.Discard})
	for _, pkg := range []string{"fmt", "math", "runtime", "sort", "strings", "sync", "sync/atomic", "time"} {
		if err := i.Use(interp.Exports{pkg + "/" + path.Base(pkg): symbols.Package(pkg)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := i.Eval(text); err != nil {
		t.Fatal(err)
	}
	programs := make(map[int]*interp.Program)
	return func(n int) int {
		p := programs[n]
		if p == nil {
			var err error
			if p, err = i.Compile(fmt.Sprintf("run(%d)", n)); err != nil {
				t.Fatal(err)
			}
			programs[n] = p
		}
		v, err := i.Execute(p)
		if err != nil {
			t.Fatal(err)
		}
		return int(v.Int())
	}
}
