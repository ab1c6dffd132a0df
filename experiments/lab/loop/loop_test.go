package loop

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/lab"
)

// inBubble runs f in virtual time with a loop that is closed afterwards.
func inBubble(t *testing.T, f func(t *testing.T, l *Loop)) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		f(t, l)
		if err := l.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
}

// sleeping is a coroutine that sleeps and returns its name.
func sleeping(name string, d time.Duration) Coroutine {
	return func(t *Task) any {
		t.Sleep(d)
		return name
	}
}

func run(t *testing.T, l *Loop, c Coroutine) any {
	t.Helper()
	task := l.Go(c)
	if err := l.RunUntil(task); err != nil {
		t.Fatal(err)
	}
	return task.Result()
}

func TestTimersAreDueInOrder(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		var order []string
		note := func(s string) func() { return func() { order = append(order, s) } }
		l.After(2*time.Second, note("2a"))
		l.After(time.Second, note("1"))
		l.After(2*time.Second, note("2b"))
		l.Soon(note("now"))
		run(t, l, sleeping("", 3*time.Second))
		if got := strings.Join(order, " "); got != "now 1 2a 2b" {
			t.Errorf("order %q", got)
		}
	})
}

func TestAwaitInSequenceAndTogether(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		start := time.Now()
		run(t, l, func(t *Task) any {
			t.Await(l.Go(sleeping("a", time.Second)))
			t.Await(l.Go(sleeping("b", 3*time.Second)))
			return nil
		})
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("in sequence: %v", took)
		}
		start = time.Now()
		run(t, l, func(t *Task) any {
			a, b := l.Go(sleeping("a", time.Second)), l.Go(sleeping("b", 3*time.Second))
			t.Await(a)
			t.Await(b)
			return nil
		})
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("together: %v", took)
		}
	})
}

func TestGatherKeepsOrderAndWaitDoesNot(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		start := func() []*Task {
			return []*Task{l.Go(sleeping("slow", 2*time.Second)), l.Go(sleeping("fast", time.Second))}
		}
		gathered := run(t, l, func(t *Task) any { return t.Gather(start()...) }).([]any)
		if !slices.Equal(gathered, []any{"slow", "fast"}) {
			t.Errorf("gathered %v", gathered)
		}
		done := run(t, l, func(t *Task) any { return t.Wait(start()...) }).([]*Task)
		if len(done) != 2 || done[0].Result() != "fast" || done[1].Result() != "slow" {
			t.Errorf("waited: %v", done)
		}
		if none := run(t, l, func(t *Task) any { return t.Wait() }).([]*Task); len(none) != 0 {
			t.Errorf("waited for nothing: %v", none)
		}
	})
}

func TestStates(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		var states []State
		task := l.Go(func(t *Task) any {
			states = append(states, t.State())
			t.Sleep(time.Second)
			states = append(states, t.State())
			return nil
		})
		states = append(states, task.State())
		l.After(time.Second/2, func() { states = append(states, task.State()) })
		if err := l.RunUntil(task); err != nil {
			t.Fatal(err)
		}
		states = append(states, task.State())
		want := []State{Pending, Running, Pending, Running, Done}
		if !slices.Equal(states, want) {
			t.Errorf("states %v, want %v", states, want)
		}
	})
}

func TestCallbacksRunOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		calls := 0
		task := l.Go(sleeping("x", time.Second))
		task.OnDone(func(done *Task) {
			if done.Result() == "x" {
				calls++
			}
		})
		for range 2 { // the second finds it done
			if err := l.RunUntil(task); err != nil {
				t.Fatal(err)
			}
		}
		task.OnDone(func(*Task) { calls++ })
		run(t, l, sleeping("", 0))
		if calls != 2 {
			t.Errorf("%d calls, want one of each callback", calls)
		}
	})
}

func TestOtherTasksGoOnLater(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		slow := l.Go(sleeping("slow", 3*time.Second))
		run(t, l, sleeping("fast", time.Second))
		if slow.State() != Pending {
			t.Errorf("slow is %v after the fast one", slow.State())
		}
		if err := l.RunUntil(slow); err != nil || slow.Result() != "slow" {
			t.Errorf("slow: %v, %v", slow.Result(), err)
		}
	})
}

