package sockets

import "sync"

// A queue is what waits to be sent to one client. Any goroutine may push; one
// takes. It is full when it holds limit bytes or more, which stops nobody from
// pushing: who can wait asks full first.
type queue[T any] struct {
	limit int
	wake  chan struct{} // holds a token if the taker has something to look at

	mu     sync.Mutex
	items  []item[T]
	bytes  int           // of items, and of those taken but not done
	room   chan struct{} // closed when there is room; nil if nobody waits for it
	closed bool          // nothing comes any more
}

type item[T any] struct {
	value T
	size  int
}

// maxSpare is the capacity, in items, of a slice that is used again.
const maxSpare = 1 << 10

func newQueue[T any](limit int) *queue[T] {
	return &queue[T]{limit: limit, wake: make(chan struct{}, 1)}
}

// push appends v, and reports whether the queue was open.
func (q *queue[T]) push(v T, size int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.items = append(q.items, item[T]{v, size})
	q.bytes += size
	q.signal()
	return true
}

func (q *queue[T]) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take waits for items and returns all there are, using spare's memory for those
// to come. It returns none when the queue is closed and empty.
func (q *queue[T]) take(spare []item[T]) []item[T] {
	if cap(spare) > maxSpare {
		spare = nil
	}
	for {
		q.mu.Lock()
		items, closed := q.items, q.closed
		if len(items) > 0 {
			q.items = spare[:0]
		}
		q.mu.Unlock()
		if len(items) > 0 || closed {
			return items
		}
		<-q.wake
	}
}

// done says that size bytes of what was taken are no longer held.
func (q *queue[T]) done(size int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.bytes -= size
	if q.bytes < q.limit {
		q.makeRoom()
	}
}

// makeRoom lets go those who wait. It is called with mu held.
func (q *queue[T]) makeRoom() {
	if q.room != nil {
		close(q.room)
		q.room = nil
	}
}

// full returns nil if there is room, else a channel that is closed once there is
// or the queue is closed.
func (q *queue[T]) full() <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.bytes < q.limit {
		return nil
	}
	if q.room == nil {
		q.room = make(chan struct{})
	}
	return q.room
}

// close lets nothing in any more; what is there can still be taken.
func (q *queue[T]) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.makeRoom()
	q.signal()
}

// discard closes the queue and empties it.
func (q *queue[T]) discard() {
	q.close()
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = nil
}

// held returns how many bytes have not been sent.
func (q *queue[T]) held() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.bytes
}
