package rt

import (
	"strings"
	"sync"
	"testing"
)

// TestMisuse unlocks locks in every state, and in none.
func TestMisuse(t *testing.T) {
	var m sync.Mutex
	var rw sync.RWMutex
	for _, tt := range []struct {
		name             string
		lock, unlock     func()
		writing, reading string // what is wrong with the other's locks meanwhile
	}{
		{"mutex", func() { Lock(&m) }, func() { Unlock(&m) }, "Unlock", "RUnlock"},
		{"writer", func() { LockRW(&rw) }, func() { UnlockRW(&rw) }, "", "RUnlock"},
		{"reader", func() { RLock(&rw) }, func() { RUnlock(&rw) }, "Unlock", ""},
		{"readers", func() { RLock(&rw); RLock(&rw) }, func() { RUnlock(&rw); RUnlock(&rw) }, "Unlock", ""},
	} {
		c, _ := newCell()
		out := c.Do(func() {
			for range 2 {
				tt.lock()
				if tt.name == "mutex" != (misuseOf(&m) == "") {
					t.Errorf("%s: %q of the mutex", tt.name, misuseOf(&m))
				}
				if got := misuseOfWriter(&rw); !contains(got, tt.writing) {
					t.Errorf("%s: %q of the writer", tt.name, got)
				}
				if got := misuseOfReader(&rw); !contains(got, tt.reading) {
					t.Errorf("%s: %q of the reader", tt.name, got)
				}
				tt.unlock()
			}
			tt.unlock()
		})
		if out.Err == nil || out.Err.Name != "fatal error" || !strings.Contains(strings.ToLower(out.Err.Msg), "unlock of unlocked") {
			t.Errorf("%s, unlocked once more: %+v", tt.name, out.Err)
		}
		c, _ = newCell()
		if out := c.Do(func() { tt.lock(); tt.unlock() }); out.Err != nil {
			t.Errorf("%s afterwards: %+v", tt.name, out.Err)
		}
	}
}

// TestMisuseOfCond waits for a Cond whose lock is not locked.
func TestMisuseOfCond(t *testing.T) {
	for _, l := range []interface {
		sync.Locker
		TryLock() bool
	}{new(sync.Mutex), new(sync.RWMutex)} {
		c, _ := newCell()
		out := c.Do(func() { WaitCond(sync.NewCond(l)) })
		if out.Err == nil || !strings.Contains(strings.ToLower(out.Err.Msg), "unlock of unlocked") {
			t.Errorf("%T: %+v", l, out.Err)
		}
		if !l.TryLock() {
			t.Errorf("%T is locked", l)
		}
	}
}

// contains says whether text, empty if and only if part is, contains part.
func contains(text, part string) bool {
	return (text == "") == (part == "") && strings.Contains(text, part)
}
