// Package record writes an execution trace of this process to a file, for a cell
// that is traced: in the worker, and in compiled cells, which carry it.
//
// A trace grows by megabytes in a second where goroutines switch often. What is
// recorded is therefore bounded: at the limit the recording ends and the program goes
// on. The events that the runtime has in hand by then are still written, so that the
// file is a whole trace of a part of the run.
//
// Into the trace go a few words for those who read it, logs of category Category:
//
//	begin       the recording has begun; the goroutine is the program's main one
//	price N     to record one event takes N picoseconds on this machine
//	end         the program has ended and the recording with it
//
// A trace without the last one ends before the program did.
package record

import (
	"context"
	"fmt"
	"os"
	"runtime/trace"
	"sync"
	"sync/atomic"
)

// Category is that of the logs.
const Category = "gosched"

// A Recorder is a recording under way. There is one at a time in a process, and none
// while the program itself has tracing on.
//
// Goroutine: one that ends the recording at the limit, started by Write, blocks until
// the runtime has written the rest, and ends by itself.
type Recorder struct {
	file  *os.File
	limit int64
	n     int64 // bytes written; the runtime writes from one goroutine
	full  atomic.Bool
	stop  sync.Once
}

// Start begins to record into a file, at most about so many bytes.
func Start(file string, limit int64) (*Recorder, error) {
	if trace.IsEnabled() {
		return nil, errBusy
	}
	price()
	f, err := os.Create(file)
	if err != nil {
		return nil, fmt.Errorf("recording a trace: %w", err)
	}
	r := &Recorder{file: f, limit: limit}
	if err := trace.Start(r); err != nil { // somebody was faster
		f.Close()
		return nil, errBusy
	}
	note("begin")
	note(fmt.Sprint("price ", price()))
	return r, nil
}

var errBusy = fmt.Errorf("tracing is on already: the program has called trace.Start of runtime/trace, or serves a trace through net/http/pprof; a process has one trace at a time, so end that one first (trace.Stop)")

func note(text string) { trace.Log(context.Background(), Category, text) }

// Write takes what the runtime has recorded.
func (r *Recorder) Write(p []byte) (int, error) {
	r.n += int64(len(p))
	if r.n >= r.limit && !r.full.Swap(true) {
		go r.stop.Do(r.close)
	}
	return r.file.Write(p)
}

// Stop ends the recording and returns when all of it is in the file.
func (r *Recorder) Stop() {
	if !r.full.Load() {
		note("end")
	}
	r.stop.Do(r.close)
}

func (r *Recorder) close() {
	trace.Stop()
	r.file.Close()
}
