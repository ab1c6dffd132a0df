package deadlock

import (
	"fmt"
	"slices"

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
	Quote: "counter记录了acquire的次数,每次acquire,counter就加1,每次release,counter就减1," +
		"只有counter的值为0的时候,其他线程才能获得资源",
	English: "each acquire adds 1 to the counter, each release takes 1 away; " +
		"others get in only when it is 0",
}

//gosched:cell

var times = 3 // 试试 · try 1, 10 (最多 · at most 100)

// 每一步之后,另一个线程试着拿锁;拿到就马上还:
//
// After each step another thread tries to take the lock, and gives it back at once if it
// gets it:

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

// Thread-1 拿 n 次,再还,还到不能再还为止:
//
// Thread-1 takes it n times, and releases it until nothing is left to release:

func takeAndRelease(n int) (steps []step) {
	var lock rlock.Lock
	for range n {
		lock.Acquire("Thread-1")
		steps = append(steps, look(&lock, "acquire"))
	}
	fmt.Println("Thread-2:", lock.Release("Thread-2"))
	for lock.Release("Thread-1") == nil {
		steps = append(steps, look(&lock, "release"))
	}
	return steps
}

// 第几次 release 之后,别人进得来?
//
// After which release can the other one enter?

func freeAfter(steps []step) (releases int) {
	for _, s := range steps {
		if s.Did == "release" {
			if releases++; s.Other {
				return releases
			}
		}
	}
	return 0 // 始终进不来 · never
}

//gosched:cell

func judgeSteps(steps []step, n int) verdict.Verdict {
	if len(steps) == 0 {
		return verdict.Unclear("一次也没有拿", "it was not taken at all")
	}
	wrong := slices.ContainsFunc(steps, func(s step) bool { return s.Other != (s.Counter == 0) })
	return verdict.Check(freeAfter(steps) == n && !wrong).
		Provided(steps[len(steps)-1].Counter == 0, "没有还清,别人永远进不来",
			"it was not released as often as taken: nobody else will ever enter")
}
