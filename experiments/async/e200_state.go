package async

import (
	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E200 · 任务的状态 · The states of a task
//
// ```python
// task = loop.create_task(func1())
// task.done()      # False ... True
// task.result()
// ```

//gosched:example e200_predict
var e200 = verdict.Claim{
	ID: "E200", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "任务则是对协程进一步封装,其中包含任务的各种状态",
	English: "a task wraps a coroutine further and holds the states of the task",
}

var length float64 = 1 // 睡几秒 · how long it sleeps; 试试 · try 0, 3

// 一个在睡前和醒后都看一眼自己的协程:
//
// A coroutine that has a look before its sleep and after:

func looking(look func(), seconds float64) loop.Coroutine {
	return func(t *loop.Task) any {
		look()
		t.Sleep(lab.Seconds(seconds))
		look()
		return nil
	}
}

// 循环再看三次:创建之后、睡到一半、结束之后。
//
// The loop has three more looks: when it is made, halfway through its sleep, at the end.

func states(seconds float64) (seen []loop.State) {
	l := loop.New()
	defer l.Close()
	var task *loop.Task
	look := func() { seen = append(seen, task.State()) }
	task = l.Go(looking(look, seconds))
	look()
	l.After(lab.Seconds(seconds/2), look)
	l.RunUntil(task)
	look()
	return seen
}
