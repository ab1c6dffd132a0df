package core

import "fmt"

func Example_e004_predict() {
	e004.Predict("真正的调度器,一个处理器,共几秒?"+
		" · A real scheduler, one processor: how many seconds?",
		9.0) // 你的预测 · your guess
}

func Example_e004() {
	times := best(1, inTurn, overlapped, concurrent)
	plain, ordered, took := times[0], times[1], times[2]
	fmt.Printf("先后 · in turn %.1f s, 交错 · overlapped %.1f s, 并发 · concurrent %.1f s\n",
		plain, ordered, took)
	e004.Expect(orderedTime(), "%.3g 秒", "%.3g s").
		Measure(took, "%.1f 秒,是先后做的 %.2f 倍", "%.1f s, %.2f of in turn", took/plain).
		Judge(judgeSharing(took/plain, ordered/plain).Provided(plausible(plain, plainTime())))
}

// 为什么是 11:两个人轮流用核,都到第 4 秒才算完第一段;然后一起等到第 7 秒,核闲着;
// 然后又一起算到第 11 秒。公平的调度让两个人都慢,而且一起等。
//
// Why 11: taking turns, both finish the first phase only at 4 s; then both wait until 7 s,
// and the core is idle; then both compute until 11 s. A fair scheduler makes both slow, and
// then lets them wait together.

// > **试一试 · Try next** `before = 0.05`(U 是 100 毫秒时比时间片短):公平还吃亏吗?
// >
// > With `before = 0.05`, which is less than a time slice if U is 100 ms: does fairness still
// > cost anything?
