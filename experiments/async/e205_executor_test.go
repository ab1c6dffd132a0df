package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e205_predict() {
	e205.Predict("池里阻塞 3 秒时,钟每几秒走一下?"+
		" · 3 s of blocking in the pool: the clock ticks every how many seconds?",
		3.0) // 你的预测 · your guess
}

func Example_e205() {
	seen := beside(inPool)
	display.Show(seen)
	period := lab.Median(seen.Gaps("tick"))
	fmt.Printf("钟走一下 · the clock ticks every %.2f s\n", period)
	e205.Expect(tick, "钟照走,每 %.2f 秒一下", "the clock goes on, every %.2f s").
		Measure(period, "每 %.2f 秒一下", "every %.2f s").
		Judge(verdict.Near(period, tick, blocking).
			Provided(blocking > 2*tick, "阻塞太短,看不出来", "too short a job to tell"))
}

// > **试一试 · Try next** 同时提交 40 个阻塞的任务:池里有 16 个位置,要多久?
// >
// > Submit 40 blocking jobs at once. The pool has 16 places: how long does it take?
