package deadlock

import (
	"sync"

	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/waitgraph"
	"gosched/kernel/display"
)

func Example_e042_predict() {
	e042.Predict("十个线程都停着。环上有几个?"+
		" · All ten threads stand still. How many of them are in the circle?",
		10) // 你的预测 · your guess
}

//gosched:cell %%go -use e042
func Example_e042() {
	t := child.Run(10, twoLocks)
	_, dump := t.Said()
	printHolders(dump)
	graph := waitgraph.FromDump(dump, waitsIn, holdsIn)
	display.Show(graph.Chart().Titled("谁在等谁 · who waits for whom"))
	circle := graph.Circle()
	e042.Expect(2, "环上有 %d 个线程", "%d threads in the circle").
		Measure(len(circle), "%[1]d 个线程", "%d threads: %s", graph).
		Judge(verdict.Check(len(circle) == 2).
			Provided(t.Stuck(), "这次没有卡住", "this run was not stuck"))
}

// 同一个程序,这次解释执行,不用子进程:`a` 和 `b` 的主人,笔记本的内核记着。它发现全都睡着了,就结束
// 单元格,说出谁在等谁,画出环。(这一格应当失败。)
//
// The same program, now interpreted and without a child. The notebook's kernel keeps track of
// who holds `a` and `b`. When it finds all asleep it ends the cell, tells who waits for whom,
// and draws the circle. (This cell is meant to fail.)
//
//gosched:fails
func Example_e042_kernel() {
	var a, b sync.Mutex
	startThreads(func(string) (sync.Locker, sync.Locker) { return &a, &b }, say).Wait()
}

// 其余八个不在环上:有箭头从它们出来,没有箭头指向它们。环一解开,它们就都能走。
//
// The other eight are not in the circle: an arrow leads away from them, and none to them. Once
// the circle is broken, they can all go on.
//
// > **试一试 · Try next** 先猜,再运行:`threads = 2` 时,图上剩下什么?`threads = 1` 时呢?
// >
// > Guess, then run: what is left of the graph with `threads = 2`? And with `threads = 1`?
