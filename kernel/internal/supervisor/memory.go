package supervisor

import (
	"time"

	"gosched/kernel/internal/quota"
)

// The collector of a worker keeps its memory below the limit as long as it can. What
// goes on to grow takes the machine's, and with it everybody's time, so it is ended.

// memoryPeriod is how often the memory of a worker is looked at.
const memoryPeriod = 200 * time.Millisecond

// watchMemory ends the worker if it has more memory than it may.
func (s *Supervisor) watchMemory() {
	ticker := time.NewTicker(memoryPeriod)
	defer ticker.Stop()
	for {
		select {
		case <-s.exited:
			return
		case <-ticker.C:
		}
		if why, passed := s.limit.Passed(quota.Resident(s.Pid())); passed {
			s.outgrown.Store(why)
			s.kill()
			return
		}
	}
}
