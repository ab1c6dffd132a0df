package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e196_predict() {
	e196.Predict("1 秒和 3 秒的任务都完成要几秒? · Tasks of 1 s and 3 s: all are done after how many seconds?", 4.0)
}

func Example_e196() {
	first, second := 1.0, 3.0 // 试试 · try 3, 1
	watch := lab.Start()
	done := wait(start("1finished", first), start("2finished", second))
	took := watch.Seconds()
	fmt.Printf("%v, all done %.1f\n", done, took)
	both := slices.Contains(done, "1finished") && slices.Contains(done, "2finished")
	e196.Expect(max(first, second), "两个都完成,%.1f 秒", "both are done, %.1f s").
		Measure(took, "%.2f 秒", "%.2f s").
		Judge(verdict.Near(took, max(first, second), first+second).And(verdict.Check(both)))
}

// > **试一试 · Try next** 参数换成 3, 1:`wait` 和 `gather` 的结果顺序有什么不同?
// >
// > With 3, 1: how do the results of `wait` and `gather` differ?
