package core

import (
	"fmt"

	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_e005_predict() {
	e005.Predict("两个处理器,共几秒?"+
		" · Two processors: how many seconds?",
		7.0) // 你的预测 · your guess
}

func Example_e005() {
	plain, both, err := costs()
	ratio, expected := both.Wall/plain.Wall, parallelTime()/plainTime()
	fmt.Printf("先后 · in turn %.1f s, 两个核 · two cores %.1f s\n", plain.Wall, both.Wall)
	e005.Expect(parallelTime(), "%.3g 秒,是先后做的 %.2f 倍", "%.3g s, %.2f of in turn", expected).
		Measure(both.Wall, "%.1f 秒,%.2f 倍", "%.1f s, %.2f", ratio).
		Judge(verdict.Within(ratio, 0.93*expected, 1.2*expected, 1.4*expected).
			Provided(plausible(plain.Wall, plainTime())).Provided(twoFree(both)).
			Provided(err == nil, "这个系统不记账", "this system keeps no account"))
}

func Example_e005_bars() {
	names := []string{
		"E002 先后 in turn", "E004 并发 concurrent",
		"E003 交错 overlapped", "E005 并行 parallel",
	}
	bars := chart.Bar(names, measured("E002", "E004", "E003", "E005")).
		Titled("两件事要几秒 · How long two jobs take")
	bars.X.Unit = "s"
	display.Show(bars)
}

// 谁在什么时候算(running),谁想算而没有核(runnable),谁在等(waiting):
//
// Who computes when (running), who would but has no core (runnable), who waits (waiting):
func Example_e005_picture() {
	plain, mixed, orderly := onOne()
	both := onTwo()
	times := fmt.Sprintf("%.3g → %.3g → %.3g → %.3g",
		plainTime(), sharedTime(), orderedTime(), parallelTime())
	display.Show(schedule.Gantt(
		plain.Spans("先后 in turn"), mixed.Spans("并发 concurrent"),
		orderly.Spans("交错 overlapped"), both.Spans("并行 parallel")).Titled(times))
}

// > **试一试 · Try next** 在图上找:每种做法里,核什么时候闲着?把 `waiting` 改成 2,从 E002
// > 再运行:哪一种做法里,核不再闲着?
// >
// > Find in the picture when the core is idle, for each of the four. Make `waiting` 2 and run
// > again from E002: in which of them is the core never idle now?
