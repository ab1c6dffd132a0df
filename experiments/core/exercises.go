package core

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/recorder"
)

// # 练习 · Exercises
//
// 每题改一个函数,运行它的单元格,再运行检查。检查会说明为什么。
//
// In each, change one function, run its cell, then the check. It says why.
//
// ## 练习一:少等一会儿 · Exercise 1: less waiting
//
// 两个下载各要 3 秒,下载完各要解压(2 秒,解压只有一个核,不能同时)。现在要 10 秒,7 秒就够。
//
// Two downloads take 3 s each, and what they bring must be unpacked, 2 s each (there is one
// core for that, so never both at once). This takes 10 s; 7 s are enough.

func fetchBoth(download, unpack func(name string)) {
	for _, name := range []string{"甲 A", "乙 B"} {
		download(name)
		unpack(name)
	}
}

// 检查(这里的计算是占着核睡觉) · The check (computing is sleeping here, while having the core):

// sleep sleeps for some document seconds.
func sleep(seconds float64) { time.Sleep(lab.Seconds(seconds)) }

func checkFetchBoth(f func(download, unpack func(name string))) exercise.Answer {
	const name = "练习一 · Exercise 1"
	log, core := recorder.New(), oneCore(sleep)
	download := func(string) { during(log, "download", 3) }
	unpack := func(string) { core(2); log.Note("unpacked") }
	watch := lab.Start()
	f(download, unpack)
	took, done := watch.Seconds(), strings.Count(log.String(), "unpacked")
	switch {
	case done < 2:
		return exercise.NotYet(name,
			"返回时还没有都解压:没有等 goroutine",
			"it returned before both were unpacked: nobody waited for the goroutines")
	case log.MaxInside() < 2:
		return exercise.NotYet(name,
			"两个下载没有重叠:等的时候什么也没做",
			"the downloads do not overlap: nothing is done while one waits")
	case took < 6.5:
		return exercise.NotYet(name,
			"快得不可能:没下载完就解压了",
			"impossibly fast: something was unpacked before it was there")
	case took > 8.5:
		return exercise.NotYet(name,
			"下载重叠了,还是太久:解压在等什么?",
			"the downloads overlap, but it takes too long: what does unpacking wait for?")
	}
	return exercise.Solved(name,
		"3 + 2 + 2:等待可以重叠,一个核上的计算不能",
		"3 + 2 + 2: waiting overlaps, computing on one core does not")
}

// ## 练习二:n 件事 · Exercise 2: n jobs
//
// n 件 E003 的事(算 2,等 3,算 2)在一个先来先得的核上要几秒?写一个公式。
//
// How many seconds do n jobs of E003 (compute 2, wait 3, compute 2) take on a core that
// serves them in order? Write a formula.

func timeOf(n int) float64 {
	return 9
}

// 真的去做 n 件:
//
// To do n of them:

// timeJobs returns how long n jobs take.
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

// 检查 · The check:

func checkTimeOf(f func(n int) float64) exercise.Answer {
	const name = "练习二 · Exercise 2"
	for n := 1; n <= 4; n++ {
		took, claimed := timeJobs(n), f(n)
		if claimed < 0.93*took || claimed > 1.07*took {
			return exercise.NotYet(name,
				fmt.Sprintf("%d 件事要 %.1f 秒,公式说 %.1f", n, took, claimed),
				fmt.Sprintf("%d of them take %.1f s, the formula says %.1f", n, took, claimed))
		}
	}
	return exercise.Solved(name,
		"从三件起,核一刻也不闲:时间就是计算的总和",
		"from three on the core is never idle: the time is the sum of all computing")
}

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

// 检查 · The check:

func checkLater(f func(func() string) <-chan string) exercise.Answer {
	const name = "练习三 · Exercise 3"
	watch := lab.Start()
	result := f(func() string { sleep(1); return "数据" })
	if watch.Seconds() > 0.5 {
		return exercise.NotYet(name,
			"调用等了 f:f 要在自己的 goroutine 里",
			"the call waited for f, which must run in a goroutine of its own")
	}
	sleep(1.5) // 这时 f 已经结束 · f has ended by now
	select {
	case got := <-result:
		if got != "数据" || cap(result) == 0 {
			return exercise.NotYet(name,
				"结果到了,可是没人来取时 goroutine 会停在发送上:通道要有一个位置",
				"the result is there, but if nobody came the goroutine would stay: the channel needs room for one")
		}
	default:
		return exercise.NotYet(name, "f 早已结束,结果还不在通道里", "f ended long ago, and its result is not there")
	}
	return exercise.Solved(name, "一个缓冲,谁也不用等谁", "with room for one, nobody has to wait for anybody")
}

// ## 练习四:最多 n 个 · Exercise 4: at most n
//
// 机器有四个处理器,任务有十个。运行所有任务,任何时刻最多 n 个;返回时都已结束。
//
// Ten tasks, four processors: run all tasks, at any time at most n of them, and return when
// all have ended.

func atMost(n int, tasks []func()) {
	atOnce(tasks...)
}

// 检查 · The check:

func checkAtMost(f func(n int, tasks []func())) exercise.Answer {
	const name = "练习四 · Exercise 4"
	log := recorder.New()
	var ended atomic.Int32
	tasks := make([]func(), 10)
	for i := range tasks {
		tasks[i] = func() {
			during(log, fmt.Sprint(i), 0.5)
			ended.Add(1)
		}
	}
	f(4, tasks)
	switch most := log.MaxInside(); {
	case ended.Load() < 10:
		return exercise.NotYet(name, "返回时不是所有任务都结束了", "it returned before all tasks had ended")
	case most > 4:
		return exercise.NotYet(name, fmt.Sprintf("同时有 %d 个", most), fmt.Sprintf("%d at the same time", most))
	case most < 4:
		return exercise.NotYet(name,
			fmt.Sprintf("同时最多只有 %d 个,有处理器闲着", most),
			fmt.Sprintf("never more than %d at the same time: processors are idle", most))
	}
	return exercise.Solved(name, "一个有 n 个位置的通道就是信号量", "a channel with room for n is a semaphore")
}
