package core

import (
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E003 · 一个核,交错着做 · Overlapped on one core
//
// 文档的算法:甲等 IO 时,乙计算;核一次只给一个人,用完一段才让出。
//
// The document's sum: while A waits for its IO, B computes. Only one of them has the core,
// and keeps it until its phase is over.
//
// | 秒 s | 0–2 | 2–4 | 4–5 | 5–7 | 7–9 |
// |---|---|---|---|---|---|
// | 甲 A | 计算 compute | 等 wait | 等 wait | 计算 compute | |
// | 乙 B | | 计算 compute | 等 wait | 等 wait | 计算 compute |
// | 核 core | **2** | **2** | 闲 idle **1** | **2** | **2** |

//gosched:example e003_predict
var e003 = verdict.Claim{
	ID: "E003", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "2+2+1+2+2",
	English: "overlapped: 2+2+1+2+2 = 9 s",
}

// 这样的核是一个只放得下一样东西的通道:谁放了进去,核就是谁的;别人排队,先来先得。
//
// Such a core is a channel with room for one: whoever has put something in has the core;
// the others queue, first come, first served.

// oneCore returns a way to compute on a core that nobody can take away.
func oneCore(burn func(seconds float64)) func(seconds float64) {
	core := make(chan struct{}, 1)
	return func(seconds float64) {
		core <- struct{}{}
		defer func() { <-core }()
		burn(seconds)
	}
}

//gosched:cell

// overlapped does two jobs on one core that serves them in order.
func overlapped() {
	compute := oneCore(work.Burn)
	atOnce(func() { job(compute) }, func() { job(compute) })
}

//gosched:cell

// orderedTime is what that should take.
func orderedTime() float64 {
	endOfA := max(before+waiting, 2*before) + after
	return max(endOfA, 2*before+waiting) + after
}

// leastTime is what no single core can beat, the sum of all computing. On a busy machine
// computing is slower and waiting is not, so that the core is idle for less.
func leastTime() float64 { return 2 * (before + after) }
