package async

import (
	"fmt"

	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e194_predict() {
	e194.Predict("是 E193 的几分之几?"+
		" · What fraction of the time of E193?",
		0.5) // 你的预测 · your guess
}

// E193 和 E194 轮流跑,各取最短的一次;图是 E194 的。
//
// E193 and E194 take turns; the shortest run of each counts. The picture is of E194.
func Example_e194() {
	runs := recorder.Best(rounds, inSequence, together)
	before, now := runs[0], runs[1]
	display.Show(now.Lanes("1finished", "2finished"))
	fmt.Printf("先后 · in sequence %.1f, 同时 · together %.1f\n", before.Took, now.Took)
	e194.Expect(max(first, second)/(first+second), "最长者除以总和,%.2f", "longest over the sum, %.2f").
		Measure(now.Took/before.Took, "%.2f", "%.2f").
		Judge(verdict.Near(now.Took, now.Longest(), now.Total()).
			And(verdict.Near(before.Took, before.Total(), before.Longest())))
}

// > **试一试 · Try next** 哪些参数能省下一半?两个任务能省下更多吗?
// >
// > Which parameters save one half? Can two tasks save more?
