package core

import (
	"runtime"

	"gosched/experiments/lab/schedule"
	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_e007_predict() {
	e007.Predict("16 个 goroutine 计算,同一瞬间最多几个在跑?"+
		" · 16 goroutines: how many run at an instant, at most?",
		16) // 你的预测 · your guess
}

func Example_e007() {
	ups := speedUps()
	cpus, many := runtime.GOMAXPROCS(0), most()
	running := schedule.Record(shares(many)...).MaxRunning()
	curve := chart.Series{Name: "实测 measured", X: workers, Y: ups}
	limit := chart.Series{Name: "上限 limit", Dashed: true,
		X: []int{1, cpus, many}, Y: []int{1, cpus, cpus}}
	picture := chart.Line(nil, []chart.Series{curve, limit}).Labeled("goroutines", "加速 speed-up")
	display.Show(picture.Titled("越多越快? · The more the faster?").MarkX(cpus, "GOMAXPROCS"))
	e007.Expect(cpus, "%d 个处理器:最多 %[1]d 个", "%d processors: at most %[1]d").
		Measure(running, "最多 %d 个;%d 个时快 %.2f 倍",
			"at most %d; %d goroutines are %.2f times as fast", many, upTo(ups, many, many)).
		Judge(judgeLimit(running, cpus, ups))
}

// > **试一试 · Try next** 在 `shares` 里用 `time.Sleep(lab.Seconds(amount / float64(n)))` 代替
// > `work.Burn`:等待有上限吗?
// >
// > In `shares`, put `time.Sleep(lab.Seconds(amount / float64(n)))` in the place of `work.Burn`:
// > is there a limit to waiting?
