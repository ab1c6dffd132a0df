package core

import "gosched/experiments/lab/verdict"

// # E004 · 交给真正的调度器:11 秒 · With a real scheduler: 11 s
//
// > **捉虫 · Bug hunt** 文档没有说,9 秒有一个前提:谁也不能从正在计算的人手里把核拿走。
// > 真正的调度器每 10 毫秒左右就换人(Go 如此,Linux 如此,CPython 每 5 毫秒)。那时会怎样?
// >
// > The document does not say that its 9 s need something: that nobody takes the core away
// > from one who computes. Real schedulers do so every 10 ms or so (Go and Linux; CPython
// > after 5 ms). What then?

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

// 文档的 9 秒做得到吗?做不到的话,是不是算术说的那样?
//
// Are the document's 9 s reached? If not, is it what arithmetic says?

func judgeSharing(ratio float64) verdict.Verdict {
	ordered, shared := orderedTime()/plainTime(), sharedTime()/plainTime()
	between := max((ordered+shared)/2, 1.05*ordered)
	if ratio <= between {
		return verdict.Check(true)
	}
	return verdict.Within(ratio, between, 1.17*shared, 1.5*shared).If(
		"要先来先得、用完才让;轮流用就都慢,而且一起等",
		"if the core is kept until a phase is over; taking turns, both are slow and then wait together")
}
