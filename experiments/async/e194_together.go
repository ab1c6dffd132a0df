package async

import (
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E194 · 先都创建,再等 · Make both, then await
//
// ```python
// task1 = loop.create_task(func1())
// task2 = loop.create_task(func2())
// await task1
// await task2
// ```

//gosched:example e194_predict
var e194 = verdict.Claim{
	ID: "E194", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "这样写就可以并发了",
	English: "written like this it is concurrent",
}

var rounds = 5 // 两种写法轮流各跑几次 · how often the two take turns; 试试 · try 1

// 只换了行的顺序:先都创建,后接收。
//
// Only the order of the lines is new: both are made before anything is received.

// together makes both tasks before it awaits the first.
func together(seen *recorder.Recorder) {
	task1 := start(nap(seen, "1finished", first))
	task2 := start(nap(seen, "2finished", second))
	<-task1
	<-task2
}
