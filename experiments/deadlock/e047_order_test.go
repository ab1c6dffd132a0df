package deadlock

import (
	"errors"

	"gosched/kernel/display"
)

func Example_e047_predict() {
	e047.Predict("次序相反,每轮中间让一步。第几轮卡住?"+
		" · Opposite orders, with a pause between: stuck in which round?",
		10) // 你的预测 · your guess
}

//gosched:cell %%go -use e047
func Example_e047() {
	unordered, err1 := play(unorderedRounds, "AB/BA", "pause")
	lucky, err2 := play(100_000, "AB/BA", "nothing")
	ordered, err3 := play(orderedRounds, "AB/AB", "pause")
	display.Show(display.Table{Rows: []series{unordered, lucky, ordered}})
	e047.Expect(1, "不按次序:%[2]d 轮之内卡住;按次序:%[3]d 轮都不卡",
		"without an order stuck within %[2]d rounds; with one never in %[3]d",
		unordered.Rounds, ordered.Rounds).
		Measure(unordered.Finished+1, "第 %d 轮,卡住:%t;按次序 %d 轮,卡住:%t",
			"round %d, stuck: %t; with an order %d rounds, stuck: %t",
			unordered.Stuck, ordered.Finished, ordered.Stuck).
		Judge(judgeOrder(ordered, unordered, errors.Join(err1, err2, err3)))
}

// 中间那一行是同一个毛病,只是两把锁之间不停:它跑过多少轮才卡住,甚至没有卡住?测试通过一千次也不等于
// 没有死锁;次序才是证明。
//
// The line in the middle has the same fault, only without a pause between the locks. How many
// rounds did it take to get stuck, if it did at all? A test that passes a thousand times does
// not prove that there is no deadlock. The order does.
//
// > **试一试 · Try next** 再运行几次这一格:第一行和第三行一样,中间那一行每次都不同。
// >
// > Run this cell a few more times: the first and the third line stay the same, the one in the
// > middle is another each time.
