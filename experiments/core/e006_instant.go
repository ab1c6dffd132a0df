package core

import (
	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E006 · 同一瞬间有几个在跑 · How many run at the same instant
//
// 并发和并行的区别在“同一时刻”。眼睛看不见一个时刻,执行轨迹看得见:Go 运行时把每个 goroutine
// 何时开始跑、何时停下记到纳秒。
//
// Concurrent and parallel differ in one instant. Eyes cannot see an instant; an execution
// trace can: the Go runtime notes to the nanosecond when each goroutine begins and ceases
// to run.

//gosched:example e006_predict
var e006 = verdict.Claim{
	ID: "E006", Seed: "000_d581f32df382d1d5.txt",
	Quote: "并发是指一个时间段内,有几个程序在同一个cpu上执行," +
		"但是同一时刻,只有一个程序在cpu上运行",
	English: "concurrent means that several programs are on one CPU for some time, " +
		"of which only one runs at any instant",
}

var burning = 0.5 // 计算几秒 · for how long to compute, s; 试试 · try 0.1, 2

// 两个计算的 goroutine,`processors` 个处理器:
//
// Two goroutines that compute, on so many processors:

// twoBurning records two goroutines that compute at the same time.
func twoBurning(processors int) (s *schedule.Schedule) {
	burn := func() { work.Burn(burning) }
	work.On(processors, func() { s = schedule.Record(burn, burn) })
	return s
}
