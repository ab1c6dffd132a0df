package core

import "gosched/kernel/display"

func Example_e008_predict() {
	e008.Predict("四条里有几条是并发的(并行的也算)?"+
		" · How many of the four are concurrent (parallel ones count)?",
		4) // 你的预测 · your guess
}

func Example_e008() {
	timelines = fourTimelines()
	many := 0
	for i, line := range timelines {
		display.Show(line.Gantt().Titled("ABCD"[i : i+1]))
		if kind(line) != "neither" {
			many++
		}
	}
	e008.Expect(3, "%d 条并发,并行的都在其中", "%d concurrent, all that is parallel among them").
		Measure(many, "%d 条并发", "%d are concurrent").
		Judge(judgeSubset(timelines))
}

func Example_e008_check() {
	checkKinds(timelines, answers)
}

// > **试一试 · Try next** B 有两个处理器,却不是并行。把 `schedule.InTurn` 换成
// > `schedule.Record`,再运行:现在几条并发?
// >
// > B has two processors and is not parallel. Put `schedule.Record` in the place of
// > `schedule.InTurn` and run it again: how many are concurrent now?
