package loop

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"time"
)

// A Coroutine is a function that can be suspended by the methods of the task it
// is given. Its result is that of the task.
type Coroutine func(t *Task) any

// A State says how far a task is.
type State int

// The states of a task.
const (
	Pending State = iota // not begun, or suspended
	Running              // on the loop's goroutine, now
	Done                 // has a result
)

// String returns "pending", "running" or "done".
func (s State) String() string {
	return [...]string{"pending", "running", "done"}[s]
}

// A Task is a coroutine on a loop, with its state, its result once there is one,
// and the functions to call then.
type Task struct {
	loop   *Loop
	body   Coroutine
	number int
	state  atomic.Int32 // a State; by itself, for who asks from the wrong goroutine
	result any
	onDone []func(*Task)

	next  func() (struct{}, bool) // runs the body up to the next suspension; nil before the first
	stop  func()                  // ends a suspended body
	yield func(struct{}) bool     // suspends the body, from inside
}

// Go makes a task of c. It begins to run in the next turn of the loop.
func (l *Loop) Go(c Coroutine) *Task {
	l.created++
	t := &Task{loop: l, body: c, number: l.created}
	l.tasks = append(l.tasks, t)
	l.Soon(t.step)
	return t
}

// step runs the body up to its next suspension or its end.
func (t *Task) step() {
	if t.next == nil {
		t.next, t.stop = iter.Pull(t.run)
	}
	t.state.Store(int32(Running))
	if _, suspended := t.next(); suspended {
		t.state.Store(int32(Pending))
		return
	}
	t.finish()
}

// run is the body as a sequence of suspensions.
func (t *Task) run(yield func(struct{}) bool) {
	t.yield = yield
	t.result = t.body(t)
}

// begin is for the methods that suspend: only a running coroutine can, and only itself.
func (t *Task) begin(method string) {
	if state := t.State(); state != Running {
		panic(fmt.Sprintf("loop: %s.%s is called from outside of %[1]s, which is %[3]s", t, method, state))
	}
}

// suspend gives the goroutine back to the loop, until something calls step.
func (t *Task) suspend() {
	if !t.yield(struct{}{}) { // stopped by Close
		runtime.Goexit()
	}
}

// finish makes the task done and its callbacks ready.
func (t *Task) finish() {
	t.state.Store(int32(Done))
	t.loop.tasks = slices.DeleteFunc(t.loop.tasks, func(u *Task) bool { return u == t })
	for _, f := range t.onDone {
		t.loop.Soon(func() { f(t) })
	}
	t.onDone = nil
}

// OnDone makes the loop call f(t) soon after t is done.
func (t *Task) OnDone(f func(*Task)) {
	if t.State() == Done {
		t.loop.Soon(func() { f(t) })
		return
	}
	t.onDone = append(t.onDone, f)
}

// State returns the task's state.
func (t *Task) State() State { return State(t.state.Load()) }

// Result returns what the coroutine has returned, nil before it has.
func (t *Task) Result() any { return t.result }

// Loop returns the loop that runs the task.
func (t *Task) Loop() *Loop { return t.loop }

// String returns the task's name, "Task-1" for a loop's first.
func (t *Task) String() string { return fmt.Sprintf("Task-%d", t.number) }

// Sleep suspends t for d. If d is not positive, it lets the others run once.
func (t *Task) Sleep(d time.Duration) {
	t.begin("Sleep")
	if d > 0 {
		t.loop.After(d, t.step)
	} else {
		t.loop.Soon(t.step)
	}
	t.suspend()
}

// Await suspends t until u is done and returns u's result.
func (t *Task) Await(u *Task) any {
	t.begin("Await")
	t.mustShareLoop(u)
	if u.State() != Done {
		u.OnDone(func(*Task) { t.step() })
		t.suspend()
	}
	return u.result
}

// mustShareLoop panics if t cannot wait for u, since another loop would have to tell it.
func (t *Task) mustShareLoop(u *Task) {
	switch {
	case u == nil:
		panic(fmt.Sprintf("loop: %s waits for a nil task", t))
	case u.loop != t.loop:
		panic(fmt.Sprintf("loop: %s waits for a %s that belongs to another loop", t, u))
	}
}

// Gather suspends t until all tasks are done and returns their results in the
// order of the arguments.
func (t *Task) Gather(tasks ...*Task) []any {
	results := make([]any, len(tasks))
	for i, u := range tasks {
		results[i] = t.Await(u)
	}
	return results
}

// Wait suspends t until all tasks are done and returns them in the order in
// which they became so.
func (t *Task) Wait(tasks ...*Task) []*Task {
	t.begin("Wait")
	var done []*Task
	for _, u := range tasks {
		t.mustShareLoop(u)
		u.OnDone(func(u *Task) {
			done = append(done, u)
			if len(done) == len(tasks) {
				t.step()
			}
		})
	}
	if len(tasks) > 0 {
		t.suspend()
	}
	return done
}
