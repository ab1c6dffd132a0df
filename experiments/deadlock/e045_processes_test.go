package deadlock

import "gosched/kernel/display"

func Example_e045_predict() {
	e045.Predict("本进程拿了 3 次。还 1 次后,另一个进程能进吗 (true/false)?"+
		" · Taken 3 times, released once: can another process enter?",
		true) // 你的预测 · your guess
}

//gosched:cell %%go -use e045
func Example_e045() {
	n := min(times, 100)
	list, err := shareFile(n)
	display.Show(display.Table{Rows: list})
	entered := enteredWhileHeld(list)
	e045.Expect(false, "计数大于 0 时,别的线程和进程都进不去",
		"while the counter is above 0, no other thread and no other process enters").
		Measure(entered > 0, "%[2]d 步中有 %[3]d 步进去过",
			"of %[2]d steps, another entered in %[3]d", len(list), entered).
		Judge(judgeVisits(list, n, err))
}

// > **试一试 · Try next** 去掉 `neighbour` 里的 `defer lock.Close()`:它拿着锁就结束了。表变了吗?(没有:进程
// > 结束,操作系统就收回 `flock`。只靠文件里的进程号的锁,就没有人收回。)
// >
// > Take `defer lock.Close()` out of `neighbour`, so that it ends with the lock in its hands. Does
// > the table change? (No: the operating system takes `flock` back when a process ends. A lock
// > that is only a process number in a file nobody takes back.)
