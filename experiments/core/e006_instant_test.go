package core

import (
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e006_predict() {
	e006.Predict("一个处理器,两个 goroutine:同一瞬间最多几个在跑? · One processor: how many run at an instant, at most?", 2)
}

func Example_e006() {
	one, two := twoBurning(1), twoBurning(2)
	display.Show(one.Gantt().Titled("GOMAXPROCS 1: 并发 concurrent"),
		two.Gantt().Titled("GOMAXPROCS 2: 并行 parallel"))
	on1, on2 := one.MaxRunning(), two.MaxRunning()
	e006.Expect(1, "一个处理器上最多 %d 个", "at most %d on one processor").
		Measure(on1, "最多 %d 个;两个处理器上 %d 个", "at most %d; on two processors %d", on2).
		Judge(verdict.Check(on1 == 1 && on2 <= 2).
			Provided(on2 > 1, "没有记录到第二个处理器", "no second processor was recorded"))
}

// > **试一试 · Try next** 第一张图里一小格有多宽?那就是 Go 的时间片,大约 10 毫秒。
// >
// > How wide is one piece in the first picture? That is Go's time slice, about 10 ms.
