package core

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e001_predict() {
	e001.Predict("一个处理器,两个 goroutine:14 秒的计算要几秒?"+
		" · Two goroutines, one processor: 14 s of computing take …?",
		10.0) // 你的预测 · your guess
}

func Example_e001() {
	times := best(1,
		func() { compute(); compute() },
		func() { atOnce(compute, compute) })
	plain, together := times[0], times[1]
	ratio, sum := together/plain, 2*lab.Sum(phases)
	fmt.Printf("先后 · in turn %.1f s, 同时 · at once %.1f s\n", plain, together)
	e001.Expect(sum, "%.3g 秒,并发不省时间", "%.3g s, nothing is gained").
		Measure(together, "%.1f 秒,是先后做的 %.2f 倍", "%.1f s, %.2f times that in turn", ratio).
		Judge(verdict.Within(ratio, 0.95, 1.15, 0.85).Provided(plausible(plain, sum)))
}

// > **试一试 · Try next** 把 `best(1, …)` 改成 `best(2, …)`:14 秒不再成立。文档默认了什么?
// >
// > Change `best(1, …)` to `best(2, …)`: 14 s are no longer true. What does the document take
// > for granted?
