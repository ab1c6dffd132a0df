package core

import (
	"sync"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E001 · 只有计算:14 秒还是 14 秒 · Computing only: 14 s stay 14 s
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

var phases = []float64{2, 3, 2} // 试试 · try 1, 1

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

// 各跑两次,轮流,取快的一次:别的程序只能让它变慢,不能变快。
//
// Each runs twice, in turn, and the faster run counts: other programs can only make it
// slower.

// best returns the shortest times of the programs on so many processors.
func best(processors int, programs ...func()) (times []float64) {
	work.On(processors, func() { times = lab.Best(2, programs...) })
	return times
}

// 每次测量都有一个对照:如果连单独的程序都明显比应该的慢,这次就不作判断。
//
// Each measurement has a control: if the plain program already takes much longer than it
// should, nothing is decided.

// free reports whether a program that should take so many seconds had its processor to
// itself, and what to say if not.
func free(took, alone float64) (bool, string, string) {
	return took <= 1.15*alone, "处理器被别的程序占用,请再运行", "other programs used the processor: run it again"
}
