package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e207_predict() {
	e207.Predict("协程里 time.Sleep 3 秒,钟最久停几秒? · time.Sleep of 3 s in a coroutine: the clock stops for …?", 0.25)
}

func Example_e207() {
	blocking := 3.0 // 试试 · try 1, 10
	rudely := beside(func(*loop.Task) any {
		time.Sleep(lab.Seconds(blocking)) // 应该是 · should be t.Sleep
		return nil
	})
	politely := beside(func(t *loop.Task) any {
		t.Sleep(lab.Seconds(blocking))
		return nil
	})
	display.Show(rudely.Gantt().Titled("time.Sleep"), politely.Gantt().Titled("t.Sleep"))
	stop, polite := rudely.LongestGap("tick"), politely.LongestGap("tick")
	e207.Expect(blocking, "钟停 %.1f 秒", "the clock stops for %.1f s").
		Measure(stop, "%.2f 秒;用 t.Sleep 是 %.2f 秒", "%.2f s; %.2f s with t.Sleep", polite).
		Judge(verdict.Near(stop, blocking, 0.25).And(verdict.Near(polite, 0.25, blocking)))
}

// > **试一试 · Try next** 在 goroutine 里,`time.Sleep` 不会停住任何人。为什么?
// >
// > In a goroutine, `time.Sleep` stops nobody else. Why?
