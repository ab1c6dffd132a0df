package offspring

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// Adopt makes this process the parent of its descendants' orphans.
func Adopt() { unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) } // since Linux 3.4

// sessionLeader makes a child lead a session. If this process ends, the child is
// continued: one that is stopped would not see the end of its pipes.
func sessionLeader() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGCONT}
}

// GroupLeader makes a child lead a process group, and be killed when the thread of this
// process ends that has started it.
func GroupLeader() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
