package core

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E002 · 中间要等 IO · A wait in the middle
//
// 现在中间的 3 秒不是计算,是等 IO。先看一件做完再做另一件要多久。
//
// Now the 3 s in the middle are not computing but waiting for IO. First, how long does it
// take to do one job after the other?
//
// ```python
// def job():
//     compute(2); time.sleep(3); compute(2)
// job(); job()
// ```

//gosched:example e002_predict
var e002 = verdict.Claim{
	ID: "E002", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "计算用2s,io用3s,计算2s 计算用2s,io用3s,计算2s",
	English: "compute 2 s, IO 3 s, compute 2 s, and the same again: 2+3+2+2+3+2",
}

var (
	before  = 2.0 // 计算 · computing, s
	waiting = 3.0 // 等 IO · waiting for IO, s; 试试 · try 0, 10
	after   = 2.0 // 计算 · computing, s
)

// 一件事;`compute` 说怎样得到处理器:
//
// One job; `compute` says how it gets a processor:

// job computes, waits for its IO and computes again.
func job(compute func(seconds float64)) {
	compute(before)
	time.Sleep(lab.Seconds(waiting))
	compute(after)
}

//gosched:cell

// burningJob is a job that computes as any Go program does.
func burningJob() { job(work.Burn) }

// inTurn does two jobs, one after the other.
func inTurn() {
	burningJob()
	burningJob()
}

// plainTime is what that should take.
func plainTime() float64 { return 2 * (before + waiting + after) }
