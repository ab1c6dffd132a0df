package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e203_predict() {
	e203.Predict("1、2、3 秒的三个 IO,一个线程,共几秒?"+
		" · Three IOs of 1, 2 and 3 s, one thread: how many seconds?",
		6.0) // 你的预测 · your guess
}

func Example_e203() {
	var threads map[int]int
	var err error
	run := recorder.Best(3, func(r *recorder.Recorder) { threads, err = threadsOf(inThread(r)) })[0]
	display.Show(run)
	fmt.Printf("%d 个 IO · IOs, %d 个线程 · thread, %.1f s\n", len(delays), len(threads), run.Took)
	one := len(threads) == 1 && threads[lab.ThreadID()] == 0 // and not this one
	e203.Expect(lab.Longest(delays), "一个另外的线程,%.1f 秒", "one thread of its own, %.1f s").
		Measure(run.Took, "%.2f 秒,%d 个线程", "%.2f s, %d thread", len(threads)).
		Judge(verdict.Near(run.Took, run.Longest(), run.Total()).And(verdict.Check(one)).
			Provided(len(delays) > 0, "没有 IO", "there is no IO").
			Provided(err == nil && lab.ThreadID() != 0, "这个系统做不到", "this system cannot do that"))
}

// Go 程序不用自己写这个循环:每个 IO 一个 goroutine 和一次阻塞的 `Read`,也只要几个线程,因为
// 运行时自己就是这样的循环。
//
// A Go program does not write this loop: with a goroutine and a blocking `Read` for each
// IO, a few threads do as well, since the runtime is such a loop itself.
//
// > **试一试 · Try next** 一百个 1 秒的 IO:`delays = slices.Repeat([]float64{1}, 100)`
// >
// > A hundred IOs of 1 s: `delays = slices.Repeat([]float64{1}, 100)`
