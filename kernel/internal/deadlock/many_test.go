package deadlock

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"

	"gosched/kernel/rt"
)

// TestMany explains what very many goroutines wait for: what takes a step for each pair of
// them would take minutes.
func TestMany(t *testing.T) {
	const n = 100_000
	locks := make([]int64, n)
	lock := func(i int) unsafe.Pointer { return unsafe.Pointer(&locks[i]) }
	holder := func(i int) rt.Holder { return rt.Holder{Who: rt.Who{ID: int64(i)}} }
	for _, tt := range []struct {
		name  string
		wait  func(i int) rt.Situation // of goroutine i > 0
		says  string
		lines int
	}{
		{"a chain", func(i int) rt.Situation {
			return rt.Situation{On: "sync.Mutex.Lock", Waits: []rt.Thing{{Ptr: lock(i), Type: "sync.Mutex", Name: fmt.Sprintf("locks[%d]", i), Holders: []rt.Holder{holder(i%(n-1) + 1)}}}}
		}, "and so on: 99999 wait so, the last one for locks[99999], held by goroutine 1.", mostRows + 5},
		{"readers behind a writer", func(i int) rt.Situation {
			readers := []rt.Holder{{Who: rt.Who{ID: n - 1}, Read: true}}
			return rt.Situation{On: "sync.RWMutex.RLock", Waits: []rt.Thing{{Ptr: lock(0), Type: "sync.RWMutex", Name: "table", Read: i > n/2, Holders: readers}}}
		}, "for which goroutine 1 is before it", 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &rt.Deadlock{Cell: 1}
			for i := 1; i < n; i++ {
				s := tt.wait(i)
				s.Who = rt.Who{ID: int64(i), Cell: 1, Callee: "main.f"}
				d.Goroutines = append(d.Goroutines, s)
			}
			bundle := Bundle(d)
			text, page := bundle["text/plain"].(string), bundle["text/html"].(string)
			if !strings.Contains(text, tt.says) {
				t.Errorf("got\n%s\nwant %q in it", text, tt.says)
			}
			if got := strings.Count(text, "\n"); got > tt.lines || len(page) > 64<<10 {
				t.Errorf("%d lines, and %d bytes of a page", got, len(page))
			}
		})
	}
}
