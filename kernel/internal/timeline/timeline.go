// Package timeline reads an execution trace of the Go runtime as what the program's
// goroutines did when: which ran, which were ready and had to wait for a processor,
// which waited for what and who ended that. It is data; drawing is for others.
//
// # Whose goroutines
//
// A trace has all goroutines of a process. A Timeline has those of the program: the
// one that began the recording, those that say in the trace that they are a cell's
// (package rt), and all that these have started; not the runtime's and the kernel's own.
//
// # Helpers
//
// A goroutine of an interpreted cell waits for locks, and for compiled functions that
// may block, through a helper, another goroutine, and until that has ended is to the
// runtime one that waits in a select. What the helper does meanwhile is what the
// goroutine does: its states take the place of the wait, and whoever wakes it wakes the
// goroutine. Before the helper is there and after it has ended, the goroutine is ready.
//
// # States
//
// The runtime's reasons are few: "sync" is a Mutex, a WaitGroup and more. What a
// goroutine waits for is therefore read from its stack, which every transition has:
// the functions of sync, or those of rt that stand for them.
//
// # Bounds
//
// A Stay has 32 bytes, and a trace of a megabyte about 100,000 of them. Read takes
// what there is; who records bounds it.
package timeline

import "time"

// A Timeline is what a program did while it was traced. Times count from the
// beginning of its main goroutine, or of the trace if that was earlier.
type Timeline struct {
	Length     time.Duration
	Goroutines []*Goroutine  // in the order in which they began
	Processors []*Processor  // by number
	Resting    int           // goroutines from before that waited all the time, which are left out
	Events     int           // of the whole trace
	Price      time.Duration // of recording a thousand of them, 0 if it is not known
	Whole      bool          // the trace goes on to the program's end
}

// A Goroutine is one of the program's.
type Goroutine struct {
	ID      int64  // the number by which the program knows it
	Func    string // the function it runs: "main.worker"
	Started Place  // the go statement; the zero Place if that is not known
	By      int    // who started it, by index, -1 if unknown
	Main    bool
	Ended   bool   // while it was traced
	Stays   []Stay // in order and without gaps
}

// From returns when the goroutine began, or was seen first.
func (g *Goroutine) From() time.Duration { return g.Stays[0].From }

// To returns when it ended, or was seen last.
func (g *Goroutine) To() time.Duration { return g.Stays[len(g.Stays)-1].To }

// A Place is a line of a cell.
type Place struct{ Cell, Line int32 }

// A Stay is a time that a goroutine spends in one state.
type Stay struct {
	From, To  time.Duration
	At        Place // of the program when it began to wait, if that is known
	By        int32 // who ended the wait, by index; -1 if it was none of the goroutines
	State     State
	helped    bool  // it waits for a helper, see the package comment
	Processor int16 // on which it ran, by index; -1 if it did not
}

// Len returns how long it lasted.
func (s Stay) Len() time.Duration { return s.To - s.From }

// A Processor is what the runtime calls a P: one of GOMAXPROCS.
type Processor struct {
	ID    int
	Turns []Turn // in order; between them it was idle, or did what is no goroutine's
}

// A Turn is a time that a goroutine runs on a processor.
type Turn struct {
	From, To  time.Duration
	Goroutine int // by index, -1 for one of the runtime or the kernel
}
