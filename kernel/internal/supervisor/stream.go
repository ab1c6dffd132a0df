package supervisor

import (
	"errors"
	"os"
	"sync"
	"syscall"

	"gosched/kernel/internal/link"
)

// A stream is the reading end of a standard stream of the worker. Its watcher
// waits for something to read; whoever reads, watcher or fence, does it in
// drain, so that order is kept.
type stream struct {
	s    *Supervisor
	name link.Stream
	file *os.File
	raw  syscall.RawConn

	mu  sync.Mutex // held while reading and passing on
	buf []byte
}

func newStream(s *Supervisor, f *os.File, name link.Stream) *stream {
	raw, err := f.SyscallConn()
	if err != nil {
		panic(err) // only for a closed file
	}
	return &stream{s: s, name: name, file: f, raw: raw, buf: make([]byte, 64<<10)}
}

// watch drains the stream whenever it has something, until it ends or its file
// is closed.
func (st *stream) watch() {
	for st.readable() && st.drain() {
	}
}

// readable waits until there is something to read, the end included; false
// means that the file has been closed.
func (st *stream) readable() bool {
	waited := false
	err := st.raw.Read(func(fd uintptr) bool {
		if !waited && pending(fd) == 0 {
			waited = true
			return false // wait
		}
		return true
	})
	return err == nil
}

// drain passes on what can be read now and says whether there may be more later.
// It reads under Control, since Read would wait for the watcher.
func (st *stream) drain() bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	for {
		var n int
		var err error
		if rerr := st.raw.Control(func(fd uintptr) {
			n, err = ignoringEINTR(func() (int, error) { return syscall.Read(int(fd), st.buf) })
		}); rerr != nil {
			return false
		}
		if n <= 0 {
			return errors.Is(err, syscall.EAGAIN)
		}
		data := append([]byte(nil), st.buf[:n]...)
		st.s.emit(Event{Message: &link.Output{Stream: st.name, Data: data}})
	}
}

func ignoringEINTR(read func() (int, error)) (int, error) {
	for {
		if n, err := read(); err != syscall.EINTR {
			return n, err
		}
	}
}
