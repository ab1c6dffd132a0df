// Package schedule tells who ran at the same time.
//
// It runs tasks, each in a goroutine of its own, under the execution trace of the Go
// runtime, which notes to the nanosecond when a goroutine begins and ceases to run and
// why. What the operating system does with the threads below is not in it: a goroutine
// runs here if Go has given it one of its GOMAXPROCS processors.
//
// A goroutine that a task starts belongs to the task. The runtime's own that collect
// garbage are told apart from the tasks; all others are left out, as those of a
// notebook's kernel.
package schedule

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"runtime/trace"
	"slices"
	"strconv"
	"sync"

	"gosched/experiments/lab"
)

// A State is what a goroutine does, as the trace has it.
type State string

// The states of goroutines.
const (
	Running  State = "running"
	Runnable State = "runnable" // it could run, but has no processor
	Waiting  State = "waiting"  // for time, for a channel, for the operating system ...
)

// A Stay is a time that a goroutine spent in one state, in document seconds since the
// tasks began.
type Stay struct {
	Task     int // in the order of Record's parameters, or Collector
	State    State
	From, To float64
}

// Collector is the Task of the goroutines that collect garbage. Only their running is
// recorded.
const Collector = -1

// A Schedule is who did what when. As the result of a cell it is a picture of that.
type Schedule struct {
	err   error
	stays []Stay // in order of From
	tasks []Stay // Running, from the begin of each task to its end
}

// The categories and messages with which a task says in the trace who it is.
const (
	beginning = "gosched.schedule.begin"
	ending    = "gosched.schedule.end"
)

// Record starts the tasks at the same time and returns their schedule when all have
// ended. The program cannot be traced otherwise meanwhile: if it is being traced already,
// the tasks do not run, and Err says so.
//
// The goroutines are started by Record, wait for nothing but what the tasks wait for,
// and end with the tasks; one more waits for them. If the cell is interrupted, Record leaves.
func Record(tasks ...func()) *Schedule { return record(tasks, false) }

// InTurn is like Record, but starts each task when the one before it has ended.
func InTurn(tasks ...func()) *Schedule { return record(tasks, true) }

func record(tasks []func(), inTurn bool) *Schedule {
	var data bytes.Buffer
	if err := trace.Start(&data); err != nil {
		return &Schedule{err: fmt.Errorf("recording a schedule: %w", err)}
	}
	run(tasks, inTurn)
	trace.Stop()
	s, err := read(&data)
	if err != nil {
		return &Schedule{err: fmt.Errorf("recording a schedule: %w", err)}
	}
	return s
}

// run runs the tasks and waits for their end.
func run(tasks []func(), inTurn bool) {
	var wg sync.WaitGroup
	for i, task := range tasks {
		wg.Go(func() {
			trace.Log(context.Background(), beginning, strconv.Itoa(i))
			defer trace.Log(context.Background(), ending, "")
			task()
		})
		if inTurn {
			wait(&wg)
		}
	}
	wait(&wg)
}

// wait waits for tasks, and leaves if the cell is interrupted.
func wait(tasks *sync.WaitGroup) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tasks.Wait()
	}()
	select {
	case <-ended:
	case <-lab.Interrupted():
		trace.Stop()
		runtime.Goexit()
	}
}

// Err says why nothing was recorded, and is nil if something was.
func (s *Schedule) Err() error { return s.err }

// Stays returns what was recorded, in the order in which it began.
func (s *Schedule) Stays() []Stay { return slices.Clone(s.stays) }

// MaxRunning returns how many goroutines of the tasks were running at the same time, at
// most.
func (s *Schedule) MaxRunning() int { return most(s.runs(isTask)) }

// Parallel returns for how long at least two goroutines of the tasks were running at
// the same time.
func (s *Schedule) Parallel() float64 { return together(2, s.runs(isTask)) }

// Concurrent returns for how long at least two tasks had begun and not ended yet.
func (s *Schedule) Concurrent() float64 { return together(2, s.tasks) }

// Collecting returns for how long the collector was running, and for how much of that
// a task was running beside it.
func (s *Schedule) Collecting() (all, beside float64) {
	collector := s.runs(func(task int) bool { return task == Collector })
	tasks := s.runs(isTask)
	all = together(1, collector)
	return all, all + together(1, tasks) - together(1, slices.Concat(collector, tasks))
}

func isTask(task int) bool { return task != Collector }

// runs returns the stays of tasks in which they were running.
func (s *Schedule) runs(of func(task int) bool) []Stay {
	var runs []Stay
	for _, stay := range s.stays {
		if stay.State == Running && of(stay.Task) {
			runs = append(runs, stay)
		}
	}
	return runs
}
