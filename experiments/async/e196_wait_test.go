package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

func Example_e196_predict() {
	e196.Predict("3、1、2 秒的任务都完成要几秒?"+
		" · Tasks of 3, 1 and 2 s: all are done after how many seconds?",
		6.0) // 你的预测 · your guess
}

func Example_e196() {
	var done []string
	run := recorder.Best(3, func(seen *recorder.Recorder) { done = wait(startAll(seen, sleeps)...) })[0]
	fmt.Printf("%v, all done %.1f\n", done, run.Took)
	different := len(slices.Compact(slices.Sorted(slices.Values(done))))
	e196.Expect(lab.Longest(sleeps), "%.1f 秒后都完成", "all are done after %.1f s").
		Measure(run.Took, "%.2f 秒后完成 %d 个", "%.2f s, %d are done", different).
		Judge(verdict.Near(run.Took, run.Longest(), run.Total()).
			And(verdict.Check(different == len(sleeps))))
}

// > **试一试 · Try next** `asyncio.wait` 返回的是集合。为什么不是列表?看看 `done` 的顺序。
// >
// > `asyncio.wait` returns a set. Why not a list? Look at the order of `done`.
