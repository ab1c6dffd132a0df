package ending

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// waiting are programs that wait, and what is said of them, "" if they go on.
var waiting = map[string]struct {
	run  func()
	says string
}{
	"receives":   {func() { <-make(chan int) }, "all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n"},
	"nil":        {func() { var c chan int; c <- 1 }, "goroutine 1 [chan send (nil chan)]:\n"},
	"no cases":   {func() { select {} }, "goroutine 1 [select (no cases)]:\n"},
	"cond":       {func() { c := sync.NewCond(new(sync.Mutex)); c.L.Lock(); c.Wait() }, "goroutine 1 [sync.Cond.Wait]:\n"},
	"group":      {func() { var g sync.WaitGroup; g.Add(1); go func() { g.Wait() }(); g.Wait() }, "[sync.WaitGroup.Wait]:\n"},
	"locks":      {func() { var mu sync.RWMutex; mu.Lock(); go mu.RLock(); mu.Lock() }, "[sync.RWMutex.RLock]:\n"},
	"late":       {func() { time.Sleep(3 * firstLook); <-make(chan int) }, "all goroutines are asleep - deadlock!\n"},
	"main gone":  {func() { runtime.Goexit() }, "no goroutines (main called runtime.Goexit) - deadlock!\n"},
	"main first": {func() { go func() { select {} }(); runtime.Goexit() }, "all goroutines are asleep - deadlock!\n\ngoroutine "},

	"sleeps": {func() { time.Sleep(4 * firstLook) }, ""},
	"one sleeps": {func() {
		done := make(chan int)
		go func() { time.Sleep(4 * firstLook); close(done) }()
		<-done
	}, ""},
	"one runs": {func() {
		done := make(chan int)
		go func() {
			for start := time.Now(); time.Since(start) < 4*firstLook; {
			}
			close(done)
		}()
		<-done
	}, ""},
	"reads": {func() {
		r, w, _ := os.Pipe() // of its failure reading tells
		time.AfterFunc(4*firstLook, func() { w.Close() })
		r.Read(make([]byte, 1))
	}, ""},
	"child": {func() { exec.Command("sleep", "0.8").Run() }, ""},
}

// timer is a program that only a timer wakes.
func timer() { <-time.After(4 * firstLook) }

// runAsleep runs a program of those that wait, with an ending that prints.
func runAsleep(name string) {
	Guard(func() (func(), error) { return func() { os.Stdout.WriteString("stopped") }, nil }) // no error
	if name == "timer" {
		go (&watch{period: firstLook}).run(hasTimers) // tests have timers
		timer()
		return
	}
	go (&watch{period: firstLook}).run(func() bool { return false })
	waiting[name].run()
}

// TestDeadlock ends programs that can never go on as the runtime does, with what they
// recorded, and none that goes on.
func TestDeadlock(t *testing.T) {
	said := map[string]string{"timer": ""}
	for name, p := range waiting {
		said[name] = p.says
	}
	for name, says := range said {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), asleepVar+"="+name)
			var errors strings.Builder
			cmd.Stderr = &errors
			out, err := cmd.Output()
			if says == "" {
				if err != nil || errors.Len() > 0 {
					t.Errorf("it ended with %v: %s", err, errors.String())
				}
				return
			}
			if cmd.ProcessState.ExitCode() != 2 || string(out) != "stopped" {
				t.Errorf("it ended with %v, and printed %q", err, out)
			}
			if got := errors.String(); !strings.HasPrefix(got, "fatal error: ") || !strings.Contains(got, says) || strings.Contains(got, "ending.(*watch)") {
				t.Errorf("it said\n%s", got)
			}
		})
	}
}

// TestStates reads dumps that leave no doubt that somebody can go on, and one that does.
func TestStates(t *testing.T) {
	const asleep = "goroutine 4 [running]:\nmain.dump()\n\tx.go:1 +0x1\n\ngoroutine 1 [chan receive, 3 minutes]:\nmain.main()\n\tx.go:1 +0x1\n"
	for dump, want := range map[string]bool{
		asleep: true,
		asleep + "\ngoroutine 7 [select, locked to thread]:\nmain.f()\n\tx.go:2 +0x1\n":                                                           true,
		asleep + "\ngoroutine 7 [running]:\nmain.f()\n\tx.go:2 +0x1\n":                                                                            false,
		asleep + "\ngoroutine 7 [runnable]:\nmain.f()\n\tx.go:2 +0x1\n":                                                                           false,
		asleep + "\ngoroutine 7 [syscall]:\nmain.f()\n\tx.go:2 +0x1\n":                                                                            false,
		asleep + "\ngoroutine 7 [IO wait]:\nmain.f()\n\tx.go:2 +0x1\n":                                                                            false,
		asleep + "\ngoroutine 7 [sleep]:\nmain.f()\n\tx.go:2 +0x1\n":                                                                              false,
		asleep + "\ngoroutine 7 [something new]:\nmain.f()\n\tx.go:2 +0x1\n":                                                                      false,
		asleep + "\ngoroutine 7 [syscall]:\nos/signal.loop()\n\ts.go:2 +0x1\ncreated by os/signal.Notify.func1.1 in goroutine 1\n\ts.go:1 +0x1\n": true,
	} {
		own, got := goroutines([]byte(dump))
		if got != want || got && (strings.Contains(own, "minutes") || strings.Contains(own, "os/signal") || strings.Contains(own, "goroutine 4")) {
			t.Errorf("of\n%s\nit is %v, and shown\n%s", dump, got, own)
		}
	}
	if _, got := goroutines(nil); got {
		t.Error("what is too long to be read is asleep")
	}
}
