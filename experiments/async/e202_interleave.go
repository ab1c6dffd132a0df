package async

import (
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E202 · await 让别人运行 · await lets the others run
//
// 一个协程只在 `await` 处让出;两个 `await` 之间,循环上没有别人能运行。
//
// A coroutine gives way at each `await` and nowhere else: between two of them nobody
// else on the loop can run.

var e202 = verdict.Claim{
	ID: "E202", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "await用于挂起阻塞的异步调用接口。其作用在一定程度上类似于yield",
	English: "await suspends a blocking asynchronous call; to a degree it acts like yield",
}

// `t.Sleep(0)` 是什么也不等的 `await`。
//
// `t.Sleep(0)` is an await that waits for nothing.

// speaker says its name three times, with an await after each if polite.
func speaker(name string, polite bool, say func(string)) loop.Coroutine {
	return func(t *loop.Task) any {
		for range 3 {
			say(name)
			if polite {
				t.Sleep(0)
			}
		}
		return nil
	}
}

// talk runs two speakers on one loop and returns what was said.
func talk(polite bool) (said string) {
	l := loop.New()
	defer l.Close()
	say := func(name string) { said += name }
	a, b := l.Go(speaker("A", polite, say)), l.Go(speaker("B", polite, say))
	l.RunUntil(l.Go(func(t *loop.Task) any { return t.Gather(a, b) }))
	return said
}
