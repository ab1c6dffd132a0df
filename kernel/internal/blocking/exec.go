package blocking

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"syscall"

	"gosched/kernel/rt"
)

// The functions of this file are methods of exec.Cmd. A child leads a process
// group of its own, so that an interrupt of its cell can end it with whatever it
// has started.

func startCmd(c *exec.Cmd) error {
	leads := leadGroup(c)
	err := c.Start()
	if err == nil && leads {
		rt.OwnChild(c.Process.Pid)
	}
	return err
}

// leadGroup asks for a process group unless the program has its own wish, and
// says whether there will be one.
func leadGroup(c *exec.Cmd) bool {
	var a syscall.SysProcAttr
	if c.SysProcAttr != nil {
		a = *c.SysProcAttr
	}
	if !a.Setsid && !a.Setpgid {
		a.Setpgid, a.Pgid = true, 0
		c.SysProcAttr = &a
	}
	return willLead(&a)
}

// willLead says whether a process with these attributes leads a group.
func willLead(a *syscall.SysProcAttr) bool { return a != nil && (a.Setsid || a.Setpgid && a.Pgid == 0) }

func waitCmd(c *exec.Cmd) (err error) {
	o := rt.Outside{Name: &nameWait, Ends: willLead(c.SysProcAttr), Call: func() {
		err = c.Wait()
		if c.ProcessState != nil {
			rt.DisownChild(c.ProcessState.Pid())
		}
	}}
	o.Do()
	return err
}

var nameWait = "os/exec.(*Cmd).Wait"

func runCmd(c *exec.Cmd) error {
	if err := startCmd(c); err != nil {
		return err
	}
	return waitCmd(c)
}

var errStdout, errStderr = errors.New("exec: Stdout already set"), errors.New("exec: Stderr already set")

func outputCmd(c *exec.Cmd) ([]byte, error) {
	if c.Stdout != nil {
		return nil, errStdout
	}
	var out bytes.Buffer
	c.Stdout = &out
	var said *ends
	if c.Stderr == nil {
		said = &ends{max: 32 << 10}
		c.Stderr = said
	}
	err := runCmd(c)
	if failed, ok := err.(*exec.ExitError); ok && said != nil {
		failed.Stderr = said.bytes()
	}
	return out.Bytes(), err
}

func combinedOutputCmd(c *exec.Cmd) ([]byte, error) {
	switch {
	case c.Stdout != nil:
		return nil, errStdout
	case c.Stderr != nil:
		return nil, errStderr
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := runCmd(c)
	return out.Bytes(), err
}

// An ends is a writer that keeps the first and the last bytes of a long text.
type ends struct {
	max         int // of each
	first, last []byte
	omitted     int
}

func (e *ends) Write(p []byte) (int, error) {
	n := min(len(p), e.max-len(e.first))
	e.first = append(e.first, p[:n]...)
	e.last = append(e.last, p[n:]...)
	if more := len(e.last) - e.max; more > 0 {
		e.omitted += more
		e.last = append(e.last[:0], e.last[more:]...)
	}
	return len(p), nil
}

func (e *ends) bytes() []byte {
	if e.omitted > 0 {
		e.first = fmt.Appendf(e.first, "\n... omitting %d bytes ...\n", e.omitted)
	}
	return append(e.first, e.last...)
}
