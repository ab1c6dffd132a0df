package rt

import (
	"errors"
	"sync"
	"testing"
)

// TestStopOne ends one of two goroutines that wait in the same way: its deferred functions
// run, the other one and those of other cells go on.
func TestStopOne(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	mu.Lock()
	wg.Add(1)
	for name, block := range map[string]func(){
		"poll": func() {
			for {
				Poll()
			}
		},
		"recv":   func() { RecvFrom(Current(), make(chan int)) },
		"select": func() { Select(Current(), nil) },
		"lock":   func() { Lock(&mu) },
		"wait":   func() { WaitFor(&wg) },
		"outside": func() {
			name, release := "test", make(chan bool)
			(&Outside{Name: &name, Call: func() { <-release }, Stop: func() { close(release) }}).Do()
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := newCell()
			defer c.Interrupt()
			deferred := make(chan int, 2)
			var gs [2]*G
			begun := make(chan bool)
			out := c.Do(func() {
				for i := range gs {
					Go(func() {
						gs[i] = Current()
						defer func() { deferred <- i }()
						begun <- true
						block()
					}, name, 0)
				}
				<-begun
				<-begun
				if err := Current().Stop(); err == nil {
					t.Error("the main goroutine is stopped")
				}
			})
			if out.Err != nil {
				t.Fatal(out.Err)
			}
			if err := gs[1].Stop(); err != nil {
				t.Error(err)
			}
			if i := <-deferred; i != 1 || !gs[1].ended.Load() || gs[0].ended.Load() || gs[0].told() {
				t.Errorf("goroutine %d has ended", i)
			}
			if err := gs[1].Stop(); err != nil {
				t.Error("stopped again:", err)
			}
			c.Interrupt()
			if i := <-deferred; i != 0 {
				t.Error(i)
			}
		})
	}
	if n := len(Goroutines()); n > 0 {
		for _, g := range Goroutines() {
			<-registry.stop(g)
		}
	}
	if n := Stopping.Load(); n < 0 {
		t.Error("Stopping is", n)
	}
}

// TestStopStubborn says of a goroutine that does not end that it has not ended.
func TestStopStubborn(t *testing.T) {
	c, _ := newCell()
	defer c.Interrupt()
	var g *G
	begun, release := make(chan bool), make(chan bool)
	c.Do(func() {
		Go(func() {
			g = Current()
			begun <- true
			<-release
		}, "stubborn", 0)
		<-begun
	})
	if err := g.Stop(); !errors.Is(err, ErrEnds) {
		t.Error(err)
	}
	close(release)
	<-registry.stop(g)
}
