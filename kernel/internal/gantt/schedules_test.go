package gantt

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"golang.org/x/exp/trace"

	"gosched/kernel/internal/record"
	"gosched/kernel/internal/timeline"
)

// A schedule is a program of which it is known what its goroutines do when. It returns
// for how long they waited for what kind of thing, and then for a processor, by their
// own clocks, and for how long they lived.
type schedule struct {
	name string
	cpu  int // GOMAXPROCS, 0 for as it is
	run  func(w *watch)
	on   []timeline.Kind
}

var schedules = []schedule{
	{"two-workers", 1, twoWorkers, nil},
	{"ping-pong", 0, pingPong, []timeline.Kind{timeline.OnChannel}},
	{"fan-out", 0, fanOut, []timeline.Kind{timeline.OnChannel, timeline.Sleeps}},
	{"convoy", 0, convoy, []timeline.Kind{timeline.OnLock, timeline.Sleeps}},
	{"semaphore", 0, semaphore, []timeline.Kind{timeline.OnChannel, timeline.Sleeps}},
	{"pipeline", 0, pipeline, []timeline.Kind{timeline.OnChannel, timeline.Sleeps}},
	{"barrier", 0, barrier, []timeline.Kind{timeline.OnLock, timeline.OnCond, timeline.Sleeps}},
	{"readers", 0, readers, []timeline.Kind{timeline.OnLock, timeline.Sleeps}},
	{"ticks", 0, ticks, []timeline.Kind{timeline.OnChannel}},
	{"hog", 1, hog, []timeline.Kind{timeline.Sleeps}},
}

// A watch adds up what goroutines measure.
type watch struct {
	mu     sync.Mutex
	waited time.Duration
}

// waits measures a call that waits.
func (w *watch) waits(f func()) {
	start := time.Now()
	f()
	w.add(time.Since(start))
}

func (w *watch) add(d time.Duration) {
	w.mu.Lock()
	w.waited += d
	w.mu.Unlock()
}

// start starts goroutines and waits for them.
func (w *watch) start(n int, f func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		began := make(chan time.Time, 1)
		began <- time.Now()
		wg.Go(func() {
			since := <-began
			w.add(time.Since(since))
			f(i)
		})
	}
	wg.Wait()
}

func spin(d time.Duration) {
	for start := time.Now(); time.Since(start) < d; {
	}
}

// twoWorkers share one processor: one is ready while the other runs.
func twoWorkers(w *watch) {
	w.start(2, func(int) {
		for range 20 {
			spin(200 * time.Microsecond)
			w.waits(runtime.Gosched)
		}
	})
}

func pingPong(w *watch) {
	ball, back := make(chan int), make(chan int)
	w.start(2, func(i int) {
		for n := range 20 {
			spin(100 * time.Microsecond)
			if i == 0 {
				w.waits(func() { ball <- n })
				w.waits(func() { <-back })
			} else {
				w.waits(func() { <-ball })
				spin(300 * time.Microsecond)
				w.waits(func() { back <- n })
			}
		}
	})
}

func fanOut(w *watch) {
	jobs := make(chan time.Duration)
	w.start(5, func(i int) {
		if i == 0 {
			for range 40 {
				w.waits(func() { jobs <- time.Millisecond })
			}
			close(jobs)
			return
		}
		for {
			var d time.Duration
			w.waits(func() { d = <-jobs })
			if d == 0 {
				return
			}
			w.waits(func() { time.Sleep(d) })
			spin(100 * time.Microsecond)
		}
	})
}

func convoy(w *watch) {
	var mu sync.Mutex
	w.start(4, func(int) {
		for range 8 {
			w.waits(mu.Lock)
			w.waits(func() { time.Sleep(time.Millisecond) })
			mu.Unlock()
			spin(200 * time.Microsecond)
		}
	})
}

// recorded runs a schedule and returns its trace.
func recorded(t *testing.T, s schedule) ([]byte, *watch) {
	t.Helper()
	if s.cpu > 0 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(s.cpu))
	}
	file := filepath.Join(t.TempDir(), "trace")
	r, err := record.Start(file, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	w := new(watch)
	s.run(w)
	r.Stop()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data, w
}

// tolerance is how far what is drawn may be from what was, as a part of the time.
const tolerance = 0.05

// attempts is how often a program may be disturbed: if the operating system takes a
// thread's processor away, its goroutine goes on running as far as the runtime knows,
// and its clock goes on as well.
const attempts = 40

