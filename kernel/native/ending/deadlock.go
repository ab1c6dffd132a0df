package ending

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Times of the watch.
const (
	firstLook = 200 * time.Millisecond
	lastLook  = 2 * time.Second // between looks at a program that waits for a long time
)

// Watch ends the program, as the runtime would, when none of its goroutines can ever run
// again. The runtime does not notice that of a program that records something or waits
// for signals, since its recorders have timers.
//
// Such a program takes no processor time, and all its goroutines wait for each other in
// two looks in a row. A timer might still wake one of them: so a program that can make
// timers, which is seen in the names of its functions, is left alone. Nor is the watch
// for programs that ask for signals.
//
// Goroutine: one, started by Watch, blocks on its timer, and ends with the program, or
// when it finds out that it has nothing to watch.
func Watch() { go (&watch{period: firstLook}).run(hasTimers) }

// A watch is what Watch has seen.
type watch struct {
	period time.Duration // from look to look
	spent  time.Duration // processor time up to the latest look
	asleep bool          // the goroutines waited for each other then
	seen   string        // their stacks
}

// run watches until the program is in a deadlock, unless timers says that it is not to be
// told from one that waits for a timer.
func (w *watch) run(timers func() bool) {
	for {
		time.Sleep(w.period)
		if w.look() {
			if timers() {
				return
			}
			deadlock(w.seen)
		}
	}
}

// look looks at the goroutines, and reports whether they wait for each other as they did
// before.
func (w *watch) look() bool {
	before := w.spent
	w.spent = processorTime()
	if w.spent-before > w.period/10 {
		w.seen, w.asleep, w.period = "", false, firstLook
		return false
	}
	all, asleep := goroutines(dump())
	again := asleep && w.asleep && all == w.seen
	if w.seen, w.asleep = all, asleep; asleep {
		w.period = firstLook
	} else {
		w.period = min(2*w.period, lastLook)
	}
	return again
}

// deadlock ends the program as the runtime does.
func deadlock(all string) {
	All()
	what := "all goroutines are asleep - deadlock!"
	if all == "" {
		what = "no goroutines (main called runtime.Goexit) - deadlock!"
	}
	fmt.Fprintf(os.Stderr, "fatal error: %s\n\n%s", what, all)
	os.Exit(2)
}

// processorTime is what the process has taken.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// dump returns the stacks of all goroutines, nil if that is too much.
func dump() []byte {
	for size := 64 << 10; size <= 16<<20; size *= 4 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return buf[:n]
		}
	}
	return nil
}

// dependent are the states of goroutines that only another one can wake, or a timer.
var dependent = map[string]bool{
	"chan send": true, "chan receive": true, "select": true,
	"chan send (nil chan)": true, "chan receive (nil chan)": true, "select (no cases)": true,
	"semacquire": true, "sync.Mutex.Lock": true, "sync.RWMutex.Lock": true, "sync.RWMutex.RLock": true,
	"sync.WaitGroup.Wait": true, "sync.Cond.Wait": true,
}

// goroutines returns the stacks of the program's own goroutines, without how long they
// have been waiting, and whether all of them wait for each other. The first one of a dump
// is the goroutine's that made it.
func goroutines(dump []byte) (own string, asleep bool) {
	if dump == nil {
		return "", false
	}
	var b strings.Builder
	for _, stack := range bytes.Split(bytes.TrimSpace(dump), []byte("\n\n"))[1:] {
		if isRecorder(stack) {
			continue
		}
		name, rest, _ := strings.Cut(string(stack), " [")
		head, calls, ok := strings.Cut(rest, "]:\n")
		state, _, _ := strings.Cut(head, ", ") // "chan receive, 2 minutes"
		if !ok || !dependent[state] {
			return "", false
		}
		fmt.Fprintf(&b, "%s [%s]:\n%s\n\n", name, state, calls)
	}
	return b.String(), true
}

// isRecorder reports whether a goroutine is there because the program records something.
func isRecorder(stack []byte) bool {
	for _, starts := range []string{"gosched/kernel/native/ending.Guard", "os/signal.", "runtime/trace.", "runtime/pprof."} {
		if bytes.Contains(stack, []byte("\ncreated by "+starts)) {
			return true
		}
	}
	return false
}

// hasTimers reports whether the program has functions that make timers, but for those by
// which a goroutine sleeps, which its state says. It is so if that cannot be found out.
func hasTimers() bool {
	exe, err := os.Executable()
	if err != nil {
		return true
	}
	text, err := os.ReadFile(exe)
	if err != nil {
		return true
	}
	for _, name := range []string{"newTimer", "NewTimer", "NewTicker", "AfterFunc"} {
		function := strings.Join([]string{"\x00time", name + "\x00"}, ".") // which is not in the program as it stands here
		if bytes.Contains(text, []byte(function)) {
			return true
		}
	}
	return false
}
