package async

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e198_predict() {
	e198.Predict("create_task 之后、循环运行之前,计数器是几?"+
		" · After create_task and before the loop runs, the counter is …?",
		1) // 你的预测 · your guess
}

func Example_e198() {
	called, made, looped := counts(runLoop)
	fmt.Println("调用后 · called:", called, "创建任务后 · task made:", made,
		"循环后 · loop run:", looped)
	e198.Expect(0, "循环运行之前是 %d", "%d until the loop runs").
		Measure(made, "%d,之后 %d", "%d, then %d", looped).
		Judge(verdict.Check(called == 0 && made == 0 && (looped == 1) == runLoop))
	// Output: 调用后 · called: 0 创建任务后 · task made: 0 循环后 · loop run: 1
}

// > **试一试 · Try next** 循环不运行时 Python 会警告 “never awaited”。Go 呢?
// >
// > If the loop does not run, Python warns "never awaited". What does Go say?
