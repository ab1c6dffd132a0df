package rt

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestStanding looks at which goroutines that a cell has left stand still.
func TestStanding(t *testing.T) {
	var a, b, c *sync.Mutex
	var rw *sync.RWMutex
	start := func(name string, f func()) { Go(f, name, 1) }
	// Those who take locks one after the other have all got their first before any goes on.
	var first sync.WaitGroup
	take := func(name string, locks ...*sync.Mutex) {
		first.Add(1)
		start(name, func() {
			Lock(locks[0])
			first.Done()
			first.Wait()
			for _, m := range locks[1:] {
				Lock(m)
			}
			Select(Current(), nil)
		})
	}
	for _, tt := range []struct {
		name string
		do   func()
		want string
	}{
		{"waits for itself", func() { take("x", a, a) }, "x"},
		{"left locked", func() { Lock(a); start("x", func() { Lock(a) }) }, "x"},
		{"given back", func() { Lock(a); Unlock(a); take("x", a) }, ""},
		{"held by one that waits for else", func() { take("x", a); take("y", b, a) }, ""},
		{"a circle", func() { take("x", a, b); take("y", b, c); take("z", c, a) }, "x y z"},
		{"before a circle", func() { take("x", a, b); take("y", b, a); take("z", c, a) }, "x y z"},
		{"no circle", func() { take("x", a, b); take("y", b, c); take("z", c) }, ""},
		{"left locked far away", func() { Lock(c); take("x", a, b); take("y", b, c) }, "x y"},
		{"reads and writes", func() { start("x", func() { RLock(rw); LockRW(rw) }) }, "x"},
		{"one of two readers may go", func() {
			first.Add(2)
			start("x", func() { RLock(rw); first.Done(); Select(Current(), nil) })
			start("y", func() { RLock(rw); first.Done(); first.Wait(); LockRW(rw) })
		}, ""},
		{"both readers write", func() {
			both := func() { RLock(rw); first.Done(); first.Wait(); LockRW(rw) }
			first.Add(2)
			start("x", both)
			start("y", both)
		}, "x y"},
		{"once in itself", func() {
			var o sync.Once
			start("x", func() { DoOnce(&o, func() { DoOnce(&o, func() {}) }) })
		}, "x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b, c, rw = new(sync.Mutex), new(sync.Mutex), new(sync.Mutex), new(sync.RWMutex)
			cell, _ := newCell()
			cell.Do(tt.do)
			defer cell.Interrupt()
			for all, blocked, _ := cell.Leftover(); len(blocked) < all; all, blocked, _ = cell.Leftover() {
				runtime.Gosched()
			}
			var got []string
			for g := range standing(0) {
				if g.cell == cell {
					got = append(got, g.Callee)
				}
			}
			if slices.Sort(got); strings.Join(got, " ") != tt.want {
				t.Errorf("%q stand still, not %q", got, tt.want)
			}
			if list := standing(lull); len(list) > 0 {
				t.Errorf("%d are said to have stood still for long", len(list))
			}
		})
	}
}
