package async

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e202_predict() {
	e202.Predict("A 和 B 各说三次,每次之后 await · A and B speak three times each, with an await after each:", "AAABBB")
}

func Example_e202() {
	with, without := talk(true), talk(false)
	fmt.Println("有 await · with:", with, "没有 · without:", without)
	e202.Expect("ABABAB", "%s;没有 await 时 AAABBB", "%s; AAABBB without await").
		Measure(with, "%s;%s", "%s; %s", without).
		Judge(verdict.Check(with == "ABABAB" && without == "AAABBB"))
	// Output: 有 await · with: ABABAB 没有 · without: AAABBB
}

// > **试一试 · Try next** `said += name` 没有锁。换成两个 goroutine 还行吗?为什么循环上可以?
// >
// > There is no lock around `said += name`. Would that do for two goroutines? Why does it
// > do on a loop?
