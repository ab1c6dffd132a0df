package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E192 · 一个任务和它的回调 · One task and its callback
//
// 文档的第一个程序,四步走完:循环、任务、回调、运行。
//
// The document's first program, in four steps: loop, task, callback, run.
//
// ```python
// loop = asyncio.get_event_loop()
// task = loop.create_task(func1())   # sleeps 1 s, returns '1finished'
// task.add_done_callback(_callback)  # print(f'回调函数获得结果:{task.result()}')
// loop.run_until_complete(task)
// print(task.result())
// ```

//gosched:example e192_predict
var e192 = verdict.Claim{
	ID: "E192", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "2.将协程转为task任务,之后可以选择添加回调函数",
	English: "turn the coroutine into a task, to which you may then add callbacks",
}

var asleep float64 = 1 // func1 睡几秒 · for how long func1 sleeps; 试试 · try 0, 2

// `lab/loop` 是一个小事件循环,读得完。Python 藏起来的“当前任务”在这里是参数 `t`。
//
// `lab/loop` is an event loop that is small enough to read. The current task, which Python
// hides, is the parameter `t` here.

// sleeper is the document's func1 and func2: it returns a coroutine that sleeps
// and then has a result.
func sleeper(result string, seconds float64) loop.Coroutine {
	return func(t *loop.Task) any {
		t.Sleep(lab.Seconds(seconds))
		return result
	}
}

// 四步。要打印的行先收集起来,再返回:
//
// The four steps. The lines to be printed are collected and returned:

func oneTask(seconds float64) (lines []string) {
	l := loop.New()
	defer l.Close()
	task := l.Go(sleeper("1finished", seconds))
	task.OnDone(func(t *loop.Task) {
		lines = append(lines, fmt.Sprint("回调函数获得结果:", t.Result()))
	})
	l.RunUntil(task)
	return append(lines, fmt.Sprint(task.Result()))
}
