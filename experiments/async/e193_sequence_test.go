package async

import (
	"fmt"

	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e193_predict() {
	e193.Predict("先 1 秒再 3 秒,共几秒?"+
		" · 1 s and then 3 s: how many seconds?",
		3.0) // 你的预测 · your guess
}

// 机器忙时,睡眠会变长。所以不和 4 秒比,而和真正睡了多久比:是总和,还是最长的一次?
//
// On a busy machine sleeps get longer. So the time is compared not with 4 s but with how
// long they really slept: is it the sum, or the longest?
func Example_e193() {
	run := recorder.Best(3, inSequence)[0] // 三次里最短的 · the shortest of three
	display.Show(run)
	fmt.Printf("all done %.1f\n", run.Took)
	e193.Expect(first+second, "两者之和,%.1f 秒", "the sum, %.1f s").
		Measure(run.Took, "%.2f 秒;一共睡了 %.2f 秒", "%.2f s; slept %.2f s in all", run.Total()).
		Judge(verdict.Near(run.Took, run.Total(), run.Longest()))
}

// > **试一试 · Try next** 把 `inSequence` 改成直接调用 `nap(…)()`,不用任务:时间变吗?
// >
// > Let `inSequence` call `nap(…)()` directly, without tasks: does the time change?
