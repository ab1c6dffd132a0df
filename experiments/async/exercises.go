package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # 小结 · What to keep
//
// - 协程是描述,任务才运行:调用协程函数什么也不做 (E198, E199)。
//   A coroutine describes, a task runs: to call a coroutine function does nothing.
// - 先都创建再等,时间是最长者;等完一个再创建下一个,是和 (E193 到 E196)。
//   Make all, then await: the longest. Await one, then make the next: the sum.
// - 循环上一次只运行一个函数,只在 `await` 处换人:不需要锁 (E197, E202),但不许阻塞 (E207);
//   会阻塞的交给池 (E205)。
//   On a loop one function runs at a time and gives way at an `await` only: no locks are
//   needed, and nothing may block; what blocks goes to a pool.
// - goroutine 不需要这份礼貌:运行时自己就是循环,还能用上所有处理器 (E203, E206)。
//   Goroutines need no such manners: the runtime is the loop, and uses all processors.

// # 练习 · Exercises
//
// 每题改一个函数,运行它的单元格,再运行检查。检查会说明为什么。
//
// In each, change one function, run its cell, then the check. It says why.
//
// ## 练习一:修好 test_error · Exercise 1: repair test_error
//
// 两个任务都要完成,总时间只能是较长者。
//
// Both tasks must be done, in the time of the longer one.

func bothDone(func1, func2 func() string) (result1, result2 string) {
	result1 = <-start(func1)
	result2 = <-start(func2)
	return result1, result2
}

//gosched:cell

func checkBothDone(try func(func1, func2 func() string) (string, string)) exercise.Answer {
	seen, watch := recorder.New(), lab.Start()
	result1, result2 := try(nap(seen, "1finished", 1), nap(seen, "2finished", 2))
	took := watch.Seconds()
	return exercise.Try("练习一 · Exercise 1").
		That(result1 == "1finished" && result2 == "2finished",
			"两个任务都要等到", "both tasks must be awaited").
		That(verdict.Near(took, seen.Longest(), seen.Total()).Kind != verdict.Refuted,
			"用了两者之和:第二个任务创建得太晚",
			"it took the sum: the second task is made too late").
		Solved("先都创建,再等:时间是较长者",
			"first make both, then await: the time of the longer one")
}

//gosched:example exercise1

// ## 练习二:第一个完成的 · Exercise 2: the first that is done
//
// `asyncio.wait(tasks, return_when=FIRST_COMPLETED)`:返回最先完成的任务的结果,不论它排第几。
//
// Return the result of the task that is done first, wherever it stands in the list.

func firstDone(tasks ...<-chan string) string {
	return <-tasks[0]
}

//gosched:cell

func checkFirstDone(try func(tasks ...<-chan string) string) exercise.Answer {
	watch := lab.Start()
	result := try(startAll(recorder.New(), []float64{3, 1, 2})...)
	took := watch.Seconds()
	return exercise.Try("练习二 · Exercise 2").
		That(result == "2finished",
			"最快的是第二个;你等的是 "+result, "the second is the fastest; you waited for "+result).
		That(took < 2, "结果对,但等了所有任务", "right, but it waited for all tasks").
		Solved("谁先完成谁先报到;没人要的结果留在通道里",
			"the first reports first; the channel keeps what nobody wants")
}

//gosched:example exercise2

// ## 练习三:等不了那么久 · Exercise 3: not that long
//
// `asyncio.wait_for(task, timeout)`:在期限内等到结果,`ok` 为 true;否则空字符串和 false。
//
// Await the result within the limit, and `ok` is true; else the empty string and false.

func waitFor(task <-chan string, limit float64) (result string, ok bool) {
	return <-task, true
}

//gosched:cell

func checkWaitFor(try func(task <-chan string, limit float64) (string, bool)) exercise.Answer {
	inTime, ok1 := try(start(nap(recorder.New(), "1finished", 1)), 2)
	watch := lab.Start()
	tooLate, ok2 := try(start(nap(recorder.New(), "1finished", 3)), 1)
	took := watch.Seconds()
	return exercise.Try("练习三 · Exercise 3").
		That(ok1 && inTime == "1finished", "按时完成的结果却丢了", "a result in time is lost").
		That(took < 2,
			"期限过了还在等:接收只有一种结局",
			"it waits beyond the limit: a receive has one outcome").
		That(!ok2 && tooLate == "", "没有等到,ok 应为 false", "it was too late: ok must be false").
		Solved("select 等两件事,先到的算数", "select waits for two things, and the first counts")
}

//gosched:example exercise3

// ## 练习四:有礼貌的计算 · Exercise 4: polite computing
//
// 这个协程计算很久而不 `await`,钟停了。让钟至少每 0.5 秒走一次,结果不变。
//
// This coroutine computes for long without an `await`, and the clock stops. Let it go on
// at least every 0.5 s, with the same result.

func sumUp(t *loop.Task) any {
	sum := 0
	for i := range 20 {
		time.Sleep(lab.Seconds(0.1)) // 代表计算 · stands for computing
		sum += i
	}
	return sum
}

//gosched:cell

func checkSumUp(try loop.Coroutine) exercise.Answer {
	var result any
	seen := beside(func(t *loop.Task) any {
		result = try(t)
		return nil
	})
	return exercise.Try("练习四 · Exercise 4").
		That(result == 190, "结果应为 190", "the result must be 190").
		That(lab.Longest(seen.Gaps("tick")) < 0.9,
			"两次 await 隔得太久:别人都在等", "too long between two awaits: all others wait").
		Solved("常常让出:协作的礼貌和代价",
			"giving way often: the manners of cooperation, and its price")
}

//gosched:example exercise4
