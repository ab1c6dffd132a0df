package child

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"

	"gosched/experiments/lab"
)

// A Child is a process that plays a role. Its goroutine is started by Start,
// waits for the process, and ends with it; Wait and Kill wait for that.
type Child struct {
	Pid int

	cmd    *exec.Cmd
	stdin  io.Closer    // closing it tells the child that its parent is gone
	output bytes.Buffer // complete when ended is closed
	watch  *lab.Stopwatch
	ended  chan struct{}
	took   float64 // set before ended is closed
}

// A Transcript is what became of a child.
type Transcript struct {
	Output  string  // standard output and standard error, as they came
	Status  string  // "exit status 0", "signal: killed"
	OK      bool    // exit status 0
	Killed  bool    // by the watchdog
	Seconds float64 // from Start to the end, in document seconds
}

// Start starts this program again as a child that plays the role name. The
// child measures with the same U.
func Start(name string, args ...string) (*Child, error) {
	if !mainCalled.Load() {
		return nil, errors.New("starting a child: this program does not call child.Main")
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("starting a child: %w", err)
	}
	c := &Child{cmd: exec.Command(program, args...), ended: make(chan struct{})}
	c.cmd.Env = environment(name)
	c.cmd.Stdout, c.cmd.Stderr = &c.output, &c.output
	c.cmd.WaitDelay = time.Second // for a grandchild that keeps the output open
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting a child: %w", err)
	}
	c.watch = lab.Start()
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting a child: %w", err)
	}
	c.Pid = c.cmd.Process.Pid
	go func() {
		defer close(c.ended)
		c.cmd.Wait() // what it says is in cmd.ProcessState
		c.took = c.watch.Seconds()
	}()
	return c, nil
}

// environment returns that of a child in the role name: the parent's, the same
// U, and no second of waiting at its end, which the race detector would add.
func environment(name string) []string {
	return append(os.Environ(),
		roleVariable+"="+name,
		"GOSCHED_U="+lab.U.String(),
		"GORACE=atexit_sleep_ms=0 "+os.Getenv("GORACE"))
}

// Wait waits for the end of the child, at most for the given document seconds;
// then its watchdog kills it.
func (c *Child) Wait(seconds float64) Transcript {
	watchdog := time.NewTimer(lab.Seconds(seconds))
	defer watchdog.Stop()
	killed := false
	select {
	case <-c.ended:
	case <-watchdog.C:
		killed = true
		c.Kill()
	case <-lab.Interrupted():
		c.Kill()
		runtime.Goexit()
	}
	state := c.cmd.ProcessState
	return Transcript{
		Output:  c.output.String(),
		Status:  state.String(),
		OK:      state.Success(),
		Killed:  killed,
		Seconds: c.took,
	}
}

// Kill ends the child at once and waits until it has ended.
func (c *Child) Kill() {
	c.cmd.Process.Kill()
	<-c.ended
}
