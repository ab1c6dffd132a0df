package schedule

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/work"
)

// recorded records the tasks with n processors.
func recorded(t *testing.T, n int, tasks ...func()) (s *Schedule) {
	t.Helper()
	work.On(n, func() { s = Record(tasks...) })
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// burn computes, and gives way ten times.
func burn() {
	for range 10 {
		work.Burn(0.05)
		runtime.Gosched()
	}
}

// With one processor nobody runs beside anybody, however busy the machine is.
func TestOneProcessor(t *testing.T) {
	s := recorded(t, 1, burn, burn, burn)
	if n, parallel := s.MaxRunning(), s.Parallel(); n != 1 || parallel != 0 {
		t.Errorf("%d ran at once, for %v s", n, parallel)
	}
	if s.Concurrent() == 0 {
		t.Errorf("tasks took no turns:\n%s", s)
	}
}

func TestInTurn(t *testing.T) {
	s := InTurn(burn, burn)
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	if s.Concurrent() != 0 || s.Parallel() != 0 {
		t.Errorf("one began before the other had ended:\n%s", s)
	}
	if spans := s.Spans("E0"); spans[0].Lane != "E0 1" || spans[len(spans)-1].Lane != "E0 2" {
		t.Errorf("lanes from %q to %q", spans[0].Lane, spans[len(spans)-1].Lane)
	}
}

func TestTwoProcessors(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Log("one processor: Go runs two goroutines on it as well, in turn")
	}
	s := recorded(t, 2, burn, burn)
	if s.MaxRunning() != 2 || s.Parallel() <= 0 || s.Concurrent() < s.Parallel() {
		t.Errorf("%d ran at once, for %v of %v s", s.MaxRunning(), s.Parallel(), s.Concurrent())
	}
}

// What tasks start belongs to them; what was there before does not.
func TestFamilies(t *testing.T) {
	stop := make(chan struct{})
	var stopped sync.WaitGroup
	defer stopped.Wait()
	defer close(stop)
	stopped.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				runtime.Gosched()
			}
		}
	})
	s := recorded(t, 2, func() {
		var wg sync.WaitGroup
		wg.Go(burn)
		wg.Wait()
	})
	ran := 0.0
	for _, one := range s.Stays() {
		if one.Task != 0 && one.Task != Collector {
			t.Fatalf("a stay of no task: %+v", one)
		}
		if one.Task == 0 && one.State == Running {
			ran += one.To - one.From
		}
	}
	if ran < 0.2 {
		t.Errorf("the task's goroutine is missing:\n%s", s)
	}
}

func TestSleepersWait(t *testing.T) {
	s := recorded(t, 1, func() { time.Sleep(lab.Seconds(1)) })
	if !strings.HasPrefix(s.String(), "任务 task 1: running 0.0") || !slices.ContainsFunc(s.Stays(), func(one Stay) bool {
		return one.State == Waiting && one.To-one.From >= 0.99
	}) {
		t.Errorf("a sleep of 1 s:\n%s", s)
	}
}

func TestCollector(t *testing.T) {
	s := recorded(t, 2, func() {
		keep := make([][]byte, 1000)
		for range 20 {
			for i := range keep {
				keep[i] = make([]byte, 4096)
			}
			runtime.GC()
		}
	})
	if all, beside := s.Collecting(); all <= 0 || beside < 0 || beside > all {
		t.Errorf("collected for %v s, %v beside", all, beside)
	}
	if s.MaxRunning() != 1 {
		t.Errorf("the collector is taken for a task:\n%s%v", s, s.tasks)
	}
}

func TestTracedAlready(t *testing.T) {
	if err := trace.Start(new(strings.Builder)); err != nil {
		t.Fatal(err)
	}
	defer trace.Stop()
	ran := false
	s := Record(func() { ran = true })
	if s.Err() == nil || ran || s.MaxRunning() != 0 {
		t.Errorf("recorded beside another trace: %v", s.Err())
	}
	if got := s.MIMEBundle()["text/plain"]; got != "recording a schedule: "+trace.Start(new(strings.Builder)).Error() {
		t.Errorf("shown as %q", got)
	}
}

func TestInterruptedRecordingLeaves(t *testing.T) {
	stopped := make(chan struct{})
	close(stopped)
	lab.SetInterrupted(func() <-chan struct{} { return stopped })
	defer lab.SetInterrupted(func() <-chan struct{} { return nil })
	release, left := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(left)
		Record(func() { <-release })
		t.Error("the recording went on")
	}()
	<-left
	close(release)
	if trace.IsEnabled() {
		t.Error("the trace goes on")
	}
}

// Counting does not depend on clocks.
func TestSweep(t *testing.T) {
	s := &Schedule{
		stays: []Stay{
			{0, Running, 0, 2}, {1, Runnable, 0, 2}, {1, Running, 2, 5}, {0, Waiting, 2, 4},
			{0, Running, 4, 6}, {Collector, Running, 4.5, 7},
		},
		tasks: []Stay{{0, Running, 0, 6}, {1, Running, 1, 5}},
	}
	all, beside := s.Collecting()
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"most", float64(s.MaxRunning()), 2},
		{"parallel", s.Parallel(), 1},
		{"concurrent", s.Concurrent(), 4},
		{"collecting", all, 2.5},
		{"beside", beside, 1.5},
	} {
		if math.Abs(test.got-test.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
	const text = "任务 task 1: running 4.00 s, runnable 0.00 s, waiting 2.00 s\n" +
		"任务 task 2: running 3.00 s, runnable 2.00 s, waiting 0.00 s\n" +
		"GC: running 2.50 s, runnable 0.00 s, waiting 0.00 s\n"
	if got := s.MIMEBundle()["text/plain"]; got != text {
		t.Errorf("text:\n%s", got)
	}
	if tasks, collector := len(s.Spans("task")), s.CollectorSpans(); tasks != 5 || len(collector) != 1 || collector[0].Lane != "GC" {
		t.Errorf("%d spans of tasks, collector %v", tasks, collector)
	}
	if svg := Gantt(s.Spans("task"), s.CollectorSpans()).SVG(); !strings.Contains(svg, "task 2") || !strings.Contains(svg, ">GC<") {
		t.Errorf("picture:\n%s", svg)
	}
}

// Pictures do not show what cannot be seen.
func TestJoined(t *testing.T) {
	got := joined([]Stay{
		{0, Running, 0, 1}, {0, Runnable, 1, 1.0001}, {0, Running, 1.0001, 2}, {0, Runnable, 2, 2.1},
		{1, Running, 2, 2.1}, {0, Running, 2.1, 3}, {1, Waiting, 2.1, 2.5}, {1, Running, 2.5, 2.5001},
		{1, Waiting, 2.5001, 3}, {1, Running, 3, 3.0001},
	})
	want := []Stay{
		{0, Running, 0, 2}, {0, Runnable, 2, 2.1},
		{1, Running, 2, 2.1}, {0, Running, 2.1, 3}, {1, Waiting, 2.1, 3}, {1, Running, 3, 3.0001},
	}
	if !slices.Equal(got, want) {
		t.Errorf("seen %v, want %v", got, want)
	}
}

func TestNoTasks(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	runtime.GC() // which ends one that may be under way
	s := recorded(t, 1)
	if s.MaxRunning() != 0 || s.Concurrent() != 0 || s.String() != "" {
		t.Errorf("nothing ran, but %s", s)
	}
}
