package async

import "gosched/experiments/lab/verdict"

// # E196 · wait
//
// ```python
// tasks = [task1, task2]
// done, pending = await asyncio.wait(tasks)
// print(task1.result())
// ```

var e196 = verdict.Claim{
	ID: "E196", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "使用asyncio.wait或者asyncio.gather",
	English: "use asyncio.wait or asyncio.gather",
}

// `wait` 给出完成的集合。Go 里可以让每个任务完成时报到。
//
// `wait` gives the set of tasks that are done. In Go, let each report when it is.

// wait awaits all tasks and returns their results in the order in which they end.
func wait(tasks ...<-chan string) []string {
	ended := make(chan string)
	for _, task := range tasks {
		go func() { ended <- <-task }()
	}
	var done []string
	for range tasks {
		done = append(done, <-ended)
	}
	return done
}
