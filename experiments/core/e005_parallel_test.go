package core

import (
	"fmt"

	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_e005_predict() {
	e005.Predict("两个处理器,共几秒? · Two processors: how many seconds?", 7.0)
}

func Example_e005() {
	times := best(2, burn1, burnTwice, inTurn, concurrent)
	plain, took := times[2], times[3]
	ratio, expected := took/plain, parallelTime()/plainTime()
	fmt.Printf("先后 · in turn %.1f s, 两个核 · two cores %.1f s\n", plain, took)
	e005.Expect(parallelTime(), "%.0f 秒,是先后做的 %.2f 倍", "%.0f s, %.2f of in turn", expected).
		Measure(took, "%.1f 秒,%.2f 倍", "%.1f s, %.2f", ratio).
		Judge(verdict.Within(ratio, 0.93*expected, 1.2*expected, 1.4*expected).Provided(twoFree(times[0], times[1])))
}

func Example_e005_bars() {
	names := []string{"E002 先后 in turn", "E004 并发 concurrent", "E003 交错 overlapped", "E005 并行 parallel"}
	bars := chart.Bar(names, measured("E002", "E004", "E003", "E005")).Titled("两件事要几秒 · How long two jobs take")
	bars.X.Unit = "s"
	display.Show(bars)
}

// 谁在什么时候算(running),谁想算而没有核(runnable),谁在等(waiting):
//
// Who computes when (running), who would but has no core (runnable), who waits (waiting):
func Example_e005_picture() {
	plain, mixed, orderly := onOne()
	both := onTwo()
	display.Show(schedule.Gantt(
		plain.Spans("先后 in turn"), mixed.Spans("并发 concurrent"),
		orderly.Spans("交错 overlapped"), both.Spans("并行 parallel")).Titled("14 → 11 → 9 → 7"))
}

// > **试一试 · Try next** 在图上找:哪些时候核是闲的?哪一种做法没有闲着?
// >
// > Find in the picture when the core is idle. In which of the four is it never?
