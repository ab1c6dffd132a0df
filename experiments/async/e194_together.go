package async

import "gosched/experiments/lab/verdict"

// # E194 · 先都创建,再等 · Make both, then await
//
// ```python
// task1 = loop.create_task(func1())
// task2 = loop.create_task(func2())
// await task1
// await task2
// ```

var e194 = verdict.Claim{
	ID: "E194", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "这样写就可以并发了",
	English: "written like this it is concurrent",
}

// 只换了两行的位置:先都创建,后接收。
//
// Only the order of the lines is new: both are made before anything is received.

// together makes both tasks before it awaits the first.
func together(first, second float64) {
	task1 := start("1finished", first)
	task2 := start("2finished", second)
	<-task1
	<-task2
}
