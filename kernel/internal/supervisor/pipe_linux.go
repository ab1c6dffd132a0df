package supervisor

import (
	"os"

	"golang.org/x/sys/unix"
)

const fionread = unix.TIOCINQ

// setCapacity asks for a larger pipe; a refusal does not matter.
func setCapacity(f *os.File, n int) {
	if raw, err := f.SyscallConn(); err == nil {
		raw.Control(func(fd uintptr) { unix.FcntlInt(fd, unix.F_SETPIPE_SZ, n) })
	}
}
