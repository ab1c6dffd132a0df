package core

import (
	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/usage"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E005 · 两个核 · Two cores
//
// 同样的程序,一个字不改,只把 `GOMAXPROCS` 从 1 改成 2。
//
// The same program to the letter; only `GOMAXPROCS` is 2 instead of 1.

//gosched:example e005_predict
var e005 = verdict.Claim{
	ID: "E005", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "同一时刻,多个任务在执行----》一定是多核cpu",
	English: "several tasks running at the same instant: that needs a CPU of several cores",
}

// parallelTime is what two jobs should take if each has a processor.
func parallelTime() float64 { return before + waiting + after }

// 对照:两个处理器真的空着吗?操作系统记着,程序的线程排队等处理器等了多久(`Queued`)。
//
// The control: are two processors really free? The operating system knows for how long the
// program's threads stood in the queue for one (`Queued`).

// costs returns what two jobs cost on two processors, in turn and at the same time.
func costs() (plain, both usage.Bill, err error) {
	work.On(2, func() {
		bills, failed := usage.Best(2, inTurn, concurrent)
		plain, both, err = bills[0], bills[1], failed
	})
	return plain, both, err
}

//gosched:cell

// twoFree reports whether a program on two processors hardly had to queue for them, and
// what to say if it had.
func twoFree(cost usage.Bill) (bool, string, string) {
	return cost.Queued <= 0.15*cost.CPU(),
		"这次没有得到两个空闲的处理器", "this run did not get two free processors"
}

//gosched:example e005

// ## 14 → 11 → 9 → 7
//
// 同样的两件事,四种做法;秒数从前面的卡片来。
//
// The same two jobs, done in four ways; the seconds are those of the cards so far.

// measured returns the seconds on the cards of the experiments.
func measured(ids ...string) (seconds []float64) {
	for _, id := range ids {
		card, _ := verdict.Latest(id)
		took, _ := card.Measured.Value.(float64)
		seconds = append(seconds, took)
	}
	return seconds
}

//gosched:example e005_bars

// 最后,四种做法画在一起。谁在什么时候算,不由我们说,由 Go 运行时的执行轨迹说(`lab/schedule`)。
//
// At last, all four in one picture. Who computes when is not what we say but what the
// execution trace of the Go runtime says (`lab/schedule`).

// onOne records two jobs in turn, concurrent and overlapped on one processor.
func onOne() (plain, concurrent, overlapped *schedule.Schedule) {
	compute := oneCore(work.Burn)
	orderly := func() { job(compute) }
	work.On(1, func() {
		plain = schedule.InTurn(burningJob, burningJob)
		concurrent = schedule.Record(burningJob, burningJob)
		overlapped = schedule.Record(orderly, orderly)
	})
	return plain, concurrent, overlapped
}

//gosched:cell

// onTwo records two jobs on two processors.
func onTwo() (parallel *schedule.Schedule) {
	work.On(2, func() { parallel = schedule.Record(burningJob, burningJob) })
	return parallel
}
