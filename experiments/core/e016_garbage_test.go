package core

import (
	"fmt"

	"gosched/kernel/display"
)

func Example_e016_predict() {
	e016.Predict("程序要停下来等回收吗? · Does the program stand still while garbage is collected? (yes, no)", "no")
}

func Example_e016() {
	s, spent, err := recordLitter()
	all, beside := s.Collecting() // 文档秒 · document seconds
	fmt.Printf("回收 · collecting %.2f s, 和程序同时 · beside the program %.2f s, 处理器 · processor %.2f s\n", all, beside, spent)
	display.Show(s.Gantt().Titled("程序与回收 · program and collector"))
	answer := "yes"
	if beside > 0 {
		answer = "no"
	}
	e016.Expect("no", "回收和程序同时在跑", "collector and program run at the same time").
		Measure(answer, "回收跑了 %[2].2f 秒,其中 %[3].2f 秒和程序同时", "it ran for %[2].2f s, %[3].2f s of it beside the program", all, beside).
		Judge(judgeCollector(spent, beside, err))
}

// > **试一试 · Try next** `kept` 变成十倍:标记要走遍活着的块,回收会更久。垃圾多少却没有关系。
// >
// > Make `kept` ten times as many: marking visits all that lives, and takes longer. How much
// > garbage there is does not matter.
