package async

import (
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

var e205 = verdict.Claim{
	ID: "E205", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "可以使用ThreadPoolExecutor类来创建线程池,并将异步任务提交给线程池处理",
	English: "make a pool of threads with ThreadPoolExecutor and submit the asynchronous tasks to it",
}

// 循环上有一个每 0.25 秒走一下的钟。另一个任务去做阻塞的事:钟会停吗?
//
// A clock on the loop ticks every 0.25 s. Another task does something that blocks:
// does the clock stand still?

// 钟和任务在同一个循环上:
//
// The clock and the job share a loop:

// beside records the ticks of a clock that shares a loop with job, from its start to
// its end.
func beside(job loop.Coroutine) *recorder.Recorder {
	seen := recorder.New()
	l := loop.New()
	defer l.Close()
	var worker *loop.Task
	ticking := l.Go(func(t *loop.Task) any {
		for seen.Note("tick"); worker.State() != loop.Done; seen.Note("tick") {
			t.Sleep(lab.Seconds(0.25))
		}
		return nil
	})
	worker = l.Go(func(t *loop.Task) any {
		defer seen.Enter("任务 · job")()
		return job(t)
	})
	l.RunUntil(ticking)
	return seen
}
