package deadlock

import (
	"strings"
	"testing"
	"unsafe"

	"gosched/kernel/rt"
)

// Leaked goroutines that wait in a circle are told as such, with its picture; others by
// what nobody else has.
func TestLeaks(t *testing.T) {
	var words [3]byte
	lock := func(i int, holders ...rt.Holder) rt.Thing {
		return rt.Thing{Ptr: unsafe.Pointer(&words[i]), Name: []string{"a", "b", "c"}[i], Type: "sync.Mutex", Holders: holders}
	}
	one, two, three := rt.Who{ID: 1, Cell: 1, Callee: "main.f"}, rt.Who{ID: 2, Cell: 1, Callee: "main.g"}, rt.Who{ID: 3, Cell: 1, Callee: "main.h"}
	ended := rt.Holder{Who: rt.Who{ID: 4, Cell: 1}, Ended: true}
	list := []rt.Situation{
		{Who: one, On: "sync.Mutex.Lock", Waits: []rt.Thing{lock(1, rt.Holder{Who: two})}, Holds: []rt.Thing{lock(0)}},
		{Who: two, On: "sync.Mutex.Lock", Waits: []rt.Thing{lock(0, rt.Holder{Who: one})}, Holds: []rt.Thing{lock(1)}},
		{Who: three, On: "sync.Mutex.Lock", Waits: []rt.Thing{lock(2, ended)}},
	}
	const circle = `Goroutine 1 waits for b, held by goroutine 2, which waits for a, held by goroutine 1.

Each of them waits for a lock that the next one holds. If all take the locks in the same order, there is no such circle.

`
	const alone = `Nobody else has the Mutex c. Unlock by defer, right after the call that locks.

%goroutines -stop ends them: their deferred functions run.`
	for _, test := range []struct {
		name     string
		list     []rt.Situation
		want     string
		pictures int
		note     string
	}{
		{"a circle, and one besides", list, circle + alone, 1, "3 goroutines of this cell can never run again: they wait for each other's locks; nobody else has the Mutex c (%leaks explains)"},
		{"one", list[2:], alone, 0, "1 goroutine of this cell can never run again: nobody else has the Mutex c (%leaks explains)"},
	} {
		got := Leaks(test.list)
		_, said, _ := strings.Cut(got["text/plain"].(string), "\n\n")
		if said != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, said, test.want)
		}
		if got := Leaked(test.list); got != test.note {
			t.Errorf("%s: %s, want %s", test.name, got, test.note)
		}
		if n := strings.Count(got["text/html"].(string), "<img "); n != test.pictures {
			t.Errorf("%s: %d pictures, want %d", test.name, n, test.pictures)
		}
	}
}
