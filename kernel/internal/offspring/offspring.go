// Package offspring ends the processes that a worker's program has started.
//
// A worker leads a session. What cells start belongs to it, also where it leads
// a process group of its own, which the children of exec.Cmd do (an interrupt
// ends the group of one cell's child and no other), and where its parent has
// ended. Only a process that makes a session of its own leaves it.
package offspring

import (
	"syscall"
	"time"
)

// attempts and pause bound how long End waits for processes that were killed.
const (
	attempts = 100
	pause    = time.Millisecond
)

// End kills all processes of a session but the calling one, and returns when
// there are none: processes that start others meanwhile end too.
func End(session int) {
	for range attempts {
		pids := members(session)
		if len(pids) == 0 {
			return
		}
		for _, pid := range pids {
			syscall.Kill(pid, syscall.SIGKILL)
		}
		time.Sleep(pause)
	}
}
