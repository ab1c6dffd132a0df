package core

import (
	"fmt"

	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e011_predict() {
	e011.Predict("跑步和系鞋带重叠几秒?"+
		" · For how many seconds do running and tying overlap?",
		0.0) // 你的预测 · your guess
}

func Example_e011() {
	lace, listening := withLace(), withMusic()
	display.Show(lace.Gantt().Titled("停下来 · stopping"),
		listening.Gantt().Titled("边跑边听 · both at once"))
	overlap := lace.Overlap("跑步 run", "系鞋带 tie")
	both := listening.Overlap("跑步 run", "听音乐 music")
	fmt.Printf("重叠 · overlap: %.1f s, %.1f s\n", overlap, both)
	e011.Expect(0.0, "系鞋带 %.0f 秒;音乐 %.3g 秒",
		"%.0f s with the lace, %.3g s with the music", min(music, 5)).
		Measure(overlap, "%.1f 秒;%.1f 秒", "%.1f s; %.1f s", both).
		Judge(verdict.Check(overlap == 0 && both > 0).
			Provided(music > 0, "没有放音乐", "no music was played"))
}

// > **试一试 · Try next** `music = 7`:重叠几秒?为什么不是 7 秒?
// >
// > With `music = 7`, for how long do they overlap, and why not for 7 s?
