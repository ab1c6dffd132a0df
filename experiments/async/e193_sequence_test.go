package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e193_predict() {
	e193.Predict("先 1 秒再 3 秒,共几秒? · 1 s and then 3 s: how many seconds?", 3.0)
}

func Example_e193() {
	first, second := 1.0, 3.0 // 试试 · try 2, 2
	watch := lab.Start()
	inSequence(first, second)
	took := watch.Seconds()
	fmt.Printf("all done %.1f\n", took)
	e193.Expect(first+second, "两者之和,%.1f 秒", "the sum, %.1f s").
		Measure(took, "%.2f 秒", "%.2f s").
		Judge(verdict.Near(took, first+second, max(first, second)))
}

// > **试一试 · Try next** `await` 一个还没有别的任务可跑的任务,等于普通的函数调用。把
// > `inSequence` 改成不用 goroutine:时间变吗?
// >
// > To await the only task there is, is to call a function. Write `inSequence` without
// > goroutines: does the time change?
