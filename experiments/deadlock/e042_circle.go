package deadlock

import (
	"fmt"
	"strings"

	"gosched/experiments/lab/verdict"
)

// # E042 · 谁在等谁 · Who waits for whom
//
// 运行时结束程序时,打印每个 goroutine 在哪个函数里、为什么停着。从中可以画出等待图:从等的人
// 指向锁,从锁指向拿着它的人。环就是死锁。
//
// When the runtime ends a program, it prints for each goroutine in which functions it is and
// why it stands still. That gives the graph of who waits for whom: from who waits to the
// lock, from the lock to who holds it. A circle is a deadlock.

//gosched:example e042_predict
var e042 = verdict.Claim{
	ID: "E042", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "线程2在等待线程1释放B锁,线程1在等待线程2释放A锁,互相制约",
	English: "thread 2 waits for thread 1 to release lock B, thread 1 waits for thread 2 to release lock A: each is held up by the other",
}

// 清单说谁停在哪里,不说谁拿着锁:Go 的互斥锁不知道自己的主人。停在哪个函数里意味着等什么、拿着
// 什么,要读源程序:
//
// The dump says who stands where, and not who holds a lock: a mutex of Go does not know its
// owner. What it means to stand in a function is read from the source:

var (
	waitsIn = map[string]string{"foo": "lock A", "fooHoldingA": "lock B", "bar": "lock B", "barHoldingB": "lock A"}
	holdsIn = map[string]string{"fooHoldingA": "lock A", "barHoldingB": "lock B"}
)

// 清单里互相等着的两个:
//
// The two of the dump that wait for each other:

func printHolders(dump string) {
	for part := range strings.SplitSeq(dump, "\n\n") {
		if strings.Contains(part, "Holding") {
			fmt.Println(part + "\n")
		}
	}
}
