package waitgraph

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func TestCircle(t *testing.T) {
	for _, test := range []struct {
		name string
		fill func(g *Graph)
		want string
	}{
		{"empty", func(*Graph) {}, "nobody waits in a circle"},
		{"two", func(g *Graph) {
			g.Wait("c", "A")
			g.Hold("a", "A")
			g.Hold("b", "B")
			g.Wait("a", "B")
			g.Wait("b", "A")
		}, "a waits for B, held by b, who waits for A, held by a"},
		{"oneself", func(g *Graph) {
			g.Hold("a", "A")
			g.Wait("a", "A")
		}, "a waits for A, held by a"},
		{"a line", func(g *Graph) {
			g.Wait("a", "B")
			g.Hold("b", "B")
			g.Wait("b", "C")
			g.Hold("c", "C")
		}, "nobody waits in a circle"},
		{"three, and a way that leads there", func(g *Graph) {
			g.Wait("x", "A")
			for i, who := range []string{"a", "b", "c"} {
				g.Hold(who, []string{"A", "B", "C"}[i])
				g.Wait(who, []string{"B", "C", "A"}[i])
			}
		}, "a waits for B, held by b, who waits for C, held by c, who waits for A, held by a"},
	} {
		var g Graph
		test.fill(&g)
		if got := g.String(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if _, ok := g.MIMEBundle()["image/svg+xml"].(string); !ok {
			t.Errorf("%s: no picture", test.name)
		}
	}
}

// The picture has those who wait alike as one, and everything else.
func TestChart(t *testing.T) {
	var g Graph
	g.Hold("a", "A")
	g.Hold("b", "B")
	g.Wait("a", "B")
	g.Wait("b", "A")
	for i := range 8 {
		g.Wait(fmt.Sprint("t", i), "A")
	}
	g.Hold("owner", "C")
	g.Wait("owner", "A")
	const want = `
from              to
a     waits for    B
B       held by    b
b     waits for    A
A       held by    a
t0 and 7 more waits for A
owner waits for    A
C       held by owner`
	if got := fields(g.Chart().String()); got != fields(want) {
		t.Errorf("got\n%s\nwant%s", g.Chart(), want)
	}
}

// fields returns the words of a table.
func fields(table string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(table, "-", "")), " ")
}

func TestGoroutines(t *testing.T) {
	const dump = `fatal error: all goroutines are asleep - deadlock!

goroutine 1 [sync.WaitGroup.Wait, 2 minutes]:
sync.runtime_SemacquireWaitGroup(...)
	sema.go:114
main.main()
	cell 1:7 +0x1f

goroutine 22 gp=0xc000 m=nil [sync.Mutex.Lock]:
sync.(*Mutex).Lock(...)
	mutex.go:46
main.thread.fooHoldingA({0x1abb4e5060a0, 0x9})
	cell 1:15 +0x46
main.f[...](0x1)
	cell 1:15 +0x46
created by sync.(*WaitGroup).Go in goroutine 1
	waitgroup.go:238

not a goroutine
`
	want := []Goroutine{
		{1, "sync.WaitGroup.Wait", []string{"runtime_SemacquireWaitGroup", "main"}, `goroutine 1 [sync.WaitGroup.Wait, 2 minutes]:
main.main()
	cell 1:7 +0x1f
`},
		{22, "sync.Mutex.Lock", []string{"Lock", "fooHoldingA", "f"}, `goroutine 22 gp=0xc000 m=nil [sync.Mutex.Lock]:
main.thread.fooHoldingA({0x1abb4e5060a0, 0x9})
	cell 1:15 +0x46
main.f[...](0x1)
	cell 1:15 +0x46
`},
	}
	got := Goroutines(dump)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if !got[1].In("f") || got[1].In("main") {
		t.Errorf("it is in %v, and not said so", got[1].Calls)
	}
}

func TestFromDump(t *testing.T) {
	dump := ""
	for i, calls := range []string{"f g", "inner h", "g", "f asleep", "other"} {
		state := "sync.Mutex.Lock"
		if strings.HasSuffix(calls, "asleep") {
			state = "sleep"
		}
		dump += fmt.Sprintf("goroutine %d [%s]:\nsync.(*Mutex).Lock(...)\n\tmutex.go:46\n", i+1, state)
		for call := range strings.FieldsSeq(calls) {
			dump += "main." + call + "()\n\tmain.go:1\n"
		}
		dump += "\n"
	}
	g := FromDump(dump, map[string]string{"f": "A", "g": "B", "h": "B"}, map[string]string{"f": "B", "h": "A"})
	const want = "goroutine 1 waits for A, held by goroutine 2, who waits for B, held by goroutine 1"
	if got := g.String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if text := g.Chart().String(); !strings.Contains(text, "goroutine 3") || strings.Contains(text, "goroutine 4") || strings.Contains(text, "goroutine 5") {
		t.Errorf("the graph is\n%s", text)
	}
}

// The real thing.
func TestGoroutinesOfThisProgram(t *testing.T) {
	var mu sync.Mutex
	mu.Lock()
	ended := make(chan bool)
	go func() {
		waits(&mu)
		mu.Unlock()
		close(ended)
	}()
	defer func() { mu.Unlock(); <-ended }()
	for {
		text := make([]byte, 1<<20)
		for _, g := range Goroutines(string(text[:runtime.Stack(text, true)])) {
			if g.State == "sync.Mutex.Lock" && strings.Contains(strings.Join(g.Calls, " "), " waits ") {
				return
			}
		}
		runtime.Gosched()
	}
}

// waits locks mu.
func waits(mu *sync.Mutex) { mu.Lock() }
