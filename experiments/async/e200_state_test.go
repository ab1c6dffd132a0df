package async

import (
	"fmt"
	"slices"

	"gosched/experiments/lab/verdict"
)

func Example_e200_predict() {
	e200.Predict("在 await 中睡眠的任务是什么状态? · A task asleep in an await is …?", "running")
}

func Example_e200() {
	seen := states(1)
	fmt.Println(seen)
	expected := []string{"pending", "running", "pending", "running", "done"}
	e200.Expect("pending", "睡眠时 %s", "%s while asleep").
		Measure(seen[2], "%s", "%s").
		Judge(verdict.Check(slices.Equal(seen, expected)))
	// Output: [pending running pending running done]
}

// > **试一试 · Try next** `Result()` 在任务完成之前给出什么?Python 会怎样?
// >
// > What does `Result()` give before the task is done, and what does Python do there?
