package supervisor

import (
	"time"

	"gosched/kernel/internal/link"
)

// pause is how long receive lets output gather before it reads again in a
// flood. Without it, each line of a printing program would wake this process.
const pause = time.Millisecond

// receive passes the worker's messages on until the link ends. Consecutive
// pieces of output of one cell and stream become one.
func (s *Supervisor) receive() {
	var pending *link.Output // output not yet passed on
	var last time.Time       // when the latest output was passed on
	flush := func() {
		if pending != nil {
			s.emit(Event{Message: pending})
			pending = nil
		}
	}
	for {
		m, err := s.conn.Receive()
		if err != nil {
			flush()
			return
		}
		out, ok := m.(*link.Output)
		if !ok {
			flush()
			s.pass(m)
			continue
		}
		if pending != nil && pending.Cell == out.Cell && pending.Stream == out.Stream && len(pending.Data) < maxMerged {
			pending.Data = append(pending.Data, out.Data...)
		} else {
			flush()
			pending = out
		}
		if s.conn.Buffered() {
			continue
		}
		flush()
		if now := time.Now(); now.Sub(last) < 2*pause {
			time.Sleep(pause)
			last = time.Now()
		} else {
			last = now
		}
	}
}

// maxMerged bounds the output that receive gathers into one message, in bytes.
const maxMerged = 256 << 10

// pass hands on a message that is not output. A Done is held until everything
// on the standard streams has been seen.
func (s *Supervisor) pass(m link.Message) {
	if _, ok := m.(*link.Done); ok {
		s.out.drain()
		s.err.drain()
	}
	s.emit(Event{Message: m})
}

// emit delivers e, or drops it if nobody wants events any more.
func (s *Supervisor) emit(e Event) {
	s.emitMu.Lock()
	defer s.emitMu.Unlock()
	select {
	case s.events <- e:
	case <-s.dropped:
	}
}

func (s *Supervisor) discard() { s.drop.Do(func() { close(s.dropped) }) }

// transmit sends the queued messages until the queue is closed.
func (s *Supervisor) transmit() {
	for {
		m, ok := s.queue.take()
		if !ok {
			return
		}
		if s.conn.Send(m) != nil {
			s.queue.close() // the worker is dead or dying; its Exit tells
		}
		s.queue.sent()
	}
}

// send writes a small message on the caller's goroutine if nothing waits before
// it: the worker reads at all times, so its pipe has room, and the way to a
// trivial cell's result is shorter by a goroutine.
func (s *Supervisor) send(m link.Message) {
	if r, ok := m.(*link.Run); ok && len(r.Unit) > maxDirect {
		s.queue.put(m)
		return
	}
	if s.queue.idle() {
		s.conn.Send(m) // an error means that the worker is dying; its Exit tells
		return
	}
	s.queue.put(m)
}

// maxDirect is the size in bytes of a unit that a pipe takes beside others.
const maxDirect = 16 << 10
