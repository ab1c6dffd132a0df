package async

import (
	"sync"

	"gosched/experiments/lab"
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

var workers = 2 // 几个 goroutine · how many; 试试 · try 4, 8

//gosched:cell

// burnTogether computes in several goroutines at once.
func burnTogether(burn func(seconds float64)) {
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { burn(0.2) })
	}
	wg.Wait()
}

// 一个接一个、同时、同时但有锁。九次里取最短的:别的程序只会让它变长。
//
// One after the other, together, and together with a lock. The shortest of nine times
// counts: other programs can only make it longer.

func threeWays() (times []float64) {
	var lock work.Lock
	work.On(workers, func() {
		times = lab.Best(9,
			func() { work.Burn(0.2 * float64(workers)) },
			func() { burnTogether(work.Burn) },
			func() { burnTogether(lock.Burn) })
	})
	return times
}
