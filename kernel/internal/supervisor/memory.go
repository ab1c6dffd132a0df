package supervisor

import (
	"fmt"
	"os"
	"strings"
	"time"

	"gosched/kernel/internal/quota"
)

// The collector of a worker keeps its memory below the limit as long as it can. What
// goes on to grow takes the machine's, and with it everybody's time, so it is ended.

// memoryPeriod is how often the memory of a worker is looked at.
const memoryPeriod = 200 * time.Millisecond

// memoryLimit returns the limit of a worker with an environment, 0 if it has none.
func memoryLimit(env []string) (int64, error) {
	if env == nil {
		env = os.Environ()
	}
	value := ""
	for _, e := range env {
		if v, ok := strings.CutPrefix(e, quota.Variable+"="); ok {
			value = v
		}
	}
	return quota.Limit(value)
}

// watchMemory ends the worker if it has more memory than limit.
func (s *Supervisor) watchMemory(limit int64) {
	ticker := time.NewTicker(memoryPeriod)
	defer ticker.Stop()
	for {
		select {
		case <-s.exited:
			return
		case <-ticker.C:
		}
		if n := quota.Resident(s.Pid()); n > limit {
			s.outgrown.Store(fmt.Sprintf("out of memory: the program took %s, and the limit is %s (%s)", quota.Text(n), quota.Text(limit), quota.Variable))
			s.kill()
			return
		}
	}
}
