package core

import "gosched/experiments/lab/verdict"

func Example_e002_predict() {
	e002.Predict("一件接一件,共几秒? · One after the other: how many seconds?", 14.0)
}

func Example_e002() {
	took := best(1, inTurn)[0]
	e002.Expect(plainTime(), "%.0f 秒", "%.0f s").
		Measure(took, "%.1f 秒", "%.1f s").
		Judge(verdict.Within(took/plainTime(), 13.8/14, 16.0/14, 0.8))
}

// > **试一试 · Try next** 处理器有几分之几的时间在计算?`waiting = 10` 时呢?
// >
// > For what part of the time does the processor compute? And with `waiting = 10`?
