package supervisor

import (
	"sync"

	"gosched/kernel/internal/link"
)

// A queue holds messages for a worker that is slow to read them. It has no
// bound: the front sends one run at a time and small messages besides.
type queue struct {
	mu     sync.Mutex
	nonNil sync.Cond // there is a message, or the queue is closed
	list   []link.Message
	taken  bool // a message has been taken and not yet sent
	closed bool
}

// idle says that nothing waits and nothing is being sent.
func (q *queue) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.list) == 0 && !q.taken && !q.closed
}

// sent says that the message taken last has been sent.
func (q *queue) sent() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.taken = false
}

func newQueue() *queue {
	q := new(queue)
	q.nonNil.L = &q.mu
	return q
}

func (q *queue) put(m link.Message) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.list = append(q.list, m)
		q.nonNil.Signal()
	}
}

// take removes the oldest message, waiting for one; false means closed.
func (q *queue) take() (link.Message, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.list) == 0 && !q.closed {
		q.nonNil.Wait()
	}
	if q.closed {
		return nil, false
	}
	m := q.list[0]
	q.list = q.list[1:]
	q.taken = true
	return m, true
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.list = nil
	q.nonNil.Broadcast()
}
