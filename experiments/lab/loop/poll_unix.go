//go:build unix

package loop

import (
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// A poll is a poller on poll(2), which every Unix has. A pipe ends a wait from
// outside: what is read at one end, wake has written at the other.
type poll struct {
	r, w *os.File
	due  map[int]func() // by descriptor
}

func newPoll() (*poll, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("pipe: %w", err)
	}
	return &poll{r: r, w: w, due: make(map[int]func())}, nil
}

func (p *poll) watch(fd int, f func()) error {
	if p.due[fd] != nil {
		return fmt.Errorf("poll: %w", unix.EEXIST)
	}
	p.due[fd] = f
	return nil
}

func (p *poll) forget(fd int) error {
	if p.due[fd] == nil {
		return fmt.Errorf("poll: %w", unix.ENOENT)
	}
	delete(p.due, fd)
	return nil
}

func (p *poll) watching() bool { return len(p.due) > 0 }

func (p *poll) wait(d time.Duration) ([]func(), error) {
	fds := []unix.PollFd{{Fd: int32(p.r.Fd()), Events: unix.POLLIN}}
	for fd := range p.due {
		fds = append(fds, unix.PollFd{Fd: int32(fd), Events: unix.POLLIN})
	}
	if _, err := unix.Poll(fds, milliseconds(d)); errors.Is(err, unix.EINTR) {
		return nil, nil // the next turn computes a new wait
	} else if err != nil {
		return nil, fmt.Errorf("poll: %w", err)
	}
	if fds[0].Revents != 0 {
		p.r.Read(make([]byte, 64))
	}
	var fs []func()
	for _, fd := range fds[1:] {
		if fd.Revents != 0 {
			fs = append(fs, func() { p.call(int(fd.Fd)) })
		}
	}
	return fs, nil
}

// call runs what is due for fd, unless that was forgotten earlier in the turn.
func (p *poll) call(fd int) {
	if f := p.due[fd]; f != nil {
		f()
	}
}

func (p *poll) wake()        { p.w.Write([]byte{0}) }
func (p *poll) close() error { return errors.Join(p.w.Close(), p.r.Close()) }

// milliseconds returns d as the system wants it: rounded up, so that a timer is
// due after the wait, and -1 for no end. What is too long for an int32 becomes the
// longest that is not: the loop waits again.
func milliseconds(d time.Duration) int {
	if d == forever {
		return -1
	}
	n := d / time.Millisecond
	if d%time.Millisecond > 0 {
		n++
	}
	return int(min(n, math.MaxInt32))
}
