package core

import (
	"errors"
	"iter"
	"runtime"
	"syscall"

	"gosched/experiments/lab/usage"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E014 · 谁来切换 · Who switches
//
// 两个线程来回传一个字节,每次都要操作系统换人;两个协程来回传一个数,操作系统什么都不知道。
//
// Two threads that hand a byte to and fro need the operating system each time; of two
// coroutines that hand over numbers it knows nothing.

//gosched:example e014_predict
var e014 = verdict.Claim{
	ID: "E014", Seed: "000_d581f32df382d1d5.txt",
	Quote: "线程间切换,是操作系统决定的,耗费资源 # 程序员自己控制任务的切换,协程",
	English: "the operating system switches threads, which costs something; " +
		"the programmer switches coroutines",
}

var rounds = 500 // 来回几次 · to and fro; 试试 · try 100, 2000

// 线程:每个 goroutine 用 `LockOSThread` 独占一个线程,中间是两根管道。
//
// Threads: each goroutine has one to itself by `LockOSThread`; between them are two pipes.

// echo reads n bytes from one pipe and writes each into another.
func echo(n, from, to int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	one := make([]byte, 1)
	for range n {
		syscall.Read(from, one)
		syscall.Write(to, one)
	}
}

//gosched:cell

func closeAll(descriptors ...int) (wrong error) {
	for _, d := range descriptors {
		wrong = errors.Join(wrong, syscall.Close(d))
	}
	return wrong
}

//gosched:cell

// threads has two threads hand a byte to and fro n times.
func threads(n int) error {
	var there, back [2]int
	if err := errors.Join(syscall.Pipe(there[:]), syscall.Pipe(back[:])); err != nil {
		return err
	}
	syscall.Write(there[1], []byte("x")) // 开球 · the first serve
	atOnce(func() { echo(n, there[0], back[1]) }, func() { echo(n, back[0], there[1]) })
	return closeAll(there[0], there[1], back[0], back[1])
}

// 协程:Go 的 `iter.Pull`。每次 `next()` 走进序列,`yield` 走回来。
//
// Coroutines: `iter.Pull` of Go. Each `next()` goes into the sequence, and `yield` comes
// back.

// coroutines goes to and fro n times.
func coroutines(n int) {
	next, stop := iter.Pull(func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	})
	defer stop()
	for range n {
		next()
	}
}

// 操作系统数自己换了几次(Linux 的 `/proc/self/task/*/status`)。只用一个处理器,免得 Go 自己的别的
// 线程来凑热闹;数三次,取最少的。
//
// The operating system counts how often it switched (`/proc/self/task/*/status` of Linux).
// There is one processor only, so that no other thread of Go's own joins in; the least of
// three counts is taken.

func switched(f func()) (least int, wrong error) {
	for i := range 3 {
		var s usage.Switches
		var err error
		work.On(1, func() { s, err = usage.SwitchesIn(f) })
		wrong = errors.Join(wrong, err)
		if n := s.Voluntary + s.Involuntary; i == 0 || n < least {
			least = n
		}
	}
	return least, wrong
}

// 线程的切换随次数成正比;协程的不到次数的百分之一。
//
// The switches of threads grow in proportion; those of coroutines are less than a hundredth.

func judgeSwitches(once, fourTimes, coroutines int, err error) verdict.Verdict {
	growth, share := float64(fourTimes)/float64(once), float64(coroutines)/float64(40*rounds)
	return verdict.Within(growth, 3, 5, 1.5).
		And(verdict.Within(share, 0, 0.01, 0.5)).
		Provided(err == nil && rounds >= 100 && once >= rounds/2,
			"系统没有数到切换,或者 `rounds` 太小",
			"the system did not count the switches, or `rounds` is too small")
}
