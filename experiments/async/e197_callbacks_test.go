package async

import (
	"fmt"
	"math"

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
	var fired *recorder.Recorder
	at1, at2 := math.Inf(1), math.Inf(1)
	for range 3 { // 三次里最早的 · the earliest of three
		fired = recorder.New()
		loop.Run(test4(fired))
		at1, at2 = min(at1, fired.At("回调函数触发:1finished")), min(at2, fired.At("回调函数触发:2finished"))
	}
	fmt.Print(fired)
	e197.Expect(min(early, late), "各在自己的任务完成时:第一个 %.1f 秒", "each when its own task ends: the first at %.1f s").
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
