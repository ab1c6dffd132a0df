package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/work"
)

func Example_e206_predict() {
	e206.Predict("两个 goroutine、两个处理器,快几倍? · Two goroutines on two processors: how many times faster?", 1.0)
}

func Example_e206() {
	var lock work.Lock
	var times []float64
	work.On(2, func() {
		times = lab.Best(7,
			func() { work.Burn(0.5); work.Burn(0.5) },
			func() { burnTogether(2, work.Burn) },
			func() { burnTogether(2, lock.Burn) })
	})
	free, locked := times[0]/times[1], times[0]/times[2]
	fmt.Printf("加速 · speed-up: %.2f, 有锁 · with a lock: %.2f\n", free, locked)
	e206.Expect(2.0, "接近 %.0f,有全局锁时 1", "close to %.0f, and 1 with a global lock").
		Measure(free, "%.2f,有锁 %.2f", "%.2f, with a lock %.2f", locked).
		Judge(judgeSpeedUp(free, locked))
}

// > **试一试 · Try next** `work.On(1, …)`:只有一个处理器时,两个 goroutine 还快吗?
// >
// > With `work.On(1, …)` there is one processor: are two goroutines still faster?
