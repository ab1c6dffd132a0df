package core

import (
	"slices"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E007 · 并行最多几个 · How many at most
//
// 同样多的计算,分给 1、2、3 …… 16 个 goroutine。快多少?
//
// The same amount of computing is shared by 1, 2, 3, ... 16 goroutines. How much faster is it?

//gosched:example e007_predict
var e007 = verdict.Claim{
	ID: "E007", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "如果 CPU 有个四颗,那么并行最多只有四个",
	English: "with four CPUs, at most four run in parallel",
}

var (
	amount  = 1.0                      // 总计算量 · of computing, s
	workers = []int{1, 2, 3, 4, 8, 16} // 几个 · how many; 试试 · try {1, 2, 5, 32}
)

// most returns the greatest number of workers.
func most() int { return slices.Max(append([]int{1}, workers...)) }

// 每个 goroutine 做一份:
//
// Each goroutine does its share:

// shares returns the work as n equal parts.
func shares(n int) []func() {
	var parts []func()
	for range n {
		parts = append(parts, func() { work.Burn(amount / float64(n)) })
	}
	return parts
}

// 每种个数轮流各跑三次,取最快的;快几倍,是和一个 goroutine 比。
//
// All numbers of workers take turns, three times; the fastest counts, and is compared with
// one worker.

// speedUps returns how many times as fast as one each number of workers is.
func speedUps() (ups []float64) {
	programs := []func(){shares(1)[0]}
	for _, n := range workers {
		programs = append(programs, func() { atOnce(shares(n)...) })
	}
	times := lab.Best(3, programs...)
	for _, took := range times[1:] {
		ups = append(ups, times[0]/took)
	}
	return ups
}

// 两条都要成立:轨迹里同时在跑的不多于处理器;goroutine 再多,也不再更快。
//
// Two things must hold: in the trace no more run at an instant than there are processors, and
// more workers bring no more speed.

// upTo returns the best speed-up of at least from and at most to workers.
func upTo(ups []float64, from, to int) (best float64) {
	for i, n := range workers {
		if from <= n && n <= to {
			best = max(best, ups[i])
		}
	}
	return best
}

//gosched:cell

func judgeLimit(running, cpus int, ups []float64) verdict.Verdict {
	enough, more := upTo(ups, 1, cpus), upTo(ups, cpus+1, most())
	return verdict.Check(running <= cpus).
		And(verdict.Within(more, 0, 1.15*enough, 1.5*enough).
			Provided(enough >= 0.8*float64(cpus), "看不出上限:处理器不空闲,或者参数太小",
				"no limit to be seen: the processors were not free, or a parameter is too small")).
		Provided(running > 0, "没有记录到", "nothing was recorded")
}
