package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e194_predict() {
	e194.Predict("是 E193 的几分之几? · What fraction of the time of E193?", 0.5)
}

// E193 和 E194 轮流跑,比较各自最短的时间。图是最后一次的。
//
// E193 and E194 take turns; their shortest times are compared. The picture is of the last
// turn.
func Example_e194() {
	var seen *recorder.Recorder
	times := lab.Best(rounds,
		func() { inSequence(recorder.New()) },
		func() { seen = recorder.New("1finished", "2finished"); together(seen) })
	display.Show(seen)
	fmt.Printf("先后 · in sequence %.1f, 同时 · together %.1f\n", times[0], times[1])
	ratio, expected := times[1]/times[0], max(first, second)/(first+second)
	e194.Expect(expected, "最长者除以总和,%.2f", "the longest over the sum, %.2f").
		Measure(ratio, "%.2f", "%.2f").
		Judge(verdict.Near(ratio, expected, 1))
}

// > **试一试 · Try next** 哪些参数能省下一半?两个任务能省下更多吗?
// >
// > Which parameters save one half? Can two tasks save more?
