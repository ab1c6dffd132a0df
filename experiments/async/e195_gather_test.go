package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e195_predict() {
	e195.Predict("慢的排在前面时,结果里第一个是谁?"+
		" · The slow task is listed first: which result is first?",
		"2finished") // 你的预测 · your guess
}

func Example_e195() {
	var results []string
	run := recorder.Best(3, func(seen *recorder.Recorder) {
		results = gather(start(nap(seen, "1finished", slow)), start(nap(seen, "2finished", fast)))
	})[0]
	display.Show(run.Lanes("1finished", "2finished"))
	fmt.Printf("%v, all done %.1f\n", results, run.Took)
	e195.Expect("1finished", "先 %s;用时是最长者", "%s first; the time is that of the longest").
		Measure(results[0], "先 %s;%.2f 秒", "%s first; %.2f s", run.Took).
		Judge(verdict.Near(run.Took, run.Longest(), run.Total()).
			And(verdict.Check(slices.IsSorted(results))))
}

// > **试一试 · Try next** `gather` 逐个等待,为什么总时间不是总和?
// >
// > `gather` awaits one task after the other. Why is the time not the sum?
