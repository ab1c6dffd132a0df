package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

// # E193 · 一个等完再等下一个 · One after the other
//
// ```python
// async def test_error():
//     star = time.time()
//     await loop.create_task(func1())     # sleeps 1
//     await loop.create_task(func2())     # sleeps 3
//     print('all done', time.time()-star)
// ```

var e193 = verdict.Claim{
	ID: "E193", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "不能并发的的例子",
	English: "the example that cannot be concurrent",
}

// 在 Go 里,任务就是一个 goroutine 加一个装结果的通道;从通道接收就是 `await`。
//
// In Go a task is a goroutine and a channel for its result; to receive is to await.

// start makes a task that sleeps and then has a result.
func start(result string, seconds float64) <-chan string {
	done := make(chan string, 1)
	go func() {
		time.Sleep(lab.Seconds(seconds))
		done <- result
	}()
	return done
}

// 文档的程序 · The document's program:

// inSequence awaits each task before it makes the next.
func inSequence(first, second float64) {
	<-start("1finished", first)
	<-start("2finished", second)
}
