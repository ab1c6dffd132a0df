package ending

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// programVar names the program that a child process is.
const programVar = "GOSCHED_TEST_ENDING"

// asleepVar names one that waits.
const asleepVar = "GOSCHED_TEST_ASLEEP"

// programs are what child processes do, what they print, and whether an interrupt ends
// them.
var programs = map[string]struct {
	run         func()
	prints      string
	interrupted bool
}{
	"it runs to its end": {func() {
		stop := guard(nothing)
		stop()
		stop()
		gone()
	}, "start stop ", false},
	"it is interrupted": {func() {
		guard(nothing)
		interrupt()
		select {}
	}, "start stop ", true},
	"it is interrupted while it starts": {func() {
		guard(interrupt)
		select {}
	}, "start stop ", true},
	"it is interrupted after it has stopped": {func() {
		guard(nothing)()
		interrupt()
		select {}
	}, "start stop ", true},
	"it does not start": {func() {
		_, err := Guard(func() (func(), error) { return nil, errors.New("no start ") })
		fmt.Print(err)
		gone()
		interrupt()
		select {}
	}, "no start ", true},
}

// guard guards something that says when it starts and stops.
func guard(starting func()) (stop func()) {
	stop, _ = Guard(func() (func(), error) { // no error
		fmt.Print("start ")
		starting()
		return func() { fmt.Print("stop ") }, nil
	})
	return stop
}

func nothing() {}

func interrupt() { syscall.Kill(os.Getpid(), syscall.SIGINT) }

// gone waits until Guard's goroutine has ended.
func gone() {
	stacks := make([]byte, 1<<16)
	for strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "ending.Guard") {
		runtime.Gosched()
	}
}

func TestMain(m *testing.M) {
	if name := os.Getenv(asleepVar); name != "" {
		runAsleep(name)
		return
	}
	if name := os.Getenv(programVar); name != "" {
		programs[name].run()
		return
	}
	os.Exit(m.Run())
}

func TestGuard(t *testing.T) {
	for name, p := range programs {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), programVar+"="+name)
			out, err := cmd.Output()
			if cmd.ProcessState == nil {
				t.Fatal(err)
			}
			if string(out) != p.prints {
				t.Errorf("it printed %q, want %q", out, p.prints)
			}
			s := cmd.ProcessState.Sys().(syscall.WaitStatus)
			if interrupted := s.Signaled() && s.Signal() == syscall.SIGINT; interrupted != p.interrupted || !interrupted && err != nil {
				t.Errorf("it ended with %v", cmd.ProcessState)
			}
		})
	}
}
