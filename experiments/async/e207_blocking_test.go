package async

import (
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e207_predict() {
	e207.Predict("协程里 time.Sleep 3 秒,钟最久停几秒? · time.Sleep of 3 s in a coroutine: the clock stops for …?", 0.25)
}

func Example_e207() {
	stalled, running := beside(rude), beside(polite)
	display.Show(stalled.Gantt().Titled("time.Sleep"), running.Gantt().Titled("t.Sleep"))
	stop, least := stalled.LongestGap("tick"), running.LongestGap("tick")
	e207.Expect(stall, "钟停 %.1f 秒", "the clock stops for %.1f s").
		Measure(stop, "%.2f 秒;用 t.Sleep 是 %.2f 秒", "%.2f s; %.2f s with t.Sleep", least).
		Judge(verdict.Near(stop, stall, tick).And(verdict.Near(least, tick, stall)))
}

// > **试一试 · Try next** 在普通的 goroutine 里,`time.Sleep` 不会停住任何人。为什么?
// >
// > In a plain goroutine, `time.Sleep` stops nobody else. Why?
