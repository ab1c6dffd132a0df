package async

import (
	"fmt"
	"sync/atomic"

	"gosched/experiments/lab/verdict"
)

func Example_e199_predict() {
	e199.Predict("三种方法,每种十个任务:共完成几个?"+
		" · Three ways, ten tasks in each: how many are done in all?",
		10) // 你的预测 · your guess
}

func Example_e199() {
	var done [3]atomic.Int32
	byGo(tasks, func() { done[0].Add(1) })
	byWaitGroup(tasks, func() { done[1].Add(1) })
	err := byErrgroup(tasks, func() { done[2].Add(1) })
	n := []int{int(done[0].Load()), int(done[1].Load()), int(done[2].Load())}
	fmt.Println(n, err)
	same := n[0] == tasks && n[1] == tasks && n[2] == tasks && err == nil
	e199.Expect(3*tasks, "三种都完成全部,共 %d", "each does all, %d together").
		Measure(n[0]+n[1]+n[2], "共 %d", "%d together").
		Judge(verdict.Check(same).Provided(tasks > 0, "没有任务", "there were no tasks").
			If("循环已在运行时;否则 asyncio.create_task 不行",
				"once a loop runs: before, asyncio.create_task fails"))
	// Output: [10 10 10] <nil>
}

// > **答案 · Answer** `asyncio.create_task` 用的是正在运行的循环,而那里还没有:
// > `RuntimeError: no running event loop`。`go` 不会这样:Go 程序的“循环”一开始就在运行。
// >
// > `asyncio.create_task` takes the running loop, and there is none yet. `go` cannot fail
// > like this: the "loop" of a Go program, the runtime, runs from the start.
//
// > **试一试 · Try next** 让 `byErrgroup` 的任务返回错误。另外两种怎样把它带出来?
// >
// > Let the tasks of `byErrgroup` return an error. How would the other two get it out?
