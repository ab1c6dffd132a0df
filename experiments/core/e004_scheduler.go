package core

import "gosched/experiments/lab/verdict"

// # E004 · 交给真正的调度器 · With a real scheduler
//
// > **捉虫 · Bug hunt** 文档没有说,9 秒有一个前提:谁也不能从正在计算的人手里把核拿走。
// > 真正的调度器过一会儿就换人:Linux 过几毫秒,CPython 5 毫秒,Go 10 到 20 毫秒。那时会怎样?
// >
// > The document does not say what its 9 s need: that nobody takes the core away from one who
// > computes. Real schedulers do: Linux after a few milliseconds, CPython after 5, Go after
// > 10 to 20. What then?

//gosched:example e004_predict
var e004 = verdict.Claim{
	ID: "E004", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "2+2+1+2+2",
	English: "overlapped: 2+2+1+2+2 = 9 s (said of any one core)",
}

// 同样的两件事,这次不要我们的核,只让 Go 用一个处理器:
//
// The same two jobs, without our core; Go itself has one processor:

// concurrent does two jobs at the same time, as the scheduler likes.
func concurrent() { atOnce(burningJob, burningJob) }

// sharedTime is what that should take if both get half of the processor: their phases
// take twice as long, and they wait together.
func sharedTime() float64 { return 2*before + waiting + 2*after }

// 和先来先得的核比 (E003):做得到一样快吗?做不到的话,是不是算术说的那样?
//
// Compared with the core that serves in order (E003), is it as fast? If not, is it what
// arithmetic says?

// judgeSharing is given the times of both, as parts of the time in turn.
func judgeSharing(ratio, ordered float64) verdict.Verdict {
	shared := sharedTime() / plainTime()
	between := max((ordered+shared)/2, 1.05*ordered)
	if ratio <= between {
		return verdict.Check(true)
	}
	return verdict.Within(ratio, between, 1.17*shared, 1.5*shared).If(
		"要用完一段才让出核;轮流用,两个都慢,然后一起等",
		"if a core is kept until the phase is over; taking turns, "+
			"both are slow, then wait together")
}
