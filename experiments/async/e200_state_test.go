package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

func Example_e200_predict() {
	e200.Predict("在 await 中睡眠的任务是什么状态?"+
		" · A task asleep in an await is …?",
		"running") // 你的预测 · your guess
}

func Example_e200() {
	seen := states(length)
	fmt.Println(seen)
	expected := []loop.State{loop.Pending, loop.Running, loop.Pending, loop.Running, loop.Done}
	e200.Expect("pending", "睡眠时 %s", "%s while asleep").
		Measure(seen[2].String(), "%s", "%s").
		Judge(verdict.Check(slices.Equal(seen, expected)))
	// Output: [pending running pending running done]
}

// > **试一试 · Try next** 完成之前 `task.Result()` 给出 nil。Python 会怎样?为什么?
// >
// > Before the task is done `task.Result()` is nil. What does Python do there, and why?
