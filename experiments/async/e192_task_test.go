package async

import (
	"fmt"
	"slices"
	"strings"

	"gosched/experiments/lab/verdict"
)

func Example_e192_predict() {
	e192.Predict("哪一行先打印:回调 (1) 还是结果 (2)?"+
		" · Which line is first: callback (1) or result (2)?",
		2) // 你的预测 · your guess
}

func Example_e192() {
	lines := oneTask(asleep)
	fmt.Println(strings.Join(lines, "\n"))
	called := 1 + slices.Index(lines, "回调函数获得结果:1finished")
	e192.Expect(1, "先回调,后结果", "the callback, then the result").
		Measure(called, "回调在第 %d 行", "the callback is line %d").
		Judge(verdict.Check(called == 1 && slices.Equal(lines[1:], []string{"1finished"})))
	// Output:
	// 回调函数获得结果:1finished
	// 1finished
}

// > **试一试 · Try next** 给任务再加一个回调。它们按什么顺序触发?
// >
// > Add a second callback. In which order do they fire?
