package deadlock

import (
	"fmt"

	"gosched/experiments/lab/child"
)

func Example_e041_predict() {
	e041.Predict("十个线程本应打印 40 行。几行之后卡住?"+
		" · Ten threads should print 40 lines. After how many is it stuck?",
		40) // 你的预测 · your guess
}

// 运行:编译,启动子进程,最多看 10 秒。
//
// To run it: the cell is compiled, starts its child, and watches it for at most 10 s.
//
//gosched:cell %%go -use e041
func Example_e041() {
	t := child.Run(10, twoLocks)
	fmt.Println(t)
	e041.Expect(4, "%d 行,然后至少 3 秒没有声音", "%d lines, then silence for at least 3 s").
		Measure(len(t.Text()), "%d 行,然后静默 %.1f 秒", "%d lines, then silence for %.1f s",
			t.Silence()).
		Judge(judgeStuck(t))
}

// 最后一行是 Go 的运行时说的:所有 goroutine 都睡着了,没有谁能叫醒谁。Python 的进程会永远挂着。
//
// The last line is the Go runtime's: all goroutines are asleep, and none can wake another.
// The Python process would hang for ever.
//
// > **试一试 · Try next** 去掉 `say` 里的 `runtime.Gosched()`,令 `processors = 2`,多运行几次:在我们的
// > 机器上 25 次里只有 12 次停在第四行,有一次根本没有卡住。死锁要看运气,所以测试常常找不到它。
// >
// > Without `runtime.Gosched()` in `say`, and with `processors = 2`, run it several times. On
// > our machine 12 runs of 25 ended at the fourth line, and one was never stuck. A deadlock
// > is a matter of luck, so tests often miss it.
