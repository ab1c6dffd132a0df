package async

import (
	"sync"

	"gosched/experiments/lab/verdict"
)

// # E206 · 线程能加快计算吗 · Do threads speed up computing?
//
// 文档里三个回答互相矛盾:第一个说“多线程可以提高 CPU 密集型任务的效率”,后两个说 GIL 使它
// 不可能。两边都可以量:`work.Burn` 是定量的纯计算(编译好的),`work.Lock` 是一把玩具 GIL。
//
// Three answers in the document contradict each other: threads speed up computing, says
// the first; the GIL forbids it, say the others. Both can be measured: `work.Burn` is
// computing by the measure (compiled), `work.Lock` is a toy GIL.

var e206 = verdict.Claim{
	ID: "E206", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "多线程可以提高 CPU 密集型任务的效率",
	English: "several threads can make CPU-bound tasks more efficient",
}

// 同时计算的 goroutine:
//
// Goroutines that compute at the same time:

// burnTogether burns in n goroutines at once.
func burnTogether(n int, burn func(seconds float64)) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() { burn(0.5) })
	}
	wg.Wait()
}

// 怎样判断:
//
// How to judge:

// judgeSpeedUp decides on two goroutines' speed-up without and with a lock. Too
// little without one shows a lack of processors: that refutes nothing.
func judgeSpeedUp(free, locked float64) verdict.Verdict {
	if free < 1.6 || locked > 1.15 {
		return verdict.Unclear("这次没有得到两个空闲的处理器", "this run did not get two idle processors")
	}
	return verdict.Check(true).If(
		"没有全局锁:Go ✔;有 GIL 的 CPython ✘",
		"there is no global lock: ✔ Go, ✘ CPython with its GIL")
}
