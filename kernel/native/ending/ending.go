// Package ending lets what a compiled cell records of itself come to its end before the
// program does: by an interrupt, by os.Exit, or because none of its goroutines can ever
// run again. It is no concern of cells; packages profile and trace use it, and the program
// that package twin prints.
package ending

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// Guard calls start, which begins something and says how to stop it. The stop that it
// returns may be called several times, by any goroutine, and stops that once; an
// interrupt does so, too, before it reaches the program, and so does All. One that comes
// while start is running waits for it.
//
// All that has to do with signals is in place when start is called, and so is not part of
// what that begins to record. If start fails, interrupts are what they were.
//
// Goroutine: one, started by Guard, waits for an interrupt, stops and passes the
// interrupt on; stop ends it.
func Guard(start func() (stop func(), err error)) (stop func(), err error) {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	end, err := start()
	if err != nil {
		signal.Stop(interrupts)
		return nil, err
	}
	done := make(chan struct{})
	stop = sync.OnceFunc(func() {
		end()
		signal.Stop(interrupts) // not sooner: an interrupt would cut end short
		close(done)
	})
	guarded.mu.Lock()
	guarded.stops = append(guarded.stops, stop)
	guarded.mu.Unlock()
	go func() {
		select {
		case <-done:
		case <-interrupts:
			stop()
			syscall.Kill(os.Getpid(), syscall.SIGINT) // which now does what it would have done
		}
	}()
	return stop, nil
}

// guarded is what Guard has begun.
var guarded struct {
	mu    sync.Mutex
	stops []func()
}

// All stops what Guard has begun.
func All() {
	guarded.mu.Lock()
	stops := guarded.stops
	guarded.mu.Unlock()
	for _, stop := range stops {
		stop()
	}
}

// A Hook is called by the runtime when os.Exit ends the program. It has the form of that of
// package internal/runtime/exithook, which cannot be imported.
type Hook struct {
	F            func()
	RunOnFailure bool
}

// AtExit is the hook that stops all.
func AtExit() Hook { return Hook{F: All, RunOnFailure: true} }
