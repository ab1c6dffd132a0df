package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e203_predict() {
	e203.Predict("1、2、3 秒的三个 IO,一个线程,共几秒? · Three IOs of 1, 2 and 3 s, one thread: how many seconds?", 6.0)
}

func Example_e203() {
	delays := []float64{1, 2, 3} // 试试 · try 1, 1, 1, 1
	watch := lab.Start()
	threads, err := inThread(delays)
	took := watch.Seconds()
	fmt.Printf("%d 个 IO · IOs, %d 个线程 · thread, %.1f s\n", len(delays), len(threads), took)
	longest, sum := slices.Max(delays), 0.0
	for _, seconds := range delays {
		sum += seconds
	}
	judgement := verdict.Near(took, longest, sum).And(verdict.Check(len(threads) == 1 && !threads[lab.ThreadID()]))
	if err != nil {
		judgement = verdict.Unclear("这个系统做不到", err.Error())
	}
	e203.Expect(longest, "一个另外的线程,%.1f 秒", "one thread of its own, %.1f s").
		Measure(took, "%.2f 秒,%d 个线程", "%.2f s, %d thread", len(threads)).
		Judge(judgement)
}

// > **试一试 · Try next** 用一百个 1 秒的 IO:时间和线程数变吗?在 Go 里不用循环,一个 goroutine
// > 一个阻塞的 `Read`,也只要几个线程,因为运行时自己就是这样的循环。
// >
// > Try a hundred IOs of 1 s. Go programs need no such loop: with a goroutine and a
// > blocking `Read` for each, a few threads do as well, since the runtime is such a loop.
