package async

import (
	"fmt"

	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E196 · 等全部完成 · wait
//
// ```python
// tasks = [task1, task2]
// done, pending = await asyncio.wait(tasks)
// print(task1.result())
// ```

//gosched:example e196_predict
var e196 = verdict.Claim{
	ID: "E196", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "通常并发的用法,使用asyncio.wait",
	English: "the usual way to be concurrent is asyncio.wait",
}

var sleeps = []float64{3, 1, 2} // 每个任务睡几秒 · a task for each; 试试 · try {1, 3}

// `gather` 返回结果,`wait` 返回完成的任务。在 Go 里,可以让每个任务一完成就报到。
//
// `gather` returns results, `wait` the tasks that are done. In Go, have each task report
// when it is.

// wait awaits all tasks and returns their results in the order in which they end.
func wait[T any](tasks ...<-chan T) (done []T) {
	ended := make(chan T)
	for _, task := range tasks {
		go func() { ended <- <-task }()
	}
	for range tasks {
		done = append(done, <-ended)
	}
	return done
}

//gosched:cell

// startAll makes a task for each time, which sleeps that long.
func startAll(seen *recorder.Recorder, sleeps []float64) (tasks []<-chan string) {
	for i, seconds := range sleeps {
		tasks = append(tasks, start(nap(seen, fmt.Sprint(i+1, "finished"), seconds)))
	}
	return tasks
}
