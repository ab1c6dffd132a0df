package loop

import (
	"container/heap"
	"time"
)

// timers are functions with the time when they become due, the earliest first,
// and among equals the one that was added first.
type timers struct {
	heap  timerHeap
	added int
}

type timer struct {
	when   time.Time
	number int // order of adding
	f      func()
}

// add makes f due at when.
func (t *timers) add(when time.Time, f func()) {
	t.added++
	heap.Push(&t.heap, timer{when, t.added, f})
}

// next returns when the earliest timer is due.
func (t *timers) next() (when time.Time, ok bool) {
	if len(t.heap) == 0 {
		return time.Time{}, false
	}
	return t.heap[0].when, true
}

// due removes and returns the functions that are due at now, in order.
func (t *timers) due(now time.Time) []func() {
	var fs []func()
	for len(t.heap) > 0 && !t.heap[0].when.After(now) {
		fs = append(fs, heap.Pop(&t.heap).(timer).f)
	}
	return fs
}

// A timerHeap implements heap.Interface.
type timerHeap []timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].when.Equal(h[j].when) {
		return h[i].number < h[j].number
	}
	return h[i].when.Before(h[j].when)
}
func (h timerHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *timerHeap) Push(x any)   { *h = append(*h, x.(timer)) }
func (h *timerHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
