package async

import (
	"fmt"

	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

func Example_e198_predict() {
	e198.Predict("create_task 之后、循环运行之前,计数器是几? · After create_task and before the loop runs, the counter is?", 1)
}

func Example_e198() {
	n := 0
	coroutine := counter(&n)
	called := n
	l := loop.New()
	task := l.Go(coroutine)
	scheduled := n
	l.RunUntil(task)
	l.Close()
	fmt.Println("调用后 · called:", called, "创建任务后 · task made:", scheduled, "循环后 · loop run:", n)
	e198.Expect(0, "循环运行之前是 %d", "%d until the loop runs").
		Measure(scheduled, "%d", "%d").
		Judge(verdict.Check(called == 0 && scheduled == 0 && n == 1))
	// Output: 调用后 · called: 0 创建任务后 · task made: 0 循环后 · loop run: 1
}

// > **试一试 · Try next** `go f(x())` 里,`x()` 在什么时候求值,由哪个 goroutine?
// >
// > In `go f(x())`, when is `x()` evaluated, and by which goroutine?
