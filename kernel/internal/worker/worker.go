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
// # Runs
//
// What the worker does in order comes through a pipe of its own, and the
// goroutine that reads it is the main goroutine of the cells: a cell is begun by
// the thread that received it, on a stack that has grown already. Everything else
// comes through a second pipe and is served while a cell runs.
//
// # End
//
// The worker ends when it is asked to, when its program calls os.Exit or dies,
// and when the link ends, which means that the front is gone. It then takes the
// processes that cells started with it.
package worker

import (
	"fmt"
	"os"
	"runtime/debug"
	"sync/atomic"
	"syscall"

	"gosched/kernel/display"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/offspring"
	"gosched/kernel/internal/quota"
	"gosched/kernel/internal/record"
	"gosched/kernel/rt"
)

// A worker is the state of the process.
//
// Goroutines: Main's own receives control messages and never blocks on a cell.
// The runner, started by Main, receives runs and is the main goroutine of each
// cell; one that a cell has ended or that is left behind is replaced by another,
// see run.go. It blocks on the pipe and in cells, and lives as long as the process.
// One goroutine answers each question about values: started by receive, blocks on
// the link and in methods of the library, ends with its answer.
type worker struct {
	conn   *link.Conn // control messages, and the way to the front
	runs   *link.Conn // what the runner reads
	engine *engine.Engine
	input  inputs
	cells  running
	trace  *link.Trace // of the next run, nil if it is not to be traced; the runner's
	leaks  leaks
	tracer atomic.Pointer[record.Recorder] // nil if the run is not traced
}

// The descriptors that the supervisor passes on.
const (
	fdRuns    = 3
	fdToFront = 4
	fdStderr  = 5
	fdControl = 6
)

// Main runs a worker and returns its exit status.
func Main() int {
	w := &worker{}
	if !w.connect() {
		fmt.Fprintln(os.Stderr, "gosched worker: is started by the kernel, not by hand")
		return 2
	}
	offspring.Adopt()
	limitMemory()
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
	go w.run()
	w.receive()
	offspring.End()
	return 0
}

// limitMemory has the collector keep the process below its limit, with some room
// for what is not the collector's, and rt refuse what cannot be below it.
func limitMemory() {
	limit, err := quota.Of(os.Environ())
	if err != nil || limit.Bytes == 0 {
		return
	}
	rt.LimitMemory(limit.Bytes)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit.Collected())
	}
}

// connect opens the link, if there is one, and gives the program its own standard
// error: descriptor 2 is left to the runtime's last words.
func (w *worker) connect() bool {
	for fd := fdRuns; fd <= fdControl; fd++ {
		var st syscall.Stat_t
		if syscall.Fstat(fd, &st) != nil || st.Mode&syscall.S_IFMT != syscall.S_IFIFO {
			return false
		}
		syscall.CloseOnExec(fd)
	}
	lastWords, os.Stderr = os.Stderr, os.NewFile(fdStderr, "/dev/stderr")
	w.runs = link.NewConn(os.NewFile(fdRuns, "runs"), nil)
	w.conn = link.NewConn(os.NewFile(fdControl, "control"), os.NewFile(fdToFront, "link"))
	return true
}

// lastWords is descriptor 2, where the runtime writes. It must be referred to: a
// file that is not is closed by its finalizer.
var lastWords *os.File

// receive handles control messages until the worker is asked to stop or the link
// ends.
func (w *worker) receive() {
	for {
		m, err := w.conn.Receive()
		if err != nil {
			return
		}
		switch m := m.(type) {
		case *link.Interrupt:
			w.cells.interrupt(m.Seq)
		case *link.InputReply:
			w.input.reply(m)
		case *link.Describe:
			rt.Serve(func() { w.answer(m) })
		case *link.Stop:
			return
		}
	}
}
