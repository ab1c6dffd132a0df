package deadlock

import (
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/waitgraph"
	"gosched/kernel/display"
)

func Example_e042_predict() {
	e042.Predict("十个线程都停着。环上有几个? · All ten threads stand still. How many of them are in the circle?", 10)
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
		Measure(len(circle), "%d 个线程", "%d threads: %s", graph).
		Judge(verdict.Check(len(circle) == 2).Provided(t.Stuck(), "这次没有卡住", "this run was not stuck"))
}

// > **试一试 · Try next** 其余八个不在环上。只要环解开,它们就都能走;怎样从图上看出来?
// >
// > The other eight are not in the circle. Once that is undone, they can all go on. How does
// > the graph show it?
