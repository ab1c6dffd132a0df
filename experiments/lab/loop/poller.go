package loop

import (
	"errors"
	"fmt"
	"io"
	"syscall"
)

// A Source is something to read from whose readiness the system can tell: an
// *os.File that is a pipe, a *net.TCPConn.
type Source interface {
	io.Reader
	syscall.Conn
}

// ErrNoPoller says that a loop cannot wait for descriptors, because it was made
// by New or because this system has no poller here.
var ErrNoPoller = errors.New("this loop cannot wait for descriptors")

// A poller is a waiter that also waits for descriptors.
type poller interface {
	waiter
	watch(fd int, f func()) error // f is due at each wait which finds fd readable
	forget(fd int) error
}

// NewPolling returns a Loop that also waits for descriptors. It fails with an
// error that is ErrNoPoller where that is not possible.
func NewPolling() (*Loop, error) {
	p, err := newPoller()
	if err != nil {
		return nil, fmt.Errorf("making a polling loop: %w", err)
	}
	return newLoop(p), nil
}

// OnReadable makes the loop run f in each turn that finds s readable, until
// Forget.
func (l *Loop) OnReadable(s syscall.Conn, f func()) error {
	return l.control(s, func(p poller, fd int) error { return p.watch(fd, f) })
}

// Forget ends what OnReadable began.
func (l *Loop) Forget(s syscall.Conn) error {
	return l.control(s, poller.forget)
}

// control calls f with the loop's poller and the descriptor of s.
func (l *Loop) control(s syscall.Conn, f func(p poller, fd int) error) error {
	if l.closed {
		return ErrClosed
	}
	p, ok := l.idle.(poller)
	if !ok {
		return ErrNoPoller
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return fmt.Errorf("finding the descriptor: %w", err)
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = f(p, int(fd)) }); err != nil {
		return fmt.Errorf("using the descriptor: %w", err)
	}
	return failed
}

// Read suspends t until s is readable and then reads once.
func (t *Task) Read(s Source, p []byte) (int, error) {
	t.begin("Read")
	if err := t.loop.OnReadable(s, t.step); err != nil {
		return 0, err
	}
	defer t.loop.Forget(s)
	t.suspend()
	return s.Read(p)
}
