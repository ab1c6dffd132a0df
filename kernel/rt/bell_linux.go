package rt

import (
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A bell wakes the one goroutine that waits for it, a while after it was set. It is the
// operating system's timer: while one of the runtime's is pending, the scheduler reads the
// clock at every switch between goroutines, and a cell that only switches takes twice as long.
type bell struct {
	file  *os.File
	clock syscall.RawConn
}

func newBell() (b bell, err error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_CLOEXEC|unix.TFD_NONBLOCK)
	if err != nil {
		return bell{}, err
	}
	b.file = os.NewFile(uintptr(fd), "bell")
	b.clock, err = b.file.SyscallConn()
	return b, err
}

// set makes the bell ring after d, and not before.
func (b bell) set(d time.Duration) {
	spec := unix.ItimerSpec{Value: unix.NsecToTimespec(int64(d))}
	b.clock.Control(func(fd uintptr) { unix.TimerfdSettime(int(fd), 0, &spec, nil) })
}

// wait returns when the bell has rung, false if it never will.
func (b bell) wait() bool {
	var times [8]byte
	_, err := b.file.Read(times[:])
	return err == nil
}
