package async

import (
	"runtime"

	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_e206_predict() {
	e206.Predict("两个 goroutine、两个处理器,快几倍?"+
		" · Two goroutines on two processors: how many times faster?",
		1.0) // 你的预测 · your guess
}

func Example_e206() {
	times := threeWays()
	ways := []string{"一个 · one", "几个 · shared", "有锁 · with a lock"}
	bars := chart.Bar(ways, times)
	bars.X.Unit = "s"
	display.Show(bars)
	processors := max(1, min(workers, runtime.GOMAXPROCS(0)))
	faster, locked := times[0]/times[1], times[0]/times[2]
	e206.Expect(processors, "接近 %d 倍,有全局锁时 1 倍", "close to %d times, 1 with a global lock").
		Measure(faster, "%.2f 倍,有锁 %.2f 倍", "%.2f times, with a lock %.2f", locked).
		Judge(judgeSpeedUp(processors, faster, locked))
}

// > **试一试 · Try next** 四个 goroutine 快几倍?看看开头那张表里的处理器数。
// >
// > How much faster are four goroutines? See the number of processors in the table at the top.
