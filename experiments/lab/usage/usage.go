// Package usage tells what the operating system charges a program for: processor
// time, and switches from thread to thread.
//
// Both are counted for the whole process, which in a notebook has threads of its own
// that do little. What a system does not tell is an error here and makes an experiment
// inconclusive.
package usage

import (
	"errors"

	"gosched/experiments/lab"
)

// errUnknown says that the system does not tell.
var errUnknown = errors.New("this system does not tell")

// A Bill is what a run cost, in document seconds.
type Bill struct {
	Wall   float64 // from beginning to end, as lab.Took has it
	User   float64 // processor time of all threads, in the program
	System float64 // the same, in the operating system on the program's behalf
	Queued float64 // for how long threads that ran stood in the queue for a processor
}

// CPU returns the processor time.
func (b Bill) CPU() float64 { return b.User + b.System }

// Share returns the processor time as a part of the whole: 1 if one processor was busy
// all the time.
func (b Bill) Share() float64 {
	if b.Wall <= 0 {
		return 0
	}
	return b.CPU() / b.Wall
}

// Of runs f and returns what it cost.
func Of(f func()) (Bill, error) {
	user, system, err := processorTime()
	if err != nil {
		return Bill{}, err
	}
	wall, queued := lab.Took(f)
	userAfter, systemAfter, err := processorTime()
	return Bill{wall, lab.InSeconds(userAfter - user), lab.InSeconds(systemAfter - system), queued}, err
}

// Best runs the programs in turn, rounds times, and returns for each what the shortest
// run cost, which was disturbed least.
func Best(rounds int, programs ...func()) ([]Bill, error) {
	best := make([]Bill, len(programs))
	for round := range max(rounds, 1) {
		for i, program := range programs {
			lab.LeaveIfInterrupted()
			bill, err := Of(program)
			if err != nil {
				return best, err
			}
			if round == 0 || bill.Wall < best[i].Wall {
				best[i] = bill
			}
		}
	}
	return best, nil
}

// Switches are how often the operating system took a processor from a thread of this
// process to give it to another one.
type Switches struct {
	Voluntary   int // the thread had nothing to do: it waits for something
	Involuntary int // it had, but its time was over
}

// SwitchesIn runs f and returns the switches meanwhile. A thread that ends takes its
// count along.
func SwitchesIn(f func()) (Switches, error) {
	before, err := switches()
	if err != nil {
		return Switches{}, err
	}
	f()
	after, err := switches()
	return Switches{after.Voluntary - before.Voluntary, after.Involuntary - before.Involuntary}, err
}
