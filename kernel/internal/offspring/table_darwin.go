package offspring

import "golang.org/x/sys/unix"

// zombie is the state of a process that has ended (sys/proc.h).
const zombie = 5

// table lists all processes.
func table() []process {
	list, err := unix.SysctlKinfoProcSlice("kern.proc.all")
	if err != nil {
		return nil
	}
	var all []process
	for _, p := range list {
		pid := int(p.Proc.P_pid)
		session, err := unix.Getsid(pid)
		if err != nil {
			session = -1
		}
		all = append(all, process{pid, int(p.Eproc.Ppid), session, p.Proc.P_stat == zombie})
	}
	return all
}

// descendants is not known here without the table.
func descendants(int) ([]int, bool) { return nil, false }
