package async

import (
	"fmt"

	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e205_predict() {
	e205.Predict("池里阻塞 3 秒时,钟最久停几秒? · 3 s of blocking in the pool: the clock stops for at most how many seconds?", 3.0)
}

func Example_e205() {
	seen := beside(inPool)
	display.Show(seen)
	stop := seen.LongestGap("tick")
	fmt.Printf("钟最久停 · the clock stops for at most %.2f s\n", stop)
	e205.Expect(tick, "钟照走,每 %.2f 秒", "the clock goes on, every %.2f s").
		Measure(stop, "最久 %.2f 秒", "%.2f s at most").
		Judge(verdict.Near(stop, tick, blocking))
}

// > **试一试 · Try next** 同时提交 40 个阻塞的任务:池里有 16 个位置,要多久?
// >
// > Submit 40 blocking jobs at once. The pool has 16 places: how long does it take?
