package async

import (
	"sync"

	"gosched/experiments/lab"
	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E206 · 线程能加快计算吗 · Do threads speed up computing?
//
// 三个回答互相矛盾:第一个说能,后两个说 GIL 使它不可能。这里量两边:`work.Burn`
// 是定量的纯计算 (编译好的),`work.Lock` 是一把玩具 GIL。
//
// The three answers contradict each other: the first says yes, the others that the GIL
// forbids it. Measure both: `work.Burn` is computing by the measure (compiled),
// `work.Lock` is a toy GIL.
//
// ```python
// for _ in range(2):
//     Thread(target=compute).start()
// ```

//gosched:example e206_predict
var e206 = verdict.Claim{
	ID: "E206", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "多线程可以提高 CPU 密集型任务的效率",
	English: "several threads can make CPU-bound tasks more efficient",
}

var workers = 2 // 几个 goroutine · how many; 试试 · try 4, 8; 最多 · at most 64

// 计算量一样,分给几个 goroutine:
//
// The same amount of computing, shared by several goroutines:

// sharing computes for 0.1 s in all, in as many goroutines as there are workers.
func sharing(burn func(seconds float64)) {
	var wg sync.WaitGroup
	n := min(workers, 64)
	for range n {
		wg.Go(func() { burn(0.1 / float64(n)) })
	}
	wg.Wait()
}

// 一个做完、几个分着做、分着做但有锁:轮流各跑四十次,取最短的,因为别的程序只会让它变长。
//
// By one, shared, and shared with a lock: they take turns, forty times. The shortest time
// counts, since other programs can only make it longer.

func shared() { sharing(work.Burn) }

func threeWays() []float64 {
	var lock work.Lock
	return lab.Best(40,
		func() { work.Burn(0.1) },
		shared,
		func() { sharing(lock.Burn) })
}

// 如果没有变快,要么它们轮流运行,要么处理器不空闲。对照:Go 的执行轨迹 (`lab/schedule`)
// 知道有没有两个同时在运行。
//
// If it is not faster, either they ran in turn, or the processors were not free. A control
// tells which: in the execution trace of Go (`lab/schedule`), did two run at the same time?

// inParallel reports whether two goroutines ran at the same time for a while.
func inParallel() bool {
	run := schedule.Record(func() {
		for range 10 {
			shared()
		}
	})
	return run.Err() != nil || run.Parallel() > 0.05
}

//gosched:cell

// judgeSpeedUp compares the speed-ups on n processors with what they should be.
func judgeSpeedUp(n int, faster, locked float64) verdict.Verdict {
	fast := faster >= 0.8*float64(n)
	together := fast || inParallel()
	return verdict.Check(together).
		If("没有全局锁:Go ✔;有 GIL 的 CPython ✘",
			"there is no global lock: ✔ Go, ✘ CPython with its GIL").
		Provided(!together || fast && locked < 1.2, "处理器不空闲,或者每份太小",
			"the processors were not free, or the parts too small").
		Provided(n > 1, "要有两个 goroutine 和两个处理器",
			"it takes two goroutines and two processors")
}
