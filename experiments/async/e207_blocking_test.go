package async

import (
	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e207_predict() {
	e207.Predict("协程里 time.Sleep 3 秒,钟每几秒走一下?"+
		" · time.Sleep of 3 s in a coroutine: the clock ticks every how many seconds?",
		0.25) // 你的预测 · your guess
}

func Example_e207() {
	stalled, running := beside(rude), beside(polite)
	display.Show(stalled.Gantt().Titled("time.Sleep"), running.Gantt().Titled("t.Sleep"))
	stopped, went := lab.Median(stalled.Gaps("tick")), lab.Median(running.Gaps("tick"))
	e207.Expect(stall, "钟停 %.1f 秒", "the clock stops for %.1f s").
		Measure(stopped, "%.2f 秒;用 t.Sleep 时每 %.2f 秒一下",
			"%.2f s; with t.Sleep it ticks every %.2f s", went).
		Judge(verdict.Near(stopped, stall, tick).And(verdict.Near(went, tick, stall)).
			Provided(stall > 2*tick, "睡得太短,看不出来", "too short a sleep to tell"))
}

// > **试一试 · Try next** 在普通的 goroutine 里,`time.Sleep` 不会停住任何人。为什么?
// >
// > In a plain goroutine, `time.Sleep` stops nobody else. Why?
