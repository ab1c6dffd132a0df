package deadlock

import (
	"fmt"

	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/waitgraph"
)

// # E042 · 谁在等谁 · Who waits for whom
//
// 运行时结束程序时,打印一份清单:每个 goroutine 在哪个函数里、为什么停着。从中可以画出等待图:
// 箭头从等的人指向锁,从锁指向拿着它的人。环就是死锁。
//
// When the runtime ends a program, it prints a dump: in which functions each goroutine is, and
// why it stands still. From that the graph of who waits for whom can be drawn: an arrow leads
// from who waits to the lock, and one from the lock to who holds it. A circle is a deadlock.

//gosched:example e042_predict
var e042 = verdict.Claim{
	ID: "E042", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote: "线程2在等待线程1释放B锁,线程1在等待线程2释放A锁,互相制约",
	English: "thread 2 waits for thread 1 to release lock B, " +
		"thread 1 waits for thread 2 to release lock A: each is held up by the other",
}

// 清单说谁停在哪里,不说谁拿着锁:Go 的互斥锁不知道自己的主人。停在某个函数里,是在等什么、拿着
// 什么,要从源程序里读:
//
// The dump says who stands where, but not who holds a lock: a mutex of Go does not know its
// owner. What a goroutine that stands in a function waits for and holds, the source tells:

var (
	waitsIn = map[string]string{
		"foo": "lock A", "fooHoldingA": "lock B",
		"bar": "lock B", "barHoldingB": "lock A",
	}
	holdsIn = map[string]string{"fooHoldingA": "lock A", "barHoldingB": "lock B"}
)

// 十个线程里,拿着锁又在等的是哪些?只打印我们自己的函数,不打印 `sync` 里的。在 `bar` 里的那个已经
// 走过 `foo`:它是 Thread-1。
//
// Which of the ten hold a lock while they wait? Only our own functions are printed, none of
// `sync`. The one in `bar` has been through `foo`: it is Thread-1.

func printHolders(dump string) {
	for _, g := range waitgraph.Goroutines(dump) {
		if g.In("fooHoldingA") || g.In("barHoldingB") {
			fmt.Println(g.Own)
		}
	}
}
