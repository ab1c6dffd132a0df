package core

import (
	"errors"
	"fmt"
	"syscall"

	"gosched/experiments/lab/verdict"
)

func Example_e010_predict() {
	e010.Predict("没有数据时,非阻塞的读过几秒返回?"+
		" · No data yet: the non-blocking read returns after …?",
		1.0) // 你的预测 · your guess
}

func Example_e010() {
	blocking, ended1 := readOnce(false)
	asking, ended2 := readOnce(true)
	fmt.Printf("阻塞 · blocking:     %.2f s, %v\n", blocking, ended1)
	fmt.Printf("非阻塞 · non-blocking: %.2f s, %v\n", asking, ended2)
	e010.Expect(0.0, "立刻返回 EAGAIN;阻塞的等 %[2]v 秒",
		"EAGAIN at once; the blocking one waits %[2]v s", delay).
		Measure(asking, "%.2f 秒,%v;阻塞的 %.2f 秒",
			"%.2f s, %v; the blocking one %.2f s", ended2, blocking).
		Judge(verdict.Within(asking/delay, 0, 0.05, 0.5).
			And(verdict.Check(blocking >= 0.95*delay && errors.Is(ended2, syscall.EAGAIN))).
			Provided(ended1 == nil && delay >= 0.5,
				"管道不能用,或者 `delay` 太小", "no pipe could be made, or `delay` is too small"))
}

// > **试一试 · Try next** `delay = 3` (E009),再运行:哪一种读变慢了?非阻塞的读又怎样知道数据何时
// > 来?NB14 比较四种办法。
// >
// > With `delay = 3` (E009), which read is slower now? And how does a non-blocking one know when
// > the data are there? NB14 compares four ways.
