package async

import (
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E198 · 调用协程函数不会运行它 · Calling a coroutine function runs nothing
//
// ```python
// coroutine = func1()   # nothing runs
// ```

var e198 = verdict.Claim{
	ID: "E198", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "它的调用不会立即执行函数,而是会返回一个协程对象",
	English: "calling it does not run the function at once but returns a coroutine object",
}

// 在 Go 里,这是“返回函数的函数”:调用它得到一个值,谁运行这个值另说。
//
// In Go this is a function that returns a function: the call gives a value, and who
// runs that is another matter.

// counter returns a coroutine that adds 1 to n.
func counter(n *int) loop.Coroutine {
	return func(*loop.Task) any {
		*n++
		return *n
	}
}
