package magic

import "syscall"

// ownGroup puts a child into a process group of its own and has it killed when
// the kernel is, however that happens. (The kernel of the operating system looks
// at the thread that started the child; Go's threads live as long as the process.)
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
