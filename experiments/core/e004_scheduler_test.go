package core

import "fmt"

func Example_e004_predict() {
	e004.Predict("真正的调度器,一个处理器,共几秒? · A real scheduler, one processor: how many seconds?", 9.0)
}

func Example_e004() {
	times := best(1, inTurn, concurrent)
	plain, took := times[0], times[1]
	fmt.Printf("先后 · in turn %.1f s, 并发 · concurrent %.1f s\n", plain, took)
	e004.Expect(orderedTime(), "%.0f 秒", "%.0f s").
		Measure(took, "%.1f 秒,是先后做的 %.2f 倍", "%.1f s, %.2f of in turn", took/plain).
		Judge(judgeSharing(took / plain).Provided(free(plain, plainTime())))
}

// 为什么是 11:两个人轮流用核,都到第 4 秒才算完第一段;然后一起等到第 7 秒,核闲着;
// 然后又一起算到第 11 秒。公平的调度让两个人都慢,而且一起等。
//
// Why 11: taking turns, both finish the first phase only at 4 s; then both wait until 7 s,
// and the core is idle; then both compute until 11 s. A fair scheduler makes both slow, and
// then lets them wait together.

// > **试一试 · Try next** 让 `before` 比一个时间片(10 毫秒)短,例如 0.05。公平还亏吗?
// >
// > Make `before` shorter than a time slice (10 ms), as 0.05. Does fairness still cost?
