package supervisor

import (
	"syscall"
	"time"

	"gosched/kernel/internal/link"
)

// grace is how long a worker that was asked to end may take. Its cells have
// been interrupted before; what is left is to run deferred functions.
const grace = time.Second

// close climbs the ladder: ask, wait for grace, kill, wait.
func (s *Supervisor) close() error {
	s.ask.Do(func() {
		close(s.asked)
		s.Send(&link.Stop{})
	})
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-s.ended:
		return nil
	case <-timer.C:
	}
	s.kill()
	<-s.ended
	return nil
}

func (s *Supervisor) kill() { syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL) }

// breaks notes that a pipe of the link has broken. Most often that is the worker's
// end; but programs can close descriptors that are not theirs, too.
func (s *Supervisor) breaks() { s.broken.Do(func() { go s.sever() }) }

// sever ends a worker that cannot be reached any more, unless it ends by itself.
func (s *Supervisor) sever() {
	select {
	case <-s.exited:
	case <-time.After(grace):
		s.severed.Store(true)
		s.kill()
	}
}
