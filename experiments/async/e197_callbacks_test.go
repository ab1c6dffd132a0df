package async

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e197_predict() {
	e197.Predict("第一个回调在第几秒触发? · At which second does the first callback fire?", 3.0)
}

func Example_e197() {
	first, second := 1.0, 3.0 // 试试 · try 3, 1
	fired := withCallbacks(first, second)
	fmt.Print(fired)
	at1, at2 := fired.At("回调函数触发:1finished"), fired.At("回调函数触发:2finished")
	e197.Expect(first, "各在自己完成时:%.1f 秒", "each when its own task ends: the first at %.1f s").
		Measure(at1, "%.2f 秒和 %.2f 秒", "%.2f s and %.2f s", at2).
		Judge(verdict.Near(at1, first, second).And(verdict.Near(at2, second, first)))
}

// > 🐞 **答案 · Answer** 最后一行调用的是 `test3`,不是 `test4`:`test4` 从未运行。编译器和
// > 解释器都不会说什么,因为没有人规定一个函数必须被调用。
// >
// > The last line calls `test3`, so `test4` never runs; nothing tells you, since no rule
// > says that a function must be called.
//
// > **试一试 · Try next** 参数换成 3, 1:哪个回调先触发?
// >
// > With 3, 1: which callback fires first?
