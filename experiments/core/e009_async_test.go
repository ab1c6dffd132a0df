package core

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e009_predict() {
	e009.Predict("异步调用过几秒返回?"+
		" · After how many seconds does the asynchronous call return?",
		0.0) // 你的预测 · your guess
}

func Example_e009() {
	plain, async, data := timeCalls()
	fmt.Printf("同步 · synchronous: %.2f s\n", plain)
	fmt.Printf("异步 · asynchronous: %.2f s, 数据 data %.2f s\n", async, data)
	e009.Expect(0.0, "马上返回,数据 %[2]v 秒后到", "at once; the data come after %[2]v s", delay).
		Measure(async, "%.2f 秒返回,数据 %.2f 秒后到;同步 %.2f 秒返回",
			"after %.2f s; data after %.2f s; the synchronous call after %.2f s", data, plain).
		Judge(verdict.Within(async/delay, 0, 0.05, 0.5).
			And(verdict.Check(plain >= 0.95*delay && data >= delay)).
			Provided(delay >= 0.5, "`delay` 太小,量不出", "`delay` is too small to be measured"))
}

// > **试一试 · Try next** 异步省了时间吗?在 `async = …` 和 `<-result` 之间加一行
// > `work.Burn(0.5)`:数据几秒后到?
// >
// > Is any time saved? Add a line `work.Burn(0.5)` between `async = …` and `<-result`: after how
// > many seconds are the data there?
