// One loop runs callbacks, timers in the order of their times, and posts of others.
package main

import (
	"container/heap"
	"fmt"
	"time"
)

type event struct {
	at  int
	seq int
	run func()
}

type queue []event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].at != q[j].at {
		return q[i].at < q[j].at
	}
	return q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(event)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

type loop struct {
	timers  queue
	now     int
	seq     int
	posts   chan func()
	pending int
}

func (l *loop) after(d int, f func()) {
	l.seq++
	heap.Push(&l.timers, event{l.now + d, l.seq, f})
}

// elsewhere runs work on a goroutine and done on the loop.
func (l *loop) elsewhere(work func() string, done func(string)) {
	l.pending++
	go func() {
		s := work()
		l.posts <- func() { l.pending--; done(s) }
	}()
}

func (l *loop) run() {
	for len(l.timers) > 0 || l.pending > 0 {
		if l.pending > 0 {
			(<-l.posts)()
			continue
		}
		e := heap.Pop(&l.timers).(event)
		l.now = e.at
		e.run()
	}
}

func main() {
	l := &loop{posts: make(chan func())}
	say := func(s string) func() { return func() { fmt.Println(l.now, s) } }

	l.after(30, say("third"))
	l.after(10, say("first"))
	l.after(10, say("second"))
	n := 0
	var tick func()
	tick = func() {
		n++
		fmt.Println(l.now, "tick", n)
		if n < 4 {
			l.after(15, tick)
		}
	}
	l.after(15, tick)
	l.after(20, func() {
		l.elsewhere(func() string { time.Sleep(time.Millisecond); return "worked" }, func(s string) { fmt.Println(l.now, s) })
	})

	l.run()
	fmt.Println("idle at", l.now)
}
