package deadlock

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/kernel/display"
)

func Example_e043_predict() {
	e043.Predict("十个线程,每个拿着锁睡 1 秒。共几秒?"+
		" · Ten threads hold the lock and sleep for 1 s. How many seconds in all?",
		1.0) // 你的预测 · your guess
}

// 这里量的是睡和等,所以解释执行就够了。
//
// Only sleeping and waiting are timed here, so an interpreted cell will do.
func Example_e043() {
	watch := lab.Start()
	held, said := withOneLock()
	took, lines := watch.Seconds(), len(said.Order())
	fmt.Printf("%d 行 · lines, %.1f s\n", lines, took)
	display.Show(held.Gantt().Titled("谁拿着锁 · who holds the lock"))
	e043.Expect(float64(threads), "不卡住,%[2]d 行,至少 %.0[1]f 秒",
		"not stuck, %[2]d lines, at least %.0[1]f s", 4*threads).
		Measure(took, "%[2]d 行,%.1[1]f 秒", "%[2]d lines, %.1[1]f s", lines).
		Judge(judgeOneLock(lines, took))
}

// 代价也看得见:锁拿着睡觉,十个线程排成一队,一点并发也不剩。
//
// The price can be seen, too: the lock is held while its holder sleeps, so the ten threads
// stand in line, and nothing is left of their concurrency.
//
// > **试一试 · Try next** 在 `foo` 里把 `time.Sleep` 移到 `t.a.Unlock()` 之后(E041 的单元格),再运行这一格:
// > 几秒?拿着锁的时候不要睡。
// >
// > In `foo` (a cell of E041), move `time.Sleep` after `t.a.Unlock()`, and run this cell again:
// > how many seconds? Do not sleep while you hold a lock.
