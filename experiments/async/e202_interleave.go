package async

import (
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E202 · await 让别人运行 · await lets the others run
//
// ```python
// async def speaker(name):
//     for _ in range(3):
//         print(name, end='')
//         await asyncio.sleep(0)   # with and without this line
// await asyncio.gather(speaker('A'), speaker('B'))
// ```

//gosched:example e202_predict
var e202 = verdict.Claim{
	ID: "E202", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "await用于挂起阻塞的异步调用接口。其作用在一定程度上类似于yield",
	English: "await suspends a blocking asynchronous call; to a degree it acts like yield",
}

var turns = 3 // 各说几次 · how often each speaks; 试试 · try 1, 10

// 协程只在 `await` 处让出。`t.Sleep(0)` 是什么也不等的 `await`。
//
// A coroutine gives way at an await and nowhere else. `t.Sleep(0)` is an await that waits
// for nothing.

func speaker(name string, polite bool, say func(string)) loop.Coroutine {
	return func(t *loop.Task) any {
		for range turns {
			say(name)
			if polite {
				t.Sleep(0)
			}
		}
		return nil
	}
}

//gosched:cell

// talk lets two of them speak on one loop.
func talk(polite bool) (said string) {
	say := func(name string) { said += name }
	loop.Run(func(t *loop.Task) any {
		a := t.Loop().Go(speaker("A", polite, say))
		b := t.Loop().Go(speaker("B", polite, say))
		return t.Gather(a, b)
	})
	return said
}
