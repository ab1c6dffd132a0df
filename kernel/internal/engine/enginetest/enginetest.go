// Package enginetest has child processes of tests run programs that are interpreted,
// so that what these print, how they exit and what they leave behind can be compared
// with compiled ones.
package enginetest

import (
	"fmt"
	"io"
	"os"
	"sync"

	"gosched/kernel/internal/engine"
	"gosched/kernel/rt"
)

// Run runs a program on the streams of this process and returns the exit status. What
// ends it is printed with the calls that led there.
func Run(p *engine.Program) int {
	rt.Connect(&console{})
	f := rt.NewCell(1).Do(p.Run).Err
	if f == nil {
		return 0
	}
	fmt.Fprintf(os.Stderr, "%s: %s\n", f.Name, f.Msg)
	for _, l := range f.Stack {
		fmt.Fprintf(os.Stderr, "\t%s %s:%d\n", l.Func, l.File, l.Line)
	}
	return 2
}

// Complain prints why a program does not run and returns the exit status.
func Complain(err error) int {
	fmt.Fprintln(os.Stderr, "gosched:", err)
	return 1
}

// A console is the process as the program's host.
type console struct{ mu sync.Mutex }

func (c *console) Output(_ int, s rt.Stream, p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s == rt.Stdout {
		os.Stdout.Write(p)
	} else {
		os.Stderr.Write(p)
	}
}

func (c *console) Input(int, string, bool, <-chan struct{}) (string, error) { return "", io.EOF }

func (c *console) Exit(_, code int) { os.Exit(code) }
