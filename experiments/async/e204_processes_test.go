package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

func Example_e204_predict() {
	e204.Predict("两个进程要用一个进程的几倍时间? · Two processes take how many times as long as one?", 2.0)
}

// 一个进程和几个进程轮流各跑三次,取最短的;启动的时间两边都有。
//
// One process and several take turns, three times; the shortest times count, and both
// include starting.
func Example_e204() {
	var told []child.Transcript
	times := lab.Best(3,
		func() { told = append(told, inProcesses(1)...) },
		func() { told = append(told, inProcesses(processes)...) })
	ratio := times[1] / times[0]
	fmt.Printf("一个 · one %.1f, %d 个 · of them %.1f\n", times[0], processes, times[1])
	e204.Expect(1.0, "%.0f 倍", "%.0f times").
		Measure(ratio, "%.2f 倍", "%.2f times").
		Judge(judgeChildren(told).And(verdict.Near(ratio, 1, float64(processes))))
}

// > **试一试 · Try next** 启动一个进程要多久?看 `child.Run(10, "loop").Seconds`。
// >
// > How long does it take to start a process? See `child.Run(10, "loop").Seconds`.
