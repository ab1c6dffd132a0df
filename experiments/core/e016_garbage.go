package core

import (
	"runtime"
	"runtime/metrics"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E016 · 谁收垃圾 · Who collects the garbage
//
// 文档说有一个专门的垃圾回收线程。Go 的确在程序旁边同时回收,用的是自己的 goroutine;
// 轨迹里它们叫 GC worker。
//
// The document says there is a thread for collecting garbage. Go does collect while the
// program runs beside it, in goroutines of its own, which a trace calls GC workers.

//gosched:example e016_predict
var e016 = verdict.Claim{
	ID: "E016", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "垃圾回收机制:垃圾回收线程专门干这个事",
	English: "garbage collection: a thread of its own does just this",
}

var (
	kept      = 20_000  // 留着的块 · blocks that are kept
	allocated = 400_000 // 共要的块 · blocks in all; 试试 · try 4_000_000
)

// 一直要新的内存,旧的大多变成垃圾:
//
// New memory again and again, while most of the old becomes garbage:

// litter allocates blocks of 1 KiB and keeps the latest.
func litter() {
	blocks := make([][]byte, max(kept, 1))
	for i := range allocated {
		blocks[i%len(blocks)] = make([]byte, 1024)
	}
}

// 回收用了多少处理器时间,Go 自己知道(`runtime/metrics`):
//
// How much processor time was spent on it is known to Go (`runtime/metrics`):

// collectorTime returns the processor time spent on collecting so far, in document seconds.
func collectorTime() float64 {
	sample := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindFloat64 {
		return 0
	}
	return lab.InSeconds(time.Duration(sample[0].Value.Float64() * float64(time.Second)))
}

// 两个处理器:一个给程序,一个给回收。
//
// Two processors: one for the program, one for the collector.

// recordLitter records litter, and returns the processor time of the collector meanwhile.
func recordLitter() (s *schedule.Schedule, spent float64) {
	sofar := collectorTime()
	work.On(2, func() { s = schedule.Record(litter) })
	runtime.GC() // 账在一轮结束时才记 · the account is written at the end of a collection
	return s, collectorTime() - sofar
}

//gosched:cell

// standsStill says "no" if the collector ran beside the program.
func standsStill(beside float64) string {
	if beside > 0 {
		return "no"
	}
	return "yes"
}

//gosched:cell

// judgeCollecting is given the processor time of the collector, and for how long it ran
// beside the program.
func judgeCollecting(spent, beside float64) verdict.Verdict {
	return verdict.Check(spent > 0).
		If("说的是 Go:运行时自己的 goroutine 和程序并行;CPython ✘:引用计数,在同一个线程里",
			"it is Go: goroutines of the runtime run beside the program; "+
				"✘ CPython: reference counts, same thread").
		Provided(beside > 0, "没有记录到回收和程序同时在跑",
			"collector and program were not recorded at the same time")
}
