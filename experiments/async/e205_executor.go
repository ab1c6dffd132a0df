package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E205 · 线程池加异步 · A pool for what blocks
//
// ```python
// await loop.run_in_executor(ThreadPoolExecutor(), blocking)
// ```

//gosched:example e205_predict
var e205 = verdict.Claim{
	ID: "E205", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "可以使用ThreadPoolExecutor类来创建线程池,并将异步任务提交给线程池处理",
	English: "make a pool of threads with ThreadPoolExecutor and submit asynchronous tasks to it",
}

var tick, blocking float64 = 0.25, 3 // 钟每几秒一下,阻塞几秒 · clock, job; 试试 · try 0.5, 10

// 循环上有一个钟。另一个任务做阻塞的事:钟会停吗?
//
// There is a clock on the loop. Another task does something that blocks: does the clock
// stand still?

// watched is the job with a recorder beside it.
func watched(seen *recorder.Recorder, job loop.Coroutine) loop.Coroutine {
	return func(t *loop.Task) any {
		defer seen.Enter("任务 · job")()
		return job(t)
	}
}

//gosched:cell

// beside has a clock tick on the job's loop until the job is done.
func beside(job loop.Coroutine) *recorder.Recorder {
	seen := recorder.New()
	loop.Run(func(t *loop.Task) any {
		worker := t.Loop().Go(watched(seen, job))
		for seen.Note("tick"); worker.State() != loop.Done; seen.Note("tick") {
			t.Sleep(lab.Seconds(max(tick, 0.05)))
		}
		return nil
	})
	return seen
}

//gosched:cell

// inPool lets a goroutine of the loop's pool block.
func inPool(t *loop.Task) any {
	return t.Do(func() any {
		time.Sleep(lab.Seconds(blocking))
		return nil
	})
}
