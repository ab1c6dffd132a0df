package core

import (
	"fmt"
	"strings"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/recorder"
)

// # 小结 · What to keep
//
// - 并发不让计算变快 (E001),它让等待不白等 (E002, E003, E015)。
//   Concurrency makes no computing faster; it lets waiting not be wasted.
// - 一个核上,公平的轮流可能比先来先得慢 (E004);多个核才有并行 (E005 到 E008),上限是核数。
//   On one core fair turns may be slower than first come, first served; only several cores
//   are parallel, and their number is the limit.
// - 同步、异步是调用等不等结果 (E009);阻塞、非阻塞是线程停不停 (E010)。
//   Synchronous or not is whether a call waits for its result; blocking or not is whether
//   the thread stops.
// - 等待不用处理器 (E012),复制用 (E013);换线程要操作系统,换协程不要 (E014)。
//   Waiting uses no processor, copying does; to switch threads takes the operating system,
//   to switch coroutines does not.

// # 练习 · Exercises
//
// 每题改一个函数,运行它的单元格,再运行检查。检查会说明为什么。
//
// In each, change one function, run its cell, then the check. It says why.
//
// ## 练习一:少等一会儿 · Exercise 1: less waiting
//
// 两个下载各要 3 秒,下载完各要解压 2 秒;解压只有一个核,不能同时。现在要 10 秒,7 秒就够。
//
// Two downloads take 3 s each, and what they bring must be unpacked, 2 s each, on one core,
// so never both at once. This takes 10 s; 7 s are enough.

func fetchBoth(download, unpack func(name string)) {
	for _, name := range []string{"甲 A", "乙 B"} {
		download(name)
		unpack(name)
	}
}

// 检查(这里的计算是占着核睡觉):
//
// The check (computing is sleeping here, while having the core):

func sleep(seconds float64) { time.Sleep(lab.Seconds(seconds)) }

// tryFetch returns what a solution did, and how long it took.
func tryFetch(solution func(download, unpack func(name string))) (*recorder.Recorder, float64) {
	core, log := oneCore(sleep), recorder.New()
	download := func(string) { during(log, "download", 3) }
	unpack := func(string) { core(2); log.Note("unpacked") }
	watch := lab.Start()
	solution(download, unpack)
	return log, watch.Seconds()
}

//gosched:cell

func checkFetchBoth(solution func(download, unpack func(name string))) exercise.Answer {
	log, took := tryFetch(solution)
	done := strings.Count(log.String(), "unpacked")
	return exercise.Try("练习一 · Exercise 1").
		That(done == 2, "返回时还没有都解压:没有等 goroutine",
			"it returned before both were unpacked").
		That(log.MaxInside() == 2, "两个下载没有重叠",
			"the downloads do not overlap: nothing is done while one waits").
		That(took > 6.5, "快得不可能:没下载完就解压了",
			"impossibly fast: something was unpacked before it was there").
		That(took < 8.5, "下载重叠了,解压还在等什么?",
			"the downloads overlap, but what does unpacking wait for?").
		Solved("3 + 2 + 2:等待可以重叠,一个核上的计算不能",
			"3 + 2 + 2: waiting overlaps, computing on one core does not")
}

//gosched:example exercise1

// ## 练习二:n 件事 · Exercise 2: n jobs
//
// n 件 E003 的事(算 2,等 3,算 2)在一个先来先得的核上要几秒?写一个公式。
//
// How many seconds do n jobs of E003 (compute 2, wait 3, compute 2) take on a core that
// serves them in order? Write a formula.

func timeOf(n int) float64 {
	return 9
}

// 检查真的去做 1 到 4 件:
//
// The check does 1 to 4 of them:

func timeJobs(n int) float64 {
	core := oneCore(sleep)
	var jobs []func()
	for range n {
		jobs = append(jobs, func() { core(2); sleep(3); core(2) })
	}
	watch := lab.Start()
	atOnce(jobs...)
	return watch.Seconds()
}

//gosched:cell

func checkTimeOf(solution func(n int) float64) exercise.Answer {
	check := exercise.Try("练习二 · Exercise 2")
	for n := 1; n <= 4; n++ {
		took, claimed := timeJobs(n), solution(n)
		check = check.That(0.93*took < claimed && claimed < 1.07*took,
			fmt.Sprintf("%d 件事要 %.1f 秒,公式说 %.1f", n, took, claimed),
			fmt.Sprintf("%d of them take %.1f s, the formula says %.1f", n, took, claimed))
	}
	return check.Solved("从三件起核不闲:时间是计算的总和",
		"from three on the core is never idle: the sum of all computing")
}

//gosched:example exercise2

// ## 练习三:异步,而且不泄漏 · Exercise 3: asynchronous, without a leak
//
// `later` 让任何函数变成异步的。可是没有人来取结果时,它的 goroutine 永远停在那里。
//
// `later` makes any function asynchronous. But if nobody takes the result, its goroutine
// stays for ever.

func later(f func() string) <-chan string {
	result := make(chan string)
	go func() { result <- f() }()
	return result
}

// 检查:f 要 1 秒,1.5 秒以后来取。
//
// The check: f takes 1 s; its result is taken 1.5 s later.

func tryLater(solution func(func() string) <-chan string) (called float64, got string, room int) {
	watch := lab.Start()
	result := solution(func() string { sleep(1); return "数据" })
	called = watch.Seconds()
	sleep(1.5)
	select {
	case got = <-result:
	default:
	}
	return called, got, cap(result)
}

//gosched:cell

func checkLater(solution func(func() string) <-chan string) exercise.Answer {
	called, got, room := tryLater(solution)
	return exercise.Try("练习三 · Exercise 3").
		That(called < 0.5, "调用等了 f:f 要在自己的 goroutine 里",
			"the call waited for f, which must run in a goroutine").
		That(got == "数据", "f 早已结束,结果还不在通道里",
			"f ended long ago, and its result is not there").
		That(room > 0, "没人来取时 goroutine 会停在发送上",
			"if nobody came the goroutine would stay: it needs room to send").
		Solved("一个缓冲,谁也不用等谁", "with room for one, nobody has to wait for anybody")
}

//gosched:example exercise3

// ## 练习四:最多 n 个 · Exercise 4: at most n
//
// 十个任务,四个处理器:运行所有任务,任何时刻最多 n 个;返回时都已结束。
//
// Ten tasks, four processors: run all tasks, at any time at most n of them, and return when
// all have ended.

func atMost(n int, tasks []func()) {
	atOnce(tasks...)
}

//gosched:cell

func judgeAtMost(most, ended int) exercise.Answer {
	return exercise.Try("练习四 · Exercise 4").
		That(ended == 10, "返回时不是所有任务都结束了", "it returned before all tasks had ended").
		That(most <= 4, fmt.Sprintf("同时有 %d 个", most),
			fmt.Sprintf("%d at the same time", most)).
		That(most == 4, fmt.Sprintf("同时只有 %d 个,有处理器闲着", most),
			fmt.Sprintf("only %d at the same time: processors are idle", most)).
		Solved("一个有 n 个位置的通道就是信号量", "a channel with room for n is a semaphore")
}

//gosched:cell

func checkAtMost(solution func(n int, tasks []func())) exercise.Answer {
	log := recorder.New()
	tasks := make([]func(), 10)
	for i := range tasks {
		tasks[i] = func() { during(log, "task", 0.5); log.Note("ended") }
	}
	solution(4, tasks)
	most, ended := log.MaxInside(), strings.Count(log.String(), "ended")
	return judgeAtMost(most, ended)
}

//gosched:example exercise4
