package core

import (
	"fmt"

	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e011_predict() {
	e011.Predict("跑步和系鞋带重叠几秒? · For how many seconds do running and tying overlap?", 0.0)
}

func Example_e011() {
	lace, music := withLace(), withMusic()
	display.Show(lace.Gantt().Titled("停下来 · stopping"), music.Gantt().Titled("边跑边听 · both at once"))
	overlap, both := lace.Overlap("跑步 run", "系鞋带 tie"), music.Overlap("跑步 run", "听音乐 music")
	fmt.Printf("重叠 · overlap: %.1f s, %.1f s\n", overlap, both)
	e011.Expect(0.0, "系鞋带 %.0f 秒;音乐 4 秒", "%.0f s with the lace, 4 s with the music").
		Measure(overlap, "%.1f 秒;%.1f 秒", "%.1f s; %.1f s", both).
		Judge(verdict.Check(overlap == 0 && both > 0))
}

// > **试一试 · Try next** 这两个剧本只是睡觉,所以 `work.On(1, …)` 里音乐照样响。换成 `work.Burn`
// > 呢?
// >
// > The scripts only sleep, so there is music in `work.On(1, …)` as well. And with
// > `work.Burn`?
