package async

import (
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E198 · 调用协程函数不会运行它 · Calling a coroutine function runs nothing
//
// ```python
// coroutine = func1()                 # nothing runs
// task = loop.create_task(coroutine)  # nothing runs yet
// loop.run_until_complete(task)       # now
// ```

//gosched:example e198_predict
var e198 = verdict.Claim{
	ID: "E198", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "它的调用不会立即执行函数,而是会返回一个协程对象",
	English: "calling it does not run the function at once but returns a coroutine object",
}

var runLoop = true // 循环运行吗 · does the loop run? 试试 · try false

// 在 Go 里,协程函数就是返回函数的函数:调用它得到一个值,谁来运行另说。每一步之后看计数器 n。
//
// In Go, a coroutine function is one that returns a function: to call it gives a value,
// and who runs that is another matter. Look at the counter n after each step.

func counting(n *int) loop.Coroutine {
	return func(*loop.Task) any {
		*n++
		return *n
	}
}

//gosched:cell

func counts(runLoop bool) (called, made, looped int) {
	n, l := 0, loop.New()
	defer l.Close()
	coroutine := counting(&n)
	called = n
	task := l.Go(coroutine)
	made = n
	if runLoop {
		l.RunUntil(task)
	}
	return called, made, n
}
