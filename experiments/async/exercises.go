package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/loop"
)

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

func bothDone(first, second float64) (result1, result2 string) {
	result1 = <-start("1finished", first)
	result2 = <-start("2finished", second)
	return result1, result2
}

// 检查 · The check:

func checkBothDone(f func(first, second float64) (string, string)) exercise.Answer {
	const name = "练习一 · Exercise 1"
	watch := lab.Start()
	result1, result2 := f(1, 2)
	took := watch.Seconds()
	switch {
	case result1 != "1finished" || result2 != "2finished":
		return exercise.NotYet(name, "结果不对:两个任务都要等到", "wrong results: both tasks must be awaited")
	case took > 2.5:
		return exercise.NotYet(name, "用了两者之和:第二个任务在等第一个结束才创建", "it took the sum: the second task is made only after the first has ended")
	}
	return exercise.Solved(name, "先都创建,再等:时间是较长者", "made first, awaited then: the time is that of the longer one")
}

// ## 练习二:第一个完成的 · Exercise 2: the first that is done
//
// `asyncio.wait(tasks, return_when=FIRST_COMPLETED)`:返回最先完成的任务的结果,不论它排第几。
//
// Return the result of the task that is done first, wherever it stands in the list.

func firstDone(tasks ...<-chan string) string {
	return <-tasks[0]
}

// 检查 · The check:

func checkFirstDone(f func(tasks ...<-chan string) string) exercise.Answer {
	const name = "练习二 · Exercise 2"
	watch := lab.Start()
	result := f(start("slow", 3), start("fast", 1), start("middle", 2))
	took := watch.Seconds()
	switch {
	case result != "fast":
		return exercise.NotYet(name, "最快的不在第一个位置,你等的是 "+result, "the fastest is not the first in the list; you waited for "+result)
	case took > 1.5:
		return exercise.NotYet(name, "结果对,但等了所有任务:通道要能收下没人要的结果", "right, but it waited for all: somebody must take the results nobody wants")
	}
	return exercise.Solved(name, "谁先完成谁报到", "whoever is done first reports first")
}

// ## 练习三:等不了那么久 · Exercise 3: not that long
//
// `asyncio.wait_for(task, timeout)`:在期限内等到结果,`ok` 为 true;否则空字符串和 false。
//
// Await the result within the limit, and `ok` is true; else the empty string and false.

func waitFor(task <-chan string, limit float64) (result string, ok bool) {
	return <-task, true
}

// 检查 · The check:

func checkWaitFor(f func(task <-chan string, limit float64) (string, bool)) exercise.Answer {
	const name = "练习三 · Exercise 3"
	if result, ok := f(start("1finished", 1), 2); !ok || result != "1finished" {
		return exercise.NotYet(name, "任务在期限内完成了,它的结果却丢了", "the task was done in time, but its result is lost")
	}
	watch := lab.Start()
	result, ok := f(start("2finished", 3), 1)
	took := watch.Seconds()
	switch {
	case took > 2:
		return exercise.NotYet(name, "期限过了还在等:接收没有第二种结局。select 有", "it waits beyond the limit: a receive has only one outcome, a select has two")
	case ok || result != "":
		return exercise.NotYet(name, "期限之前没有结果,ok 应为 false", "there was no result within the limit: ok must be false")
	}
	return exercise.Solved(name, "select 等两件事,先到的算数", "select waits for two things, and the first counts")
}

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

// 检查 · The check:

func checkSumUp(job loop.Coroutine) exercise.Answer {
	const name = "练习四 · Exercise 4"
	var result any
	clock := beside(func(t *loop.Task) any {
		result = job(t)
		return nil
	})
	stop := clock.LongestGap("tick")
	switch {
	case result != 190:
		return exercise.NotYet(name, "结果应为 190", "the result must be 190")
	case stop > 1:
		return exercise.NotYet(name, "两个 await 之间太久,循环上别人都在等", "too long between two awaits: everybody else on the loop waits")
	}
	return exercise.Solved(name, "常常让出:这就是协作式调度的礼貌,也是它的代价", "giving way often is the manners of cooperative scheduling, and its price")
}
