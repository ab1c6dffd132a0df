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
// > “RLock in the place of Lock”, says the document. But not only the kind of lock has changed.
// > There were two; how many are there now? (One. `LockA` and `LockB` are still there, but
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
// “me again”. `lab/rlock` must be told: `lock.As(name)` is the lock as name uses it. The
// threads are those of E041, only their locks are different.

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

// 十个线程说完 40 行,就没有卡住。每个拿着锁睡 1 秒,所以至少 10 秒:
//
// If the ten threads have said 40 lines, they are not stuck. Each sleeps for 1 s with the lock,
// so it takes at least 10 s:

func judgeOneLock(lines int, took float64) verdict.Verdict {
	return verdict.Check(lines == 4*threads).If(
		"治好它的是“一把”,不是“递归”:两把递归锁照样卡住(E046)",
		"being one lock is the cure, not being re-entrant: two RLocks get stuck as before (E046)").
		Provided(took >= float64(threads), "没有人拿着锁睡觉:这不是文档的程序了",
			"nobody sleeps with the lock: this is not the document's program any more").
		Provided(threads > 1, "只有一个线程,本来就不会卡住",
			"a single thread would not be stuck anyway")
}
