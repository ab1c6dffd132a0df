// Package loop is an event loop with tasks, callbacks and timers: asyncio's
// machinery, small enough to read. loop.go is the loop itself, task.go what
// await is made of.
//
// A [Loop] runs functions, one at a time, on the one goroutine that called
// RunUntil. A turn of the loop waits until something is due (a timer, the result
// of a job, a readable descriptor) and then runs the functions that are ready,
// in the order in which they became so.
//
// A [Coroutine] is a function that can stop in the middle and go on later. On a
// loop it becomes a [Task]. Where Python writes await, a coroutine calls a method
// of its task (Sleep, Await, Gather, Do, Read): the method says when to go on and
// suspends the coroutine, which gives the goroutine back to the loop. The switch
// is that of iter.Pull: no other goroutine runs meanwhile, so what belongs to
// the loop needs no lock.
//
// The methods of Loop and Task must be called on the loop's goroutine, or while
// no loop runs, and those that suspend a task by its own coroutine only. Misuse
// that can be seen is an error where there is one to return (ErrRunning, ErrClosed,
// ErrStuck) and else a panic that names the task. A panic of a coroutine or a
// callback is one of RunUntil; the task is never done then, and the loop can go on
// with the others.
//
// Goroutines: the jobs of Task.Do, at most poolSize at a time,
// started there, blocked on what the job does, ended with it, waited for by
// Close; and in a notebook one that wakes a running loop when its cell is
// interrupted, ended by the return of RunUntil.
package loop
