//go:build unix

package twin

import (
	"os"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A reader shows what comes from a pipe. It is read no faster than it is shown.
type reader struct {
	file   *os.File
	stream Stream
	show   func(Stream, []byte)
	busy   atomic.Bool // something has been read and not shown
}

func newReader(f *os.File, s Stream, show func(Stream, []byte)) *reader {
	return &reader{file: f, stream: s, show: show}
}

// bufferSize is how much is read at once, in bytes.
const bufferSize = 64 << 10

// run reads until the pipe's end.
func (r *reader) run() {
	defer r.file.Close()
	raw, err := r.file.SyscallConn()
	if err != nil {
		return
	}
	for {
		buf := make([]byte, bufferSize) // which is the console's once shown
		var n int
		var readErr error
		err := raw.Read(func(fd uintptr) bool {
			r.busy.Store(true)
			n, readErr = syscall.Read(int(fd), buf)
			if readErr == syscall.EAGAIN {
				r.busy.Store(false)
				return false
			}
			return true
		})
		switch {
		case err != nil, readErr == nil && n <= 0, readErr != nil && readErr != syscall.EINTR:
			r.busy.Store(false)
			return
		case n > 0:
			r.show(r.stream, buf[:n])
		}
		r.busy.Store(false)
	}
}

// idle reports whether all that was printed has been shown.
func (r *reader) idle() bool { return pending(r.file) == 0 && !r.busy.Load() }

// catchUp returns when what has been printed so far has been shown.
func (r *reader) catchUp() {
	for pause := 10 * time.Microsecond; !r.idle(); pause = min(2*pause, time.Millisecond) {
		time.Sleep(pause)
	}
}

// pending returns the number of bytes in a pipe, 0 if it is closed.
func pending(f *os.File) (n int) {
	raw, err := f.SyscallConn()
	if err != nil {
		return 0
	}
	_ = raw.Control(func(fd uintptr) { n, _ = unix.IoctlGetInt(int(fd), inputQueue) }) // a closed file has nothing
	return n
}
