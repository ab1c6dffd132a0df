package deadlock

import "gosched/kernel/display"

func Example_e046_predict() {
	e046.Predict("E041 的两把锁都换成 RLock,还会卡住吗 (true/false)?"+
		" · Both locks of E041 become RLocks: stuck (true/false)?",
		false) // 你的预测 · your guess
}

//gosched:cell %%go -use e046
func Example_e046() {
	list, err := playAll()
	display.Show(display.Table{Rows: list})
	stuck := len(list) > 3 && list[3].Stuck
	e046.Expect(false, "两把递归锁,AB/BA:不再卡住", "two RLocks, AB/BA: not stuck any more").
		Measure(stuck, "两把递归锁,AB/BA,卡住:%t", "two RLocks, AB/BA, stuck: %t").
		Judge(judgeCures(list, err))
}

// 在 Go 里“自己等自己”也不用递归锁:把函数拆成两个,一个上锁,一个要求锁已经拿着(练习二)。
//
// In Go not even waiting for oneself calls for a re-entrant lock: the function is split in two,
// one that locks and one that expects the lock to be held (exercise 2).
//
// > **试一试 · Try next** 在 `scenes` 末尾加一种情形:`first` 是 A、B,`second` 只有 B。会卡住吗?为什么?
// >
// > Add a case at the end of `scenes`: `first` is A and B, `second` only B. Is it stuck, and why?
