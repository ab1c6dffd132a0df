// Package supervisor owns the worker process of a kernel: it starts it, talks
// to it, reads its standard streams, ends it, and says how it ended.
//
// # Descriptors
//
// The worker gets seven descriptors: 0 is empty, 1 and 5 are the standard output
// and error of the program and of the children it starts, 2 is where the Go
// runtime writes when it dies, 3, 4 and 6 are the link: what the worker is to do in
// order, what it answers, and what it is told while a cell runs. Messages come
// through 4 in order. What is written to 1 and 5 directly, past package rt, comes
// as Output of cell 0.
//
// # Order
//
// Before a Done message is handed on, pipes 1 and 5 are read until they are
// empty. What a program wrote before its cell ended is therefore seen before
// the Done, however it was written.
//
// # The crash message
//
// Text on descriptor 2 is held back for a moment. If the worker ends, it is the
// Exit's Crash; if it lives on, the text was ordinary and becomes Output.
package supervisor

import (
	"os"

	"gosched/kernel/internal/link"
)

// Options says how to start a worker.
type Options struct {
	Path string   // executable; "" means this one
	Args []string // nil means the hidden subcommand "worker"
	Env  []string // nil means the environment of this process
	Dir  string   // working directory; "" means that of this process
}

// An Event is what a worker did: a message it sent or its end.
// Exactly one of the fields is set.
type Event struct {
	Message link.Message
	Exit    *Exit // the last event of a worker
}

// An Exit says how a worker ended.
type Exit struct {
	State  *os.ProcessState
	Asked  bool     // Close had been called
	Reason string   // one line: "exit status 3", "killed by signal: killed", "fatal error: all goroutines are asleep"
	Crash  []string // the Go runtime's own message, line by line, if it printed one; not cut
}

// Start starts a worker and returns at once; its first event is a Ready message.
// The events must be received: the channel is the back-pressure on the program's
// output. It is closed after the Exit event.
func Start(o Options) (*Supervisor, error) { return start(o) }

// Events returns the channel of events, in the order in which they happened.
func (s *Supervisor) Events() <-chan Event { return s.events }

// Send sends m to the worker. It does not wait for a busy worker: what does not
// fit into the pipe is queued. After the worker's death it does nothing.
func (s *Supervisor) Send(m link.Message) {
	switch m.(type) {
	case *link.Run, *link.Trace, *link.Chdir, *link.Setenv:
		s.runs.send(m)
	default:
		s.control.send(m)
	}
}

// Pid returns the process number of the worker.
func (s *Supervisor) Pid() int { return s.cmd.Process.Pid }

// Close ends the worker by the ladder ask, 1 s, kill, wait, and returns when it
// and the processes that it has started are gone. Events must still be received, or Discard called.
func (s *Supervisor) Close() error { return s.close() }

// Discard drops all further events, so that Close can be waited for by the
// goroutine that used to receive them.
func (s *Supervisor) Discard() { s.discard() }
