package async

import (
	"fmt"
	"strings"

	"gosched/experiments/lab/verdict"
)

func Example_e202_predict() {
	e202.Predict("A 和 B 各说三次,每次之后 await:谁何时说?"+
		" · A and B speak three times each, with an await after each:",
		"AAABBB") // 你的预测 · your guess
}

func Example_e202() {
	with, without := talk(true), talk(false)
	fmt.Println("有 await · with:", with, "没有 · without:", without)
	n := max(turns, 0)
	inTurn, enBloc := strings.Repeat("AB", n), strings.Repeat("A", n)+strings.Repeat("B", n)
	e202.Expect(inTurn, "%s;没有 await 时 %s", "%s; %s without await", enBloc).
		Measure(with, "%s;%s", "%s; %s", without).
		Judge(verdict.Check(with == inTurn && without == enBloc).
			Provided(turns > 1, "只说一次看不出来", "to speak once does not tell"))
	// Output: 有 await · with: ABABAB 没有 · without: AAABBB
}

// > **试一试 · Try next** `said += name` 没有锁。换成两个 goroutine 还行吗?用 `%%race` 看看。
// >
// > There is no lock around `said += name`. Would that do for two goroutines? Ask `%%race`.
