package offspring

import (
	"os"

	"golang.org/x/sys/unix"
)

// zombie is the state of a process that has ended (sys/proc.h).
const zombie = 5

// members lists the processes of a session that have not ended, without the
// calling one.
func members(session int) []int {
	var pids []int
	all, err := unix.SysctlKinfoProcSlice("kern.proc.all")
	if err != nil {
		return nil
	}
	for _, p := range all {
		pid := int(p.Proc.P_pid)
		if pid == os.Getpid() || p.Proc.P_stat == zombie {
			continue
		}
		if sid, err := unix.Getsid(pid); err == nil && sid == session {
			pids = append(pids, pid)
		}
	}
	return pids
}
