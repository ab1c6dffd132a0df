package async

import "gosched/experiments/lab/verdict"

// # E195 · 收集结果 · gather
//
// ```python
// tasks = [task1, task2]
// result = await asyncio.gather(*tasks)
// ```

//gosched:example e195_predict
var e195 = verdict.Claim{
	ID: "E195", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "通常并发的用法,使用asyncio.wait或者asyncio.gather",
	English: "the usual way to be concurrent is asyncio.wait or asyncio.gather",
}

var slow, fast float64 = 3, 1 // 慢的排在前面 · the slow one is listed first; 试试 · try 1, 3

// 逐个接收,结果自然按任务的顺序。
//
// To receive from one after the other gives the results in the order of the tasks.

// gather awaits all tasks and returns their results in the order of the tasks.
func gather[T any](tasks ...<-chan T) (results []T) {
	for _, task := range tasks {
		results = append(results, <-task)
	}
	return results
}
