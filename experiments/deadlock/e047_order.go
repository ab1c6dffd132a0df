package deadlock

import (
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

// # E047 · 逻辑的毛病 · A fault of the logic
//
// 死锁不是运气不好,是程序允许它发生。给所有的锁排一个次序,人人按次序拿,环就不可能存在:
// 拿着最后一把锁的人,不等任何人。
//
// A deadlock is not bad luck: the program allows it. Put all locks in an order, let everyone
// take them in that order, and there can be no circle: whoever holds the last lock waits for
// nobody.

//gosched:example e047_predict
var e047 = verdict.Claim{
	ID: "E047", Seed: "001_8e4cd5cfccfa640a.txt",
	Quote:   "为什么产生死锁 : 代码的逻辑有问题",
	English: "why does a deadlock arise: the logic of the code is wrong",
}

//gosched:cell

var (
	unorderedRounds = 20   // 试试 · try 1
	orderedRounds   = 1000 // 试试 · try 100000 (最多 · at most 1000000)
)

// 拿两把锁,数一下。`pause` 时,两把之间让别人先走一步:
//
// It takes two locks and counts. With `pause`, it lets others go first between the two:

func takeBoth(first, second *sync.Mutex, pause bool, count *int) {
	first.Lock()
	if pause {
		runtime.Gosched()
	}
	second.Lock()
	*count++
	second.Unlock()
	first.Unlock()
}

// 一轮:两个 goroutine 拿同样的两把锁,按同一次序,或者相反。
//
// A round: two goroutines take the same two locks, in one order or in opposite ones.

func meet(ordered, pause bool) (count int) {
	var a, b sync.Mutex
	first, second := &b, &a
	if ordered {
		first, second = &a, &b
	}
	var both sync.WaitGroup
	both.Go(func() { takeBoth(&a, &b, pause, &count) })
	both.Go(func() { takeBoth(first, second, pause, &count) })
	both.Wait()
	return count
}

// 子进程运行许多轮,数到几算几:
//
// A child plays many rounds, and counts as far as it gets:

var meetings = child.Register("meetings", func(args []string) error {
	n, err := strconv.Atoi(args[0])
	ordered, pause := args[1] == "AB/AB", args[2] == "pause"
	for round := 1; round <= n && meet(ordered, pause) == 2; round++ {
		if round%max(1, n/100) == 0 || round == n {
			fmt.Println(round)
		}
	}
	return err
})

// 运行一个子进程,看它数到了几:
//
// Run a child, and see how far it counts:

type series struct {
	Order    string
	Between  string
	Rounds   int // asked for
	Finished int
	Stuck    bool
}

//gosched:cell

func play(rounds int, order, between string) (series, error) {
	rounds = min(rounds, 1_000_000)
	t := child.Run(100, meetings, fmt.Sprint(rounds), order, between)
	finished := 0
	for _, line := range t.Text() {
		fmt.Sscan(line, &finished)
	}
	return series{order, between, rounds, finished, t.Stuck()}, t.Err
}

//gosched:cell

func judgeOrder(ordered, unordered series, err error) verdict.Verdict {
	switch {
	case err != nil:
		return verdict.Unclear("子进程启动不了", err.Error())
	case !unordered.Stuck:
		return verdict.Unclear("不按次序的也没有卡住:这次没有遇上",
			"without an order it was not stuck either: it did not happen this time")
	}
	return verdict.Check(!ordered.Stuck && ordered.Finished == ordered.Rounds).
		Provided(ordered.Rounds > 0, "一轮也没有", "there was no round")
}
