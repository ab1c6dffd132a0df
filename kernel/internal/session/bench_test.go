package session

import (
	"fmt"
	"testing"
)

// long returns a session of n cells that declare a function, a type with a method
// or a variable each.
func long(tb testing.TB, n int) *Session {
	s := New(shared)
	for i := range n {
		src := fmt.Sprintf("func f%d(n int) int { if n < 2 { return %d }; return f%d(n-1) + n }", i, i, i)
		switch i % 3 {
		case 1:
			src = fmt.Sprintf("type T%d struct { a, b int }\nfunc (t T%d) Sum() int { return t.a + f%d(t.b) }", i, i, i-1)
		case 2:
			src = fmt.Sprintf("v%d := T%d{1, 2}", i, i-1)
		}
		must(tb, s, Cell{i + 1, src})
	}
	return s
}

func must(tb testing.TB, s *Session, c Cell) *Change {
	tb.Helper()
	ch, err := s.Edit(c)
	if err != nil {
		tb.Fatalf("%s\n%v", c.Source, err)
	}
	s.Commit(ch)
	return ch
}

func BenchmarkEdit(b *testing.B) {
	cells := []struct{ name, src string }{
		{"one", "1"},
		{"define", "x := 1"},
		{"print", `fmt.Println("hello", 1)`},
		{"ten", `type Job struct{ id int }
func (j Job) run(out chan<- int) { out <- j.id * 2 }
out := make(chan int)
var wg sync.WaitGroup
for i := range 10 {
	wg.Go(func() { Job{i}.run(out) })
}
go func() { wg.Wait(); close(out) }()
sum := 0
for v := range out { sum += v }
fmt.Println(sum)`},
		{"redeclare", "func f0(n int) int { return n }"},
	}
	for _, n := range []int{0, 500} {
		for _, c := range cells {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				s := long(b, n)
				must(b, s, Cell{n + 1, "fmt.Println(); sync.OnceFunc(nil)"})
				b.ResetTimer()
				for i := range b.N {
					must(b, s, Cell{n + i + 2, c.src})
				}
			})
		}
	}
}
