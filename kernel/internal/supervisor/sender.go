package supervisor

import (
	"sync/atomic"

	"gosched/kernel/internal/link"
)

// A sender writes messages into one pipe to the worker. A small one is written by
// the goroutine that sends it, which makes the way to a trivial cell's result
// shorter by a goroutine; what might not fit into the pipe is queued.
//
// Its goroutine, transmit, is started by the Supervisor, blocks on the queue and on
// the pipe, and is ended by close.
type sender struct {
	conn   *link.Conn
	breaks func() // called when the pipe has no reader any more
	queue  *queue
	unread atomic.Int64 // bytes, about, written since the worker was known to have read all
}

// maxDirect is how many bytes, about, may lie in a pipe that another message is to
// be put in. A pipe holds 64 KiB, and JSON can make six bytes of one.
const maxDirect = 8 << 10

func newSender(c *link.Conn, breaks func()) *sender {
	return &sender{conn: c, breaks: breaks, queue: newQueue()}
}

func (s *sender) send(m link.Message) {
	n := size(m)
	if s.queue.idle() && s.unread.Load()+n <= maxDirect {
		s.unread.Add(n)
		if s.conn.Send(m) != nil {
			s.breaks()
		}
		return
	}
	s.queue.put(m)
}

// hasRead notes that the worker has read what was sent.
func (s *sender) hasRead() { s.unread.Store(0) }

// size is about how many bytes a message to the worker has.
func size(m link.Message) int64 {
	const least = 32
	switch m := m.(type) {
	case *link.Run:
		return least + int64(len(m.Unit))
	case *link.Trace:
		return least + int64(len(m.File))
	case *link.Setenv:
		return least + int64(len(m.Key)+len(m.Value))
	case *link.Chdir:
		return least + int64(len(m.Dir))
	case *link.InputReply:
		return least + int64(len(m.Value))
	case *link.Describe:
		return least + 4*int64(len(m.Globals))
	}
	return least
}

// transmit sends the queued messages until the queue is closed.
func (s *sender) transmit() {
	for {
		m, ok := s.queue.take()
		if !ok {
			return
		}
		if s.conn.Send(m) != nil {
			s.queue.close()
			s.breaks()
		}
		s.queue.sent()
	}
}

func (s *sender) close() { s.queue.close() }