// TestSchedules compares, for programs with known schedules, what is drawn with the
// sums of the trace's events, read as simply as possible, and with what the goroutines
// measured.
func TestSchedules(t *testing.T) {
	for _, s := range schedules {
		t.Run(s.name, func(t *testing.T) {
			var differs string
			for range attempts {
				data, w := recorded(t, s)
				tl, err := timeline.Read(bytes.NewReader(data), timeline.InFiles)
				if err != nil {
					t.Fatal(err)
				}
				drawn := drawnSums(draw(tl, Options{}))
				compareSums(t, tl, drawn, readSums(t, data))
				if differs = compareClocks(tl, drawn, s, w); differs == "" {
					return
				}
			}
			t.Error(differs)
		})
	}
}

// compareSums compares what is drawn with the sums of events.
func compareSums(t *testing.T, tl *timeline.Timeline, drawn map[string]map[timeline.Kind]time.Duration, plain map[trace.GoID]map[trace.GoState]time.Duration) {
	t.Helper()
	slack := time.Duration(tolerance * float64(tl.Length))
	for _, g := range tl.Goroutines {
		d, p := drawn[lane(g)], plain[trace.GoID(g.ID)]
		for _, c := range []struct {
			what       string
			drawn, was time.Duration
		}{
			{"running", d[timeline.Runs], p[trace.GoRunning]},
			{"runnable", d[timeline.Ready], p[trace.GoRunnable]},
			{"in system calls", d[timeline.InSystem], p[trace.GoSyscall]},
			{"waiting", waits(d), p[trace.GoWaiting]},
		} {
			if (c.drawn - c.was).Abs() > slack {
				t.Errorf("%s: %v of %s are drawn as %v, of %v in all", lane(g), c.was, c.what, c.drawn, tl.Length)
			}
		}
	}
}

// compareClocks compares what is drawn with what goroutines measured, and says what
// differs.
func compareClocks(tl *timeline.Timeline, drawn map[string]map[timeline.Kind]time.Duration, s schedule, w *watch) string {
	var waited, lives time.Duration
	for _, g := range tl.Goroutines {
		if g.Main {
			continue
		}
		d := drawn[lane(g)]
		lives += g.To() - g.From()
		waited += d[timeline.Ready]
		for _, k := range s.on {
			waited += d[k]
		}
	}
	if (waited - w.waited).Abs() <= time.Duration(tolerance*float64(lives)) {
		return ""
	}
	return fmt.Sprintf("the program waited for %v by its own clock, and for %v as drawn, of %v", w.waited, waited, lives)
}

// drawnSums returns what lanes have of which kind of state.
func drawnSums(d *drawing) map[string]map[timeline.Kind]time.Duration {
	kinds := make(map[string]timeline.Kind)
	for k := timeline.Runs; k <= timeline.OnRuntime; k++ {
		kinds[k.String()] = k
	}
	sums := make(map[string]map[timeline.Kind]time.Duration)
	for _, s := range d.spans {
		if sums[s.Lane] == nil {
			sums[s.Lane] = make(map[timeline.Kind]time.Duration)
		}
		sums[s.Lane][kinds[s.State]] += s.To - s.From
	}
	return sums
}

func waits(sums map[timeline.Kind]time.Duration) (total time.Duration) {
	for k, d := range sums {
		if k > timeline.Ready && k != timeline.InSystem {
			total += d
		}
	}
	return total
}

// readSums reads a trace as simply as possible: how long goroutines were in which of
// the runtime's states from the log that begins the recording to the one that ends it.
func readSums(t *testing.T, data []byte) map[trace.GoID]map[trace.GoState]time.Duration {
	t.Helper()
	r, err := trace.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	type since struct {
		state trace.GoState
		at    trace.Time
	}
	now := make(map[trace.GoID]since)
	sums := make(map[trace.GoID]map[trace.GoState]time.Duration)
	var begin trace.Time
	count := func(id trace.GoID, until trace.Time) {
		s, ok := now[id]
		if !ok || begin == 0 {
			return
		}
		if sums[id] == nil {
			sums[id] = make(map[trace.GoState]time.Duration)
		}
		sums[id][s.state] += until.Sub(max(s.at, begin))
	}
	for {
		ev, err := r.ReadEvent()
		if err != nil {
			t.Fatal(err)
		}
		switch ev.Kind() {
		case trace.EventLog:
			switch ev.Log().Message {
			case "begin":
				begin = ev.Time()
			case "end":
				for id := range now {
					count(id, ev.Time())
				}
				return sums
			}
		case trace.EventStateTransition:
			if st := ev.StateTransition(); st.Resource.Kind == trace.ResourceGoroutine {
				id := st.Resource.Goroutine()
				_, to := st.Goroutine()
				count(id, ev.Time())
				if now[id] = (since{to, ev.Time()}); to == trace.GoNotExist {
					delete(now, id)
				}
			}
		}
	}
}
