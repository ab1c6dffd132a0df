package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E192 · 一个任务和它的回调 · One task and its callback
//
// ```python
// async def func1():
//     await asyncio.sleep(1)
//     return '1finished'
// task = loop.create_task(func1())
// task.add_done_callback(_callback)  # print(f'回调函数获得结果:{task.result()}')
// loop.run_until_complete(task)
// print(task.result())
// ```

var e192 = verdict.Claim{
	ID: "E192", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "2.将协程转为task任务,之后可以选择添加回调函数",
	English: "turn the coroutine into a task, to which you may then add callbacks",
}

// `lab/loop` 是一个大约 60 行的事件循环。Python 藏起来的“当前任务”在这里是参数 `t`。
//
// `lab/loop` is an event loop of about 60 lines. The current task, which Python
// hides, is the parameter `t` here.

// sleeper is the document's func1 and func2: it returns a coroutine that sleeps
// and then has a result.
func sleeper(result string, seconds float64) loop.Coroutine {
	return func(t *loop.Task) any {
		t.Sleep(lab.Seconds(seconds))
		return result
	}
}

// 文档的程序,另外返回它打印的行:
//
// The document's program, which also returns the lines that it prints:

func oneTask(seconds float64) (lines []string) {
	say := func(line string) {
		fmt.Println(line)
		lines = append(lines, line)
	}
	l := loop.New()
	defer l.Close()
	task := l.Go(sleeper("1finished", seconds))
	task.OnDone(func(t *loop.Task) { say("回调函数获得结果:" + t.Result().(string)) })
	l.RunUntil(task)
	say(task.Result().(string))
	return lines
}
