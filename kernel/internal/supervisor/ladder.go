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
	syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	<-s.ended
	return nil
}
