package engine

import (
	"strings"
	"testing"
)

// TestDefaultStreams: what packages write without being told where comes with the
// rest of a cell's output, in its order.
func TestDefaultStreams(t *testing.T) {
	host.forget()
	t.Cleanup(host.forget)
	n := newNotebook(t)
	n.cell(t, `import ("flag"; "go/ast"; "log")
fmt.Println("first")
ast.Print(nil, ast.NewIdent("x"))
if flag.Lookup("chatty") == nil { flag.Bool("chatty", false, "say more") }
log.SetFlags(0)
log.Println("logged")
flag.PrintDefaults()
fmt.Println("last")
log.SetFlags(log.LstdFlags);`)
	got := host.text(n.cells)
	for _, part := range []string{"first\n", "*ast.Ident {\n", "}\nlogged\n", "  -chatty\n    \tsay more\n", "last\n"} {
		_, rest, ok := strings.Cut(got, part)
		if !ok {
			t.Fatalf("no %q where it should be, but %q", part, got)
		}
		got = rest
	}
}

// TestBubble: in a bubble of testing/synctest goroutines of cells wait for each other
// alone, so its time goes on.
func TestBubble(t *testing.T) {
	host.forget()
	t.Cleanup(host.forget)
	n := newNotebook(t)
	n.cell(t, `import ("testing"; "testing/synctest")
func inBubble(t *testing.T) {
	start, ch := time.Now(), make(chan int)
	go func() { time.Sleep(time.Second); ch <- 1 }()
	go func() {
		select {
		case <-ch:
			time.Sleep(time.Hour)
			ch <- 2
		case <-time.After(time.Minute):
		}
	}()
	synctest.Wait()
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range 3 {
		wg.Go(func() {
			time.Sleep(time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			sum += <-ch
		})
		if wg.Wait(); sum == 2 {
			break
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	<-ctx.Done()
	fmt.Println(sum, time.Since(start), ctx.Err())
}
ok := testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{
	{"InBubble", func(t *testing.T) { synctest.Test(t, inBubble) }},
})
fmt.Println(ok)`)
	const want = "2 1h0m2s context deadline exceeded\ntrue\n"
	if got := host.text(n.cells); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
