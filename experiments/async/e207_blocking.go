package async

import "gosched/experiments/lab/verdict"

// # E207 · 循环里不许阻塞 · Nothing may block in the loop
//
// 同一个钟,这次阻塞的调用直接放在协程里,不经过 `await`。
//
// The same clock. This time the blocking call stands in the coroutine itself,
// without an `await`.

var e207 = verdict.Claim{
	ID: "E207", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "应该确保所有的I/O操作都是非阻塞的,否则会阻塞线程",
	English: "all IO must be non-blocking, or else it blocks the thread",
}
