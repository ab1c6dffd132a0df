package core

import (
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_e012_predict() {
	e012.Predict("等 IO 的一秒里,处理器用几秒?"+
		" · One second of waiting for IO uses the processor for …?",
		0.0) // 你的预测 · your guess
}

func Example_e012() {
	computing, sleeping, reading, err := charges()
	names := []string{"计算 computing", "睡眠 sleeping", "等管道 reading"}
	bars := chart.Bar(names, []float64{computing, sleeping, reading})
	display.Show(bars.Titled("处理器时间 / 全部时间 · processor time / time"))
	e012.Expect(0.0, "计算 1,等待 %.0f", "1 for computing, %.0f for waiting").
		Measure(max(sleeping, reading), "等待 %.3f,计算 %.2f",
			"%.3f for waiting, %.2f for computing", computing).
		Judge(verdict.Within(max(sleeping, reading), 0, 0.05, 0.3).
			Provided(err == nil && computing >= 0.9, "处理器被别的程序占用,或者系统不记账",
				"other programs used the processor, or the system keeps no account"))
}

// > **试一试 · Try next** `processors = 2`,再让 `burn1` 做 `compute := func() { work.Burn(1) }` 和
// > `atOnce(compute, compute)`:账单可以超过 1 吗?
// >
// > Let `processors` be 2 and `burn1` do `compute := func() { work.Burn(1) }` and
// > `atOnce(compute, compute)`: can a bill be more than 1?
