package sockets

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestQueueOrder(t *testing.T) {
	const n = 10_000
	q := newQueue[int](100)
	go func() {
		for i := range n {
			for room := q.full(); room != nil; room = q.full() {
				<-room
			}
			q.push(i, 1)
		}
		q.close()
	}()
	next := 0
	var batch []item[int]
	for {
		batch = q.take(batch)
		if len(batch) == 0 {
			break
		}
		if len(batch) > 100 {
			t.Fatalf("%d items in a queue of 100", len(batch))
		}
		for _, it := range batch {
			if it.value != next {
				t.Fatalf("got %d, want %d", it.value, next)
			}
			next++
			q.done(it.size)
		}
	}
	if next != n {
		t.Errorf("got %d items, want %d", next, n)
	}
}

func TestQueueFull(t *testing.T) {
	q := newQueue[string](10)
	q.push("nine", 9)
	if q.full() != nil {
		t.Error("full with 9 of 10")
	}
	q.push("one", 1)
	room := q.full()
	if room == nil {
		t.Fatal("not full with 10 of 10")
	}
	q.push("more", 100) // who must not wait pushes all the same
	q.take(nil)
	q.done(100)
	select {
	case <-room:
		t.Error("room with 10 of 10")
	default:
	}
	q.done(1)
	<-room
	if q.held() != 9 {
		t.Errorf("holds %d, want 9", q.held())
	}
}

// TestQueueClose closes a queue on a taker and on somebody who waits for room.
func TestQueueClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue[int](1)
		taken := make(chan int)
		go func() {
			for len(q.take(nil)) > 0 {
				taken <- 1
			}
			close(taken)
		}()
		q.push(1, 1)
		<-taken
		room := q.full()
		synctest.Wait()
		q.close()
		<-room
		if _, ok := <-taken; ok {
			t.Error("taker got something from a closed queue")
		}
		if q.push(2, 1) || q.full() != nil {
			t.Error("closed queue takes more, or makes somebody wait")
		}
	})
}

func TestQueueDiscard(t *testing.T) {
	q := newQueue[int](1)
	q.push(1, 1)
	q.discard()
	if got := q.take(nil); len(got) != 0 {
		t.Errorf("discarded queue has %v", got)
	}
}

func TestLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lines []string
		l := newLimiter(func(format string, args ...any) { lines = append(lines, format) })
		for range 3 * burst {
			l.logf("bad")
		}
		if len(lines) != burst {
			t.Errorf("%d lines at once, want %d", len(lines), burst)
		}
		lines = nil
		time.Sleep(2500 * time.Millisecond)
		for range 5 {
			l.logf("bad")
		}
		if len(lines) != 3 || lines[0] != "(%d similar lines left out)" {
			t.Errorf("after 2.5 s: %q, want two and how many were left out", lines)
		}
	})
}
