//go:build unix

package magic

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A child is a process in a process group of its own, whose output is shown.
//
// Goroutines, started by startChild: two readers, each blocks on a pipe or in
// the show function and ends at the pipe's end; one waiter, which blocks on the
// process. wait returns after all three have ended.
type child struct {
	cmd     *exec.Cmd
	pipes   []*os.File // reading ends
	readers sync.WaitGroup
	exited  chan error  // the outcome of cmd.Wait
	over    atomic.Bool // the group has been ended: read only what is there
}

const (
	// grace is how long an interrupted child may take to end by itself.
	grace = time.Second
	// silence is how long a pipe is read after the group's end, if a process
	// that left the group keeps it open.
	silence = 100 * time.Millisecond
)

// startChild starts cmd with its output going to show.
func startChild(cmd *exec.Cmd, show func(Stream, []byte)) (*child, error) {
	c := &child{cmd: cmd, exited: make(chan error, 1)}
	cmd.SysProcAttr = ownGroup()
	var writers []*os.File
	defer func() {
		for _, w := range writers {
			w.Close()
		}
	}()
	for range 2 {
		r, w, err := os.Pipe()
		if err != nil {
			return nil, c.abandon(err)
		}
		c.pipes, writers = append(c.pipes, r), append(writers, w)
	}
	cmd.Stdout, cmd.Stderr = writers[0], writers[1]
	if err := cmd.Start(); err != nil {
		return nil, c.abandon(err)
	}
	for i, s := range []Stream{Stdout, Stderr} {
		c.readers.Go(func() { c.read(c.pipes[i], s, show) })
	}
	go func() { c.exited <- cmd.Wait() }()
	return c, nil
}

// abandon closes the pipes of a child that could not be started.
func (c *child) abandon(err error) error {
	for _, r := range c.pipes {
		r.Close()
	}
	return err
}

// read shows what comes from a pipe until its end.
func (c *child) read(r *os.File, s Stream, show func(Stream, []byte)) {
	defer r.Close()
	for {
		buf := make([]byte, 32<<10)
		if c.over.Load() {
			r.SetReadDeadline(time.Now().Add(silence))
		}
		n, err := r.Read(buf)
		if n > 0 {
			show(s, buf[:n])
		}
		if err != nil {
			return
		}
	}
}

// wait waits for the end of the child and of its output. When ctx ends first,
// the group is asked to end, and after grace it is killed.
func (c *child) wait(ctx context.Context) error {
	var err error
	select {
	case err = <-c.exited:
	case <-ctx.Done():
		err = c.stop()
	}
	c.signal(syscall.SIGKILL) // what is left in the background
	c.over.Store(true)
	for _, r := range c.pipes {
		r.SetReadDeadline(time.Now().Add(silence))
	}
	c.readers.Wait()
	return describe(err)
}

func (c *child) stop() error {
	c.signal(syscall.SIGTERM)
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case err := <-c.exited:
		return err
	case <-timer.C:
	}
	c.signal(syscall.SIGKILL)
	return <-c.exited
}

// signal sends a signal to the whole group.
func (c *child) signal(s syscall.Signal) { syscall.Kill(-c.cmd.Process.Pid, s) }

// describe words the outcome of a process.
func describe(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if ws, ok := exit.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
			return fmt.Errorf("killed by signal: %v", ws.Signal())
		}
	}
	return err
}
