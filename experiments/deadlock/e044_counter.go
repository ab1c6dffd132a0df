package deadlock

import (
	"fmt"

	"gosched/experiments/lab/rlock"
	"gosched/experiments/lab/verdict"
)

// # E044 · 锁里的计数器 · The counter in the lock
//
// ```python
// RLock.acquire()   # counter 1
// RLock.acquire()   # counter 2
// RLock.release()   # counter 1: the others still wait
// RLock.release()   # counter 0
// ```

//gosched:example e044_predict
var e044 = verdict.Claim{
	ID: "E044", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "counter记录了acquire的次数,每次acquire,counter就加1,每次release,counter就减1,只有counter的值为0的时候,其他线程才能获得资源",
	English: "each acquire adds 1 to the counter, each release takes 1 away; others get in only when it is 0",
}

//gosched:cell

var times = 3 // 试试 · try 1, 10

// 每一步之后,另一个线程试着拿锁;拿到就马上还:
//
// After each step another thread tries to take the lock, and gives it back at once if it
// got it:

type step struct {
	Did     string
	Counter int
	Other   bool // could take the lock
}

//gosched:cell

func look(lock *rlock.Lock, did string) step {
	s := step{Did: did, Counter: lock.Depth(), Other: lock.TryAcquire("Thread-2")}
	if s.Other {
		lock.Release("Thread-2")
	}
	return s
}

// Thread-1 拿 n 次,再还 n 次:
//
// Thread-1 takes it n times, and releases it n times:

func acquire(lock *rlock.Lock, n int) (steps []step) {
	for range n {
		lock.Acquire("Thread-1")
		steps = append(steps, look(lock, "acquire"))
	}
	return steps
}

//gosched:cell

func release(lock *rlock.Lock, n int) (steps []step) {
	for range n {
		lock.Release("Thread-1")
		steps = append(steps, look(lock, "release"))
	}
	return steps
}

//gosched:cell

func takeAndRelease(n int) []step {
	var lock rlock.Lock
	steps := []step{look(&lock, "-")}
	steps = append(steps, acquire(&lock, n)...)
	fmt.Println("Thread-2 release:", lock.Release("Thread-2"))
	return append(steps, release(&lock, n)...)
}
