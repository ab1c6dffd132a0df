package core

import (
	"fmt"

	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
	"gosched/kernel/display"
)

func Example_e015_predict() {
	e015.Predict("计算 5 秒,同时另一个睡 4 秒,共几秒?"+
		" · Computing 5 s, another sleeps 4 s: …?",
		9.0) // 你的预测 · your guess
}

func Example_e015() {
	times := best(1, burnBusy, func() { atOnce(burnBusy, sleepIdle) })
	alone, both := times[0], times[1]
	fmt.Printf("只计算 · computing alone %.1f s, 两个 · both %.1f s\n", alone, both)
	expected := max(busy, idle)
	e015.Expect(expected, "%.3g 秒", "%.3g s").
		Measure(both, "%.1f 秒,是只计算的 %.2f 倍", "%.1f s, %.2f of computing alone", both/alone).
		Judge(verdict.Within(both, 0.9*min(busy, expected), 1.2*expected, 0.9*(busy+idle)).
			Provided(plausible(alone, busy)))
}

// 轨迹里,等的那个没有用处理器:
//
// In the trace, who waits uses no processor:
func Example_e015_picture() {
	work.On(1, func() { display.Show(schedule.Record(burnBusy, sleepIdle)) })
}

// > **试一试 · Try next** 再加十个睡 4 秒的 goroutine。时间变吗?
// >
// > Add ten more goroutines that sleep for 4 s. Does the time change?
