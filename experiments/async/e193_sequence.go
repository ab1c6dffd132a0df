package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E193 · 一个等完再等下一个 · One after the other
//
// ```python
// async def test_error():
//     star = time.time()
//     await loop.create_task(func1())     # sleeps 1 s
//     await loop.create_task(func2())     # sleeps 3 s
//     print('all done', time.time()-star)
// ```

//gosched:example e193_predict
var e193 = verdict.Claim{
	ID: "E193", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "不能并发的的例子",
	English: "the example that cannot be concurrent",
}

var first, second float64 = 1, 3 // func1 和 func2 睡几秒 · how long they sleep; 试试 · try 2, 2

// func1 和 func2 睡一会儿,然后有结果。`seen` 记下谁什么时候在睡,用来画图。
//
// func1 and func2 sleep and then have a result. Who sleeps when is noted in `seen`,
// for the picture.

func nap(seen *recorder.Recorder, result string, seconds float64) func() string {
	return func() string {
		defer seen.Enter(result)()
		time.Sleep(lab.Seconds(seconds))
		return result
	}
}

// 任务在 Go 里就是一个 goroutine 加一个装结果的通道;从通道接收就是 `await`。
//
// In Go a task is a goroutine and a channel for its result; to receive is to await.

func start[T any](f func() T) <-chan T {
	task := make(chan T, 1)
	go func() { task <- f() }()
	return task
}

// inSequence awaits each task before it makes the next.
func inSequence(seen *recorder.Recorder) {
	<-start(nap(seen, "1finished", first))
	<-start(nap(seen, "2finished", second))
}
