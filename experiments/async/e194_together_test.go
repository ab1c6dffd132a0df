package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e194_predict() {
	e194.Predict("是 E193 的几分之几? · What fraction of the time of E193?", 0.5)
}

// 两种写法轮流各跑五次,取中位数。
//
// The two take turns, five times each; the medians are compared.
func Example_e194() {
	first, second := 1.0, 3.0 // 试试 · try 2, 2
	times := lab.Interleave(5,
		func() { inSequence(first, second) },
		func() { together(first, second) })
	fmt.Printf("先后 · in sequence %.1f, 同时 · together %.1f\n", times[0], times[1])
	ratio, expected := times[1]/times[0], max(first, second)/(first+second)
	e194.Expect(expected, "最长者除以总和,%.2f", "the longest over the sum, %.2f").
		Measure(ratio, "%.2f", "%.2f").
		Judge(verdict.Near(ratio, expected, 1))
}

// > **试一试 · Try next** 什么参数能省下一半?能省下更多吗?
// >
// > Which parameters save one half? Can two tasks save more?
