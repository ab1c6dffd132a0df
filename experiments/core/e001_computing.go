package core

import (
	"sync"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E001 · 只有计算 · Nothing but computing
//
// 文档先算只有计算的情形:两件事,每件三段。
//
// The document begins with nothing but computing: two jobs of three phases each.
//
// ```
// 计算2s,计算3s,计算2s
// 计算2s,计算3s,计算2s
// 2+3+2+2+3+2
// ```

//gosched:example e001_predict
var e001 = verdict.Claim{
	ID: "E001", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "2+3+2+2+3+2",
	English: "computing 2 s, 3 s and 2 s, twice, takes 2+3+2+2+3+2 = 14 s",
}

// 参数:一件事的三段计算,各几秒。
//
// The parameters: three phases of computing in each job, in seconds.

var phases = []float64{2, 3, 2} // 试试 · try {1, 1}

// 两种做法:先做完一件,再做另一件;或者两个 goroutine 同时做。
//
// There are two ways: one job after the other, or both at the same time in goroutines.

// compute computes one phase after the other.
func compute() {
	for _, seconds := range phases {
		work.Burn(seconds)
	}
}

//gosched:cell

// atOnce runs jobs at the same time and waits for all of them.
func atOnce(jobs ...func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Go(job)
	}
	wg.Wait()
}

// 各跑两次,轮流,取快的一次:别的程序只能让它变慢,不能变快。只用一个处理器时,排队等别的
// 程序的时间也不算在内(Linux 记着这笔账)。
//
// Each runs twice, in turn, and the faster run counts: other programs can only make it
// slower. On one processor, time in the queue behind other programs does not count either
// (Linux keeps account of it).

// best returns the shortest times of the programs on so many processors.
func best(processors int, programs ...func()) (times []float64) {
	work.On(processors, func() { times = lab.Best(2, programs...) })
	return times
}

// 每次测量都有对照:如果连先后做的用时都不对,这次就不作判断。
//
// Each measurement has a control: if not even one job after the other takes as long as it
// should, nothing is decided.

// plausible reports whether a program took about what it should, and what to say if not.
func plausible(took, should float64) (bool, string, string) {
	return should >= 0.5 && took <= 1.15*should,
		"对照不对:机器太忙,或者参数太小",
		"the control failed: the machine is too busy, or a parameter too small"
}
