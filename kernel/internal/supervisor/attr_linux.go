package supervisor

import "syscall"

// attributes makes the worker lead a session. If this process ends, the worker is
// continued: one that is stopped would not see the end of its pipes.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGCONT}
}
