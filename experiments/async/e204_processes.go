package async

import (
	"fmt"
	"sync"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

// # E204 · 多进程加异步 · Processes, asynchronous inside
//
// ```python
// def work():
//     asyncio.run(main())   # tasks sleep 1 s and 3 s
// for _ in range(2):
//     Process(target=work).start()
// ```

//gosched:example e204_predict
var e204 = verdict.Claim{
	ID: "E204", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "可以使用multiprocessing库来创建多个进程,然后在每个进程中使用异步库来处理异步任务",
	English: "make processes with multiprocessing, and in each use an asynchronous one for tasks",
}

var processes = 2 // 几个进程 · how many; 试试 · try 3, 8; 最多 · at most 64

// 子进程是本程序自己再启动一次,带一个角色:`loop` 角色在自己的循环上运行几个睡眠任务。
// 进程也是任务:同时启动,一起等。
//
// A child is this very program started again with a role. In the role `loop` it runs
// sleeping tasks on a loop of its own. Processes are tasks, too: start them together, wait
// for all.

func inProcesses(n int) []child.Transcript {
	told := make([]child.Transcript, max(0, min(n, 64)))
	var wg sync.WaitGroup
	for i := range told {
		wg.Go(func() { told[i] = child.Run(100, "loop", "1", "3") })
	}
	wg.Wait()
	return told
}

// 每个孩子说出两个任务各睡了多久、一共用了多久。应当是较长的那次,不是总和。
//
// Each child tells how long its two tasks slept and how long it took for both: that should
// be the longer time and not the sum.

func judgeChild(t child.Transcript) verdict.Verdict {
	var sleep1, sleep2, took float64
	fmt.Sscanf(t.Output, "1finished %f 2finished %f all done %f", &sleep1, &sleep2, &took)
	return verdict.Near(took, max(sleep1, sleep2), sleep1+sleep2).
		And(verdict.Check(t.OK)).
		Provided(t.Err == nil, "子进程启动不了", "a child cannot be started")
}

// 进程之间也一样:
//
// Among the processes it is the same:

// lives returns for how long each of the processes was there.
func lives(told []child.Transcript) (seconds []float64) {
	for _, t := range told {
		seconds = append(seconds, t.Seconds)
	}
	return seconds
}

//gosched:cell

func judgeProcesses(took float64, told []child.Transcript) verdict.Verdict {
	v := verdict.Near(took, lab.Longest(lives(told)), lab.Sum(lives(told)))
	for _, t := range told {
		v = v.And(judgeChild(t))
	}
	return v
}
