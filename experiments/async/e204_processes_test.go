package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e204_predict() {
	e204.Predict("两个进程要用一个进程的几倍时间? · Two processes take how many times as long as one?", 2.0)
}

// 一个进程和几个进程轮流各跑三次,启动的时间两边都有。
//
// One process and several take turns, three times; both include starting.
func Example_e204() {
	judgement := verdict.Check(true)
	medians := lab.Interleave(3,
		func() { judgement = judgement.And(judgeChildren(inProcesses(1))) },
		func() { judgement = judgement.And(judgeChildren(inProcesses(processes))) })
	ratio := medians[1] / medians[0]
	fmt.Printf("一个 · one %.1f, %d 个 · of them %.1f\n", medians[0], processes, medians[1])
	e204.Expect(1.0, "%.0f 倍", "%.0f times").
		Measure(ratio, "%.2f 倍", "%.2f times").
		Judge(judgement.And(verdict.Near(ratio, 1, float64(processes))))
}

// > **试一试 · Try next** 启动一个进程要多久?看 `child.Run(10, "loop").Seconds`。
// >
// > How long does it take to start a process? See `child.Run(10, "loop").Seconds`.
