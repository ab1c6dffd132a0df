package async

import (
	"fmt"
	"math"
	"sync"

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
	English: "make several processes with multiprocessing and, in each, handle asynchronous tasks with an asynchronous library",
}

var processes = 2 // 几个进程 · how many; 试试 · try 3, 8

// 子进程是本程序自己再启动一次,带一个角色:`loop` 角色在自己的循环上运行几个睡眠任务。
// 进程也是任务:同时启动,一起等。
//
// A child is this very program started again with a role. In the role `loop` it runs
// sleeping tasks on a loop of its own. Processes are tasks, too: start them together, wait
// for all.

func inProcesses(n int) []child.Transcript {
	transcripts := make([]child.Transcript, n)
	var wg sync.WaitGroup
	for i := range transcripts {
		wg.Go(func() { transcripts[i] = child.Run(100, "loop", "1", "3") })
	}
	wg.Wait()
	return transcripts
}

// 每个孩子都说自己的任务用了几秒;最短的应该是 3 秒,不是 4 秒。
//
// Each child tells the time of its tasks; the shortest must be 3 s and not 4 s.

func judgeChildren(transcripts []child.Transcript) verdict.Verdict {
	started, ended, shortest := true, true, math.Inf(1)
	for _, t := range transcripts {
		took := 0.0
		fmt.Sscanf(t.Output, "1finished 2finished all done %f", &took)
		started, ended, shortest = started && t.Err == nil, ended && t.OK, min(shortest, took)
	}
	return verdict.Check(ended).And(verdict.Near(shortest, 3, 4)).
		Provided(started, "子进程启动不了", "a child cannot be started")
}
