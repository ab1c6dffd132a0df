package core

import "gosched/experiments/lab/verdict"

func Example_e002_predict() {
	e002.Predict("一件接一件,共几秒?"+
		" · One after the other: how many seconds?",
		14.0) // 你的预测 · your guess
}

func Example_e002() {
	took := best(1, inTurn)[0]
	e002.Expect(plainTime(), "%.3g 秒", "%.3g s").
		Measure(took, "%.1f 秒", "%.1f s").
		Judge(verdict.Within(took/plainTime(), 13.8/14, 16.0/14, 0.8).
			Provided(plausible(took, plainTime())))
}

// 时间没变,可是 14 秒里有 6 秒处理器没有事做。
//
// It takes as long as before, but for 6 of the 14 s the processor has nothing to do.

// > **试一试 · Try next** `waiting = 10`:要多久?处理器有几分之几的时间在计算?
// >
// > With `waiting = 10`, how long does it take, and for what part of that does the processor
// > compute?
