package deadlock

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e043_predict() {
	e043.Predict("十个线程,每个拿着锁睡 1 秒。共几秒? · Ten threads hold the lock and sleep for 1 s. How many seconds in all?", 1.0)
}

// 这里量的是睡和等,所以解释执行就够了。
//
// What is timed here is sleeping and waiting, so an interpreted cell will do.
func Example_e043() {
	watch := lab.Start()
	held, said := withOneLock()
	took, lines := watch.Seconds(), len(said.Order())
	fmt.Printf("%d 行 · lines, %.1f s\n", lines, took)
	display.Show(held.Gantt().Titled("谁拿着锁 · who holds the lock"))
	complete := lines == 4*threads && took >= float64(threads)
	e043.Expect(float64(threads), "不卡住,%[2]d 行,至少 %.0[1]f 秒", "not stuck, %[2]d lines, at least %.0[1]f s", 4*threads).
		Measure(took, "%[2]d 行,%.1[1]f 秒", "%[2]d lines, %.1[1]f s", lines).
		Judge(verdict.Check(complete).If(
			"治好它的是“一把”,不是“递归”:两把递归锁照样卡住(E046)",
			"being one lock is the cure, not being re-entrant: two RLocks get stuck as before (E046)"))
}

// 代价也看得见:锁拿着睡觉,十个线程排成一队,一点并发也不剩。
//
// The price can be seen, too: the lock is held while its holder sleeps, so the ten threads
// stand in a line, and nothing is left of their concurrency.
//
// > **试一试 · Try next** 令 `threads = 2`。再想:把 `time.Sleep` 移到 `t.a.Unlock()` 之后,要几秒?
// >
// > Try `threads = 2`. Then think: with `time.Sleep` after `t.a.Unlock()`, how many seconds?
