//go:build unix

package magic

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"gosched/kernel/internal/offspring"
)

// A child is a command in the care of a keeper, whose output is shown.
//
// Goroutines, started by startChild: two readers, each blocks on a pipe or in
// the show function and ends at the pipe's end; one waiter, which blocks on the
// command. wait returns after all three have ended.
type child struct {
	kept    *offspring.Kept
	pipes   []*os.File // reading ends
	readers sync.WaitGroup
	exited  chan error  // how the command ended
	over    atomic.Bool // all has been ended: read only what is there
}

const (
	// grace is how long an interrupted child may take to end by itself.
	grace = time.Second
	// silence is how long a pipe is read after the end, if a process that could not
	// be ended keeps it open.
	silence = 100 * time.Millisecond
)

// startChild starts cmd with its output going to show.
func startChild(cmd *exec.Cmd, show func(Stream, []byte)) (*child, error) {
	c := &child{exited: make(chan error, 1)}
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
	kept, err := offspring.Keep(cmd)
	if err != nil {
		return nil, c.abandon(err)
	}
	c.kept = kept
	for i, s := range []Stream{Stdout, Stderr} {
		c.readers.Go(func() { c.read(c.pipes[i], s, show) })
	}
	go func() { c.exited <- describe(kept.Wait()) }()
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
// the command is asked to end, and after grace it is killed.
func (c *child) wait(ctx context.Context) error {
	var err error
	select {
	case err = <-c.exited:
	case <-ctx.Done():
		err = c.stop()
	}
	c.over.Store(true)
	for _, r := range c.pipes {
		r.SetReadDeadline(time.Now().Add(silence))
	}
	c.readers.Wait()
	return err
}

func (c *child) stop() error {
	c.kept.Signal(syscall.SIGTERM)
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case err := <-c.exited:
		return err
	case <-timer.C:
	}
	c.kept.Kill()
	return <-c.exited
}

// describe words the end of a command.
func describe(exit offspring.Exit, err error) error {
	switch status := exit.Status; {
	case err != nil:
		return err
	case status.Signaled():
		return fmt.Errorf("killed by signal: %v", status.Signal())
	case status.ExitStatus() != 0:
		return fmt.Errorf("exit status %d", status.ExitStatus())
	}
	return nil
}
