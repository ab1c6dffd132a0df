//go:build unix

package supervisor

import "golang.org/x/sys/unix"

// pending returns how many bytes wait in a pipe.
func pending(fd uintptr) int {
	n, err := unix.IoctlGetInt(int(fd), fionread)
	if err != nil {
		return 0
	}
	return n
}
