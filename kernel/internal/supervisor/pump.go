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
		s.runs.hasRead()
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
