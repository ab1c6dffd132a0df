//go:build unix

package supervisor

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// pending returns how many bytes wait in a pipe.
func pending(fd uintptr) int {
	n, err := unix.IoctlGetInt(int(fd), fionread)
	if err != nil {
		return 0
	}
	return n
}

// killGroup ends what is left of the worker's process group.
func killGroup(pid int) { syscall.Kill(-pid, syscall.SIGKILL) }
