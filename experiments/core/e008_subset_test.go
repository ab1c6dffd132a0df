package core

import (
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e008_predict() {
	e008.Predict("四条里有几条是并发的(并行的也算)? · How many of the four are concurrent (parallel ones count)?", 4)
}

func Example_e008() {
	timelines = fourTimelines()
	for i, line := range timelines {
		display.Show(line.Gantt().Titled("ABCD"[i : i+1]))
	}
	parallel, both, wrong := countKinds(timelines)
	e008.Expect(3, "%d 条并发,并行的都在其中", "%d concurrent, all that is parallel among them").
		Measure(both, "%d 条并发,其中 %d 条并行", "%d are concurrent, and %d of these parallel", parallel).
		Judge(verdict.Check(wrong == 0 && parallel < both).
			Provided(parallel > 0,
				"没有一条是并行的:没有第二个处理器", "nothing was parallel: there was no second processor"))
}

// 你的答案:在 `answers` 里把每个 "?" 换成 "neither"、"concurrent" 或 "parallel",再检查。
//
// Your answers: in `answers`, put "neither", "concurrent" or "parallel" in the place of
// each "?", then check.
func Example_e008_check() {
	checkKinds(timelines, answers)
}

// > **试一试 · Try next** B 有两个处理器,却不是并行。程序要怎样写,多核才有用?
// >
// > B has two processors and is not parallel. What must a program be like to use them?
