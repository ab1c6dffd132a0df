package async

import (
	"runtime"

	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_e206_predict() {
	e206.Predict("两个 goroutine、两个处理器,快几倍? · Two goroutines on two processors: how many times faster?", 1.0)
}

// 没有变快时不下结论:那可能只是没有空闲的处理器。
//
// If it is not faster, nothing is decided: perhaps no processor was idle.
func Example_e206() {
	times := threeWays()
	ways := []string{"先后 · in turn", "同时 · together", "有锁 · with a lock"}
	display.Show(chart.Bar(ways, times).Labeled("", "s"))
	processors := min(workers, runtime.NumCPU())
	speedUp, withLock := times[0]/times[1], times[0]/times[2]
	e206.Expect(processors, "接近 %d,有全局锁时 1", "close to %d, and 1 with a global lock").
		Measure(speedUp, "%.2f,有锁 %.2f", "%.2f, with a lock %.2f", withLock).
		Judge(verdict.Check(processors > 1).
			If("没有全局锁:Go ✔;有 GIL 的 CPython ✘", "there is no global lock: ✔ Go, ✘ CPython with its GIL").
			Provided(processors > 1 && speedUp > 0.8*float64(processors) && withLock < 1.15,
				"这次没有得到空闲的处理器", "this run did not get idle processors"))
}

// > **试一试 · Try next** 四个 goroutine 快几倍?看看第一个单元格里的处理器数。
// >
// > How much faster are four goroutines? See the number of processors in the first cell.
