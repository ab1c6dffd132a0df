package child

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"gosched/experiments/lab"
)

// A Child is a process that plays a role. Its goroutine is started by Start,
// waits for the process, and ends with it; Wait, Kill and Dump wait for that.
type Child struct {
	Pid int

	cmd    *exec.Cmd
	output output // complete when ended is closed
	ended  chan struct{}
	took   float64 // set before ended is closed
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
	started := make(chan error)
	go c.run(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting a child: %w", err)
	}
	c.Pid = c.cmd.Process.Pid
	return c, nil
}

// Run starts a child and waits for its end as WaitOrDump does. If it cannot be started,
// the transcript says why, see Transcript.Err.
func Run(seconds float64, name string, args ...string) Transcript {
	c, err := Start(name, args...)
	if err != nil {
		return Transcript{Status: err.Error(), Err: err}
	}
	return c.WaitOrDump(seconds)
}

// run starts the process, says so, and waits for its end.
func (c *Child) run(started chan<- error) {
	release, err := tie(c.cmd)
	if err != nil {
		started <- err
		return
	}
	defer release()
	c.output.watch = lab.Start()
	err = c.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	defer close(c.ended)
	c.cmd.Wait() // what it says is in cmd.ProcessState
	c.took = c.output.watch.Seconds()
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
func (c *Child) Wait(seconds float64) Transcript { return c.wait(seconds, c.Kill) }

// WaitOrDump is like Wait, but its watchdog has the Go runtime end the child, which
// prints first what each goroutine does or waits for.
func (c *Child) WaitOrDump(seconds float64) Transcript { return c.wait(seconds, c.Dump) }

// wait waits for the end of the child, and calls end when the time is over.
func (c *Child) wait(seconds float64, end func()) Transcript {
	watchdog := time.NewTimer(lab.Seconds(seconds))
	defer watchdog.Stop()
	killed := false
	select {
	case <-c.ended:
	case <-watchdog.C:
		killed = true
		end()
	case <-lab.Interrupted():
		c.Kill()
		runtime.Goexit()
	}
	state := c.cmd.ProcessState
	return Transcript{
		Output:  c.output.text.String(),
		Lines:   c.output.lines,
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

// grace is how long a child may take to print its goroutines.
const grace = 5 * time.Second

// Dump ends the child with a dump of its goroutines, and waits until it has ended.
// A child that does not do so, because its role changed what signals mean, is
// killed.
func (c *Child) Dump() {
	c.cmd.Process.Signal(syscall.SIGQUIT) // an error means that it has ended
	late := time.NewTimer(grace)
	defer late.Stop()
	select {
	case <-c.ended:
	case <-late.C:
		c.Kill()
	case <-lab.Interrupted():
		c.Kill()
		runtime.Goexit()
	}
}
