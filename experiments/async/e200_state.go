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

var e200 = verdict.Claim{
	ID: "E200", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "任务则是对协程进一步封装,其中包含任务的各种状态",
	English: "a task wraps a coroutine further and holds the states of the task",
}

// 任务是带状态的 Future:没有结果 (pending)、正在运行 (running)、有结果 (done)。
//
// A task is a future with a state: pending, running, done.

// 在创建时、运行中、睡眠时、醒来后、结束时各看一眼:
//
// A look when it is made, inside, asleep, inside again, and at the end:

// states looks at a task when it is made, inside, asleep, inside again, and at the end.
func states(seconds float64) (seen []string) {
	l := loop.New()
	defer l.Close()
	var task *loop.Task
	look := func() { seen = append(seen, task.State().String()) }
	task = l.Go(func(t *loop.Task) any {
		look()
		t.Sleep(lab.Seconds(seconds))
		look()
		return "1finished"
	})
	look()
	l.After(lab.Seconds(seconds/2), look)
	l.RunUntil(task)
	look()
	return seen
}
