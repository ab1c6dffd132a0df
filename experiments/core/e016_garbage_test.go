package core

import (
	"fmt"

	"gosched/experiments/lab/schedule"
	"gosched/kernel/display"
)

func Example_e016_predict() {
	e016.Predict("程序要停下来等回收吗?"+
		" · Does the program stand still while garbage is collected? (yes, no)",
		"no") // 你的预测 · your guess
}

func Example_e016() {
	s, spent := recordLitter()
	all, beside := s.Collecting()
	fmt.Printf("回收 · collecting %.2f s, 处理器 · processor %.2f s\n", all, spent)
	display.Show(schedule.Gantt(s.Spans("程序 program"), s.CollectorSpans()))
	e016.Expect("no", "不用停:回收和程序同时跑", "no: collector and program run at the same time").
		Measure(standsStill(beside), "%s:回收跑 %.2f 秒,其中 %.2f 秒和程序同时",
			"%s: it ran for %.2f s, %.2f s of it beside the program", all, beside).
		Judge(judgeCollecting(spent, beside))
}

// > **试一试 · Try next** `kept` 变成十倍:图上的回收少了几次,每次却久了。为什么?(标记要走遍活着的
// > 块;堆翻倍了才再回收。)
// >
// > Make `kept` ten times as many: the picture has fewer collections, and each takes longer. Why?
// > (Marking visits all that lives; the next begins when the heap has doubled.)
