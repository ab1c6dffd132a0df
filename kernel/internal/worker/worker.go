// Package worker is the main program of the child process that runs cells.
//
// The worker knows what a notebook does: its values and goroutines. What it
// means, its source and types, is the front's business; the worker is sent
// units of Core Go and runs them.
//
// # Output
//
// Everything a cell writes through package rt, or displays, is sent over the
// link at once, on the goroutine that wrote it. Nothing is buffered here, so
// nothing is lost when the process dies, and a full link holds back the
// program that fills it.
//
// # End
//
// The worker ends when it is asked to, when its program calls os.Exit or dies,
// and when the link ends, which means that the front is gone. It then takes its
// process group, the children that cells started, with it.
package worker

import (
	"fmt"
	"os"
	"runtime"
	"syscall"

	"gosched/kernel/display"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// A worker is the state of the process.
//
// Goroutines: Main's own receives messages and never blocks on a cell. It starts
// one for each run, which waits for the one before it and then is the main
// goroutine of its cell.
type worker struct {
	conn   *link.Conn
	engine *engine.Engine
	last   <-chan struct{} // closed when the latest run has ended
	input  inputs
	cells  running
}

// The descriptors that the supervisor passes on.
const (
	fdFromFront = 3
	fdToFront   = 4
	fdStderr    = 5
)

// Main runs a worker and returns its exit status.
func Main() int {
	ended := make(chan struct{})
	close(ended)
	w := &worker{conn: connect(), last: ended}
	if w.conn == nil {
		fmt.Fprintln(os.Stderr, "gosched worker: is started by the kernel, not by hand")
		return 2
	}
	rt.Connect(host{w})
	display.Connect(sink{w})
	e, err := engine.New()
	if err != nil {
		fmt.Fprintln(lastWords, "fatal error: gosched worker:", err)
		return 1
	}
	w.engine = e
	if err := w.conn.Send(&link.Ready{Pid: os.Getpid()}); err != nil {
		return 1
	}
	w.receive()
	endGroup()
	return 0
}

// connect opens the link, nil if there is none, and gives the program its own
// standard error: descriptor 2 is left to the runtime's last words.
func connect() *link.Conn {
	for fd := fdFromFront; fd <= fdStderr; fd++ {
		var st syscall.Stat_t
		if syscall.Fstat(fd, &st) != nil || st.Mode&syscall.S_IFMT != syscall.S_IFIFO {
			return nil
		}
		syscall.CloseOnExec(fd)
	}
	lastWords, os.Stderr = os.Stderr, os.NewFile(fdStderr, "/dev/stderr")
	return link.NewConn(os.NewFile(fdFromFront, "link"), os.NewFile(fdToFront, "link"))
}

// lastWords is descriptor 2, where the runtime writes. It must be referred to: a
// file that is not is closed by its finalizer.
var lastWords *os.File

// receive handles messages until the worker is asked to stop or the link ends.
func (w *worker) receive() {
	for {
		m, err := w.conn.Receive()
		if err != nil {
			return
		}
		switch m := m.(type) {
		case *link.Run:
			w.cells.expect(m.Seq)
			end := make(chan struct{})
			go w.execute(m, w.last, end)
			w.last = end
			runtime.Gosched() // begin the cell on this thread; reading can move to another
		case *link.Interrupt:
			w.cells.interrupt(m.Seq)
		case *link.InputReply:
			w.input.reply(m)
		case *link.Chdir:
			if err := os.Chdir(m.Dir); err != nil {
				fmt.Fprintf(rt.Err, "%%cd: %v\n", err)
			}
		case *link.Setenv:
			if m.Unset {
				os.Unsetenv(m.Key)
			} else {
				os.Setenv(m.Key, m.Value)
			}
		case *link.Describe:
			w.conn.Send(&link.Described{Seq: m.Seq, Texts: w.describe(m.Globals)})
		case *link.Stop:
			return
		}
	}
}

// endGroup ends every process of this one's group, itself included, if it leads one.
func endGroup() {
	if pid := os.Getpid(); syscall.Getpgrp() == pid && runtime.GOOS != "windows" {
		syscall.Kill(-pid, syscall.SIGKILL)
	}
}
