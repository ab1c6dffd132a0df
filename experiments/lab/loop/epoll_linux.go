package loop

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// An epoll is a poller on Linux's epoll. A second descriptor, an event counter,
// ends a wait from outside.
type epoll struct {
	fd      int
	counter int
	due     map[int]func() // by descriptor
}

func newPoller() (poller, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("epoll_create1: %w", err)
	}
	counter, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("eventfd: %w", err)
	}
	e := &epoll{fd: fd, counter: counter, due: make(map[int]func())}
	if err := e.add(counter); err != nil {
		e.close()
		return nil, err
	}
	return e, nil
}

// add makes epoll report fd as long as it can be read.
func (e *epoll) add(fd int) error {
	event := unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}
	if err := unix.EpollCtl(e.fd, unix.EPOLL_CTL_ADD, fd, &event); err != nil {
		return fmt.Errorf("epoll_ctl: %w", err)
	}
	return nil
}

func (e *epoll) watch(fd int, f func()) error {
	if err := e.add(fd); err != nil {
		return err
	}
	e.due[fd] = f
	return nil
}

func (e *epoll) forget(fd int) error {
	delete(e.due, fd)
	if err := unix.EpollCtl(e.fd, unix.EPOLL_CTL_DEL, fd, nil); err != nil {
		return fmt.Errorf("epoll_ctl: %w", err)
	}
	return nil
}

func (e *epoll) watching() bool { return len(e.due) > 0 }

func (e *epoll) wait(d time.Duration) ([]func(), error) {
	var events [32]unix.EpollEvent
	n, err := unix.EpollWait(e.fd, events[:], milliseconds(d))
	if errors.Is(err, unix.EINTR) {
		return nil, nil // the next turn computes a new wait
	}
	if err != nil {
		return nil, fmt.Errorf("epoll_wait: %w", err)
	}
	var fs []func()
	for _, event := range events[:n] {
		if fd := int(event.Fd); fd == e.counter {
			e.reset()
		} else {
			fs = append(fs, func() { e.call(fd) })
		}
	}
	return fs, nil
}

// call runs what is due for fd, unless that was forgotten earlier in the turn.
func (e *epoll) call(fd int) {
	if f := e.due[fd]; f != nil {
		f()
	}
}

// wake makes the counter readable. That fails only if the counter is full, and
// then it is readable.
func (e *epoll) wake() {
	unix.Write(e.counter, binary.NativeEndian.AppendUint64(nil, 1))
}

// reset empties the counter.
func (e *epoll) reset() {
	var sum [8]byte
	unix.Read(e.counter, sum[:])
}

func (e *epoll) close() error {
	return errors.Join(unix.Close(e.counter), unix.Close(e.fd))
}