func TestDoDoesNotStallTheLoop(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		ticks := 0
		var tick func()
		tick = func() {
			ticks++
			l.After(time.Second, tick)
		}
		l.After(time.Second, tick)
		got := run(t, l, func(t *Task) any {
			return t.Do(func() any {
				time.Sleep(3500 * time.Millisecond)
				return "job"
			})
		})
		if got != "job" || ticks != 3 {
			t.Errorf("result %v after %d ticks, want job after 3", got, ticks)
		}
	})
}

func TestPoolIsBounded(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		start := time.Now()
		run(t, l, func(t *Task) any {
			var tasks []*Task
			for range 2 * poolSize {
				tasks = append(tasks, l.Go(func(t *Task) any {
					return t.Do(func() any { time.Sleep(time.Second); return nil })
				}))
			}
			return t.Gather(tasks...)
		})
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("%d jobs of one second took %v", 2*poolSize, took)
		}
	})
}

func TestPanicOfJobIsPanicOfDo(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		got := run(t, l, func(t *Task) (r any) {
			defer func() { r = recover() }()
			return t.Do(func() any { panic("burnt") })
		})
		if got != "burnt" {
			t.Errorf("recovered %v", got)
		}
	})
}

func TestPanicOfTaskLeavesRunUntil(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		defer func() {
			if r := recover(); r != "burnt" {
				t.Errorf("recovered %v", r)
			}
		}()
		l.RunUntil(l.Go(func(*Task) any { panic("burnt") }))
	})
}

func TestStuck(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		var a, b *Task
		a = l.Go(func(t *Task) any { return t.Await(b) })
		b = l.Go(func(t *Task) any { return t.Await(a) })
		if err := l.RunUntil(a); !errors.Is(err, ErrStuck) {
			t.Errorf("error %v, want ErrStuck", err)
		}
	})
}

func TestCloseRunsDeferredCalls(t *testing.T) {
	before := runtime.NumGoroutine()
	l := New()
	deferred := 0
	for range 3 {
		l.Go(func(t *Task) any {
			defer func() { deferred++ }()
			t.Sleep(time.Hour)
			deferred = -100 // must not go on
			return nil
		})
	}
	run(t, l, sleeping("", 0))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if deferred != 3 {
		t.Errorf("%d deferred calls ran, want 3", deferred)
	}
	for range 100 { // a goroutine is counted until a moment after its end
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestRun(t *testing.T) {
	got, err := Run(func(t *Task) any { return t.Await(t.Loop().Go(sleeping("x", 0))) })
	if got != "x" || err != nil {
		t.Errorf("Run = %v, %v", got, err)
	}
	if _, err := Run(func(t *Task) any { return t.Await(t) }); !errors.Is(err, ErrStuck) {
		t.Errorf("a task that awaits itself: %v", err)
	}
}

func TestLockedThread(t *testing.T) {
	done := make(chan any)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		result, _ := Run(func(t *Task) any {
			return t.Gather(t.Loop().Go(sleeping("a", time.Millisecond)), t.Loop().Go(sleeping("b", 0)))
		})
		done <- result
	}()
	if got := (<-done).([]any); !slices.Equal(got, []any{"a", "b"}) {
		t.Errorf("gathered %v", got)
	}
}

func TestInterruptEndsAWaitingLoop(t *testing.T) {
	interrupted := make(chan struct{})
	lab.SetInterrupted(func() <-chan struct{} { return interrupted })
	defer lab.SetInterrupted(func() <-chan struct{} { return nil })

	ended := make(chan bool)
	go func() {
		left := true
		defer func() { ended <- left }()
		Run(func(t *Task) any {
			close(interrupted)
			t.Sleep(time.Hour)
			return nil
		})
		left = false
	}()
	if !<-ended {
		t.Error("the loop returned instead of leaving")
	}
}
