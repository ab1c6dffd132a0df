package core

import (
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e006_predict() {
	e006.Predict("一个处理器,两个 goroutine:同一瞬间最多几个在跑?"+
		" · One processor: how many run at an instant, at most?",
		2) // 你的预测 · your guess
}

func Example_e006() {
	one, two := twoBurning(1), twoBurning(2)
	display.Show(one.Gantt().Titled("GOMAXPROCS 1: 并发 concurrent"),
		two.Gantt().Titled("GOMAXPROCS 2: 并行 parallel"))
	on1, on2 := one.MaxRunning(), two.MaxRunning()
	e006.Expect(1, "一个处理器上最多 %d 个", "at most %d on one processor").
		Measure(on1, "最多 %d 个;两个处理器上 %d 个", "at most %d; on two processors %d", on2).
		Judge(verdict.Check(on1 == 1 && on2 <= 2).
			Provided(on2 > 1, "没有记录到两个同时在跑,`burning` 太小?",
				"no two were recorded at once: is `burning` too small?"))
}

// > **试一试 · Try next** 第一张图里一小格有多宽(把鼠标放上去)?那是 Go 的时间片:运行时每 10
// > 毫秒看一次,让跑满 10 毫秒的 goroutine 让位,所以是 10 到 20 毫秒。
// >
// > How wide is one piece in the first picture (point at it)? That is Go's time slice: every
// > 10 ms the runtime looks round, and who has run for 10 ms must give way. So it is 10 to 20 ms.
