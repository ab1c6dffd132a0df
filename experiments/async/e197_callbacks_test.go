package async

import (
	"fmt"

	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

func Example_e197_predict() {
	e197.Predict("第一个回调在第几秒触发?"+
		" · At which second does the first callback fire?",
		3.0) // 你的预测 · your guess
}

func Example_e197() {
	run := recorder.Best(3, func(fired *recorder.Recorder) { loop.Run(test4(fired)) })[0]
	fmt.Print(run.Recorder)
	at1, at2 := run.At("回调函数触发:1finished"), run.At("回调函数触发:2finished")
	e197.Expect(min(early, late), "各在自己的任务完成时:第一个 %.1f 秒",
		"each when its own task ends: the first at %.1f s").
		Measure(min(at1, at2), "%.2f 秒和 %.2f 秒", "%.2f s and %.2f s", max(at1, at2)).
		Judge(verdict.Near(at1, early, late).And(verdict.Near(at2, late, early)))
}

// > **答案 · Answer** 最后一行调用的是 `test3`,不是 `test4`:它从未运行。谁也不会告诉你,
// > 因为函数不必被调用;Go 的 `staticcheck` 会说 (U1000)。
// >
// > The last line calls `test3`, so `test4` never runs. Nothing tells you, since functions
// > need not be called; Go's `staticcheck` does (U1000).
//
// > **试一试 · Try next** 参数换成 3, 1:哪个回调先触发?
// >
// > With 3, 1: which callback fires first?
