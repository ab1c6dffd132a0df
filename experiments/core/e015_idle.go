package core

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E015 · 你等,我来算 · While you wait, I compute
//
// 一个处理器,一个 goroutine 计算 5 秒,另一个睡 4 秒。等的人占着处理器吗?
//
// One processor; a goroutine computes for 5 s, another sleeps for 4 s. Does who waits occupy
// the processor?

//gosched:example e015_predict
var e015 = verdict.Claim{
	ID: "E015", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote: "当程序出于I/O阻塞的时候,CPU如果和程序一起等待,那就太浪费了,cpu会去执行其他的程序",
	English: "when a program is blocked in IO it would be a waste if the CPU waited with it; " +
		"it runs other programs",
}

var (
	busy = 5.0 // 计算 · computing, s
	idle = 4.0 // 睡眠 · sleeping, s; 试试 · try 8
)

// 两个 goroutine 要做的:
//
// What the two goroutines do:

func burnBusy()  { work.Burn(busy) }
func sleepIdle() { time.Sleep(lab.Seconds(idle)) }
