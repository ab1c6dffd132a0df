// Compiled functions that call the program back, in goroutines, and what panics there.
package main

import (
	"bytes"
	"container/ring"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type bad struct{ n int }

func (b bad) String() string               { panic(fmt.Sprint("bad ", b.n)) }
func (b bad) MarshalJSON() ([]byte, error) { panic(errors.New("no json")) }

type state int

const (
	idle state = iota
	busy
	closed
)

//go:generate stringer
func (s state) String() string { return [...]string{"idle", "busy", "closed"}[s] }

type machine struct {
	mu     sync.Mutex
	state  state
	events chan func(*machine)
	log    []string
	done   chan struct{}
}

func (m *machine) loop() {
	defer close(m.done)
	for ev := range m.events {
		m.mu.Lock()
		before := m.state
		ev(m)
		m.log = append(m.log, fmt.Sprintf("%v->%v", before, m.state))
		m.mu.Unlock()
	}
}
func to(s state) func(*machine) { return func(m *machine) { m.state = s } }

func guard(name string, f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { fmt.Println(name, "recovered", recover()) }()
		f()
	}()
	<-done
}

type Tree[T any] struct {
	L, R *Tree[T]
	V    T
}

func (t *Tree[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		if t != nil {
			for v := range t.L.All() {
				if !yield(v) {
					return
				}
			}
			if !yield(t.V) {
				return
			}
			t.R.All()(yield)
		}
	}
}

func parWalk[T any](ctx context.Context, t *Tree[T], visit func(T) error) error {
	if t == nil {
		return nil
	}
	errc := make(chan error, 2)
	for _, c := range []*Tree[T]{t.L, t.R} {
		go func() { errc <- parWalk(ctx, c, visit) }()
	}
	err := visit(t.V)
	for range 2 {
		if e := <-errc; err == nil {
			err = e
		}
	}
	return err
}

func main() {
	guard("sort", func() { sort.Slice([]int{3, 2, 1}, func(i, j int) bool { panic("less") }) })
	guard("sortfunc", func() {
		slices.SortFunc([]int{3, 2, 1}, func(a, b int) int { panic(errors.New("cmp")) })
	})
	guard("fmt", func() { fmt.Printf("%v|%s|%d\n", bad{1}, &bad{2}, bad{3}) })
	guard("json", func() { json.Marshal(map[string]any{"a": bad{1}}) })
	guard("template", func() {
		t := template.Must(template.New("x").Funcs(template.FuncMap{"f": func() string { panic("tf") }}).Parse("{{f}}"))
		fmt.Println(t.Execute(io.Discard, nil))
	})
	guard("walk", func() {
		filepath.WalkDir(os.TempDir(), func(p string, d fs.DirEntry, err error) error { panic("walker") })
	})
	guard("onceValue", func() { sync.OnceValue(func() int { panic("ov") })() })
	guard("map range", func() { maps.All(map[int]int{1: 2})(func(a, b int) bool { panic("yield") }) })
	guard("strings.Map", func() { strings.Map(func(r rune) rune { panic(r) }, "a") })
	guard("ring", func() { ring.New(3).Do(func(any) { panic("do") }) })
	guard("sync.Map", func() { var m sync.Map; m.Store(1, 2); m.Range(func(k, v any) bool { panic("range") }) })
	guard("reader", func() { io.ReadAll(readerFunc(func(p []byte) (int, error) { panic("read") })) })
	guard("goexit", func() { sort.Slice([]int{2, 1}, func(i, j int) bool { runtime.Goexit(); return false }) })
	guard("exhausted", func() {
		next, stop := iter.Pull((&Tree[int]{V: 1}).All())
		defer stop()
		fmt.Println(next())
		fmt.Println(next())
		panic("after")
	})

	m := &machine{events: make(chan func(*machine)), done: make(chan struct{})}
	go m.loop()
	for _, s := range []state{busy, idle, busy, closed} {
		m.events <- to(s)
	}
	close(m.events)
	<-m.done
	fmt.Println(m.log, m.state)

	var root *Tree[int]
	for i, p := 0, rand.New(rand.NewSource(1)).Perm(50); i < len(p); i++ {
		at := &root
		for *at != nil {
			if p[i] < (*at).V {
				at = &(*at).L
			} else {
				at = &(*at).R
			}
		}
		*at = &Tree[int]{V: p[i]}
	}
	var sum atomic.Int64
	fmt.Println(parWalk(context.Background(), root, func(v int) error { sum.Add(int64(v)); return nil }), sum.Load())
	fmt.Println(parWalk(context.Background(), root, func(v int) error {
		if v == 30 {
			return fmt.Errorf("at %d", v)
		}
		return nil
	}))
	fmt.Println(slices.IsSorted(slices.Collect(root.All())))

	var buf bytes.Buffer
	enc, dec := gob.NewEncoder(&buf), gob.NewDecoder(&buf)
	type rec struct {
		A int
		B []string
	}
	fmt.Println(enc.Encode(rec{1, []string{"x"}}))
	var got rec
	fmt.Println(dec.Decode(&got), got)

	old := debug.SetGCPercent(50)
	runtime.GC()
	debug.SetGCPercent(old)
	fin := make(chan string, 1)
	func() {
		x := &struct{ s string }{"finalized"}
		runtime.SetFinalizer(x, func(x *struct{ s string }) { fin <- x.s })
	}()
	for i := 0; i < 100 && len(fin) == 0; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	fmt.Println(<-fin)

	runtime.LockOSThread()
	c := make(chan int)
	go func() { runtime.LockOSThread(); c <- 1 }()
	fmt.Println(<-c)
	runtime.UnlockOSThread()

	errs := make(chan error)
	go func() {
		defer close(errs)
		for i := range 3 {
			errs <- fmt.Errorf("e%d: %w", i, io.EOF)
		}
	}()
	var all error
	for e := range errs {
		all = errors.Join(all, e)
	}
	fmt.Println(all, errors.Is(all, io.EOF))

	timeout := time.AfterFunc(time.Hour, func() { panic("never") })
	defer timeout.Stop()
	lim := time.NewTicker(time.Millisecond)
	defer lim.Stop()
	var ticks []int
	for i := range 3 {
		<-lim.C
		ticks = append(ticks, i)
	}
	fmt.Println(ticks)
	func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		defer cancel()
		var mu sync.Mutex
		cond := sync.NewCond(&mu)
		stop := context.AfterFunc(ctx, func() { mu.Lock(); defer mu.Unlock(); cond.Broadcast() })
		defer stop()
		mu.Lock()
		defer mu.Unlock()
		for ctx.Err() == nil {
			cond.Wait()
		}
		fmt.Println(ctx.Err())
	}()
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
