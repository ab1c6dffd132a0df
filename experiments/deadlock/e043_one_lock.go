package deadlock

import (
	"sync"

	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/rlock"
	"gosched/experiments/lab/verdict"
)

// # E043 · 一把 RLock 代替两把锁 · One RLock in the place of both
//
// ```python
// RLock = threading.RLock()
// def foo(self):
//     RLock.acquire(); print('... GET LOCKA ...')
//     RLock.acquire(); print('... GET LOCKB ...')
//     RLock.release(); time.sleep(1); RLock.release()
// ```
//
// > **捉虫 · Bug hunt** 文档说“用 RLock 替换 Lock”。可程序里换掉的不止是锁的种类:原来是两把锁,
// > 现在是几把?(一把。`LockA` 和 `LockB` 还在,但没有人用了。)
// >
// > “RLock in the place of Lock”, says the document. But not only the kind of lock is new.
// > There were two; how many are there now? (One. `LockA` and `LockB` are still there, and
// > nobody uses them.)

//gosched:example e043_predict
var e043 = verdict.Claim{
	ID: "E043", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "下面用RLock替换Lock,在运行就不会卡住了",
	English: "below, RLock takes the place of Lock: it does not get stuck any more",
}

// Go 没有递归锁,因为 goroutine 没有身份,锁无从知道“又是我”。`lab/rlock` 要求说出主人:
// `lock.As(name)` 是 name 眼中的这把锁。线程还是 E041 的线程,只有锁不同。
//
// Go has no re-entrant lock: goroutines have no identity, so a lock cannot know that it is
// “me again”. `lab/rlock` wants to be told: `lock.As(name)` is the lock as name uses it. The
// threads are those of E041, only their locks are others.

func withOneLock() (held, said *recorder.Recorder) {
	var lock rlock.Lock
	held, said = recorder.New(), recorder.New()
	all := startThreads(
		func(name string) (a, b sync.Locker) {
			mine := held.Locker(lock.As(name), name)
			return mine, mine
		},
		func(name, what string) { said.Note("i am " + name + " GET " + what) })
	all.Wait()
	return held, said
}
