package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e193_predict() {
	e193.Predict("先 1 秒再 3 秒,共几秒? · 1 s and then 3 s: how many seconds?", 3.0)
}

func Example_e193() {
	var seen *recorder.Recorder
	took := lab.Best(3, func() { // 三次里最短的:忙只会让等待变长 · the shortest of three: waits only get longer
		seen = recorder.New()
		inSequence(seen)
	})[0]
	display.Show(seen)
	fmt.Printf("all done %.1f\n", took)
	e193.Expect(first+second, "两者之和,%.1f 秒", "the sum, %.1f s").
		Measure(took, "%.2f 秒", "%.2f s").
		Judge(verdict.Near(took, first+second, max(first, second)))
}

// > **试一试 · Try next** 把 `inSequence` 改成直接调用 `nap(…)()`,不用任务:时间变吗?
// >
// > Let `inSequence` call `nap(…)()` directly, without tasks: does the time change?
