package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e195_predict() {
	e195.Predict("慢的排在前面时,结果里第一个是谁? · The slow task is listed first: which result is first?", "2finished")
}

func Example_e195() {
	var seen *recorder.Recorder
	var results []string
	took := lab.Best(3, func() { // 三次里最短的 · the shortest of three
		seen = recorder.New("1finished", "2finished")
		results = gather(start(nap(seen, "1finished", slow)), start(nap(seen, "2finished", fast)))
	})[0]
	display.Show(seen)
	fmt.Printf("%v, all done %.1f\n", results, took)
	e195.Expect("1finished", "按任务的顺序,先 %s;用时等于最长者", "in the order of the tasks, %s first; in the time of the longest").
		Measure(results[0], "先 %s;%.2f 秒", "%s first; %.2f s", took).
		Judge(verdict.Near(took, max(slow, fast), slow+fast).And(verdict.Check(slices.IsSorted(results))))
}

// > **试一试 · Try next** `gather` 逐个等待,为什么总时间不是和?
// >
// > `gather` awaits one task after the other. Why is the time not the sum?
