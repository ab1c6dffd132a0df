package core

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e003_predict() {
	e003.Predict("真的去做,共几秒?"+
		" · Really done, how many seconds is it?",
		9.0) // 你的预测 · your guess
}

func Example_e003() {
	times := best(1, inTurn, overlapped)
	plain, took := times[0], times[1]
	ratio, expected, least := took/plain, orderedTime()/plainTime(), leastTime()/plainTime()
	fmt.Printf("先后 · in turn %.1f s, 交错 · overlapped %.1f s\n", plain, took)
	e003.Expect(orderedTime(), "%.3g 秒,是先后做的 %.2f 倍", "%.3g s, %.2f of in turn", expected).
		Measure(took, "%.1f 秒,%.2f 倍", "%.1f s, %.2f", ratio).
		Judge(verdict.Within(ratio, 0.93*least, 1.12*expected, max(0.90, 1.3*expected)).
			Provided(plausible(plain, plainTime())))
}

// > **试一试 · Try next** 三件事在这样的核上要几秒?练习二问的就是这个。
// >
// > How long do three jobs take on such a core? Exercise 2 asks that.
