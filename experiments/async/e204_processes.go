package async

import (
	"fmt"

	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

// # E204 · 多进程加异步 · Processes, asynchronous inside
//
// 子进程是本程序自己再启动一次,带一个角色:`loop` 角色在自己的循环上运行几个睡眠任务。
//
// A child is this very program started again with a role. In the role `loop` it runs a
// few sleeping tasks on a loop of its own.

var e204 = verdict.Claim{
	ID: "E204", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "可以使用multiprocessing库来创建多个进程,然后在每个进程中使用异步库来处理异步任务",
	English: "make several processes with multiprocessing and, in each, handle asynchronous tasks with an asynchronous library",
}

// 先都启动,再逐个等:进程也是任务。
//
// Start them all, then wait for each: processes are tasks, too.

// inProcesses runs n processes with a loop each, on which tasks sleep 1 s and 3 s.
func inProcesses(n int) (transcripts []child.Transcript, err error) {
	var children []*child.Child
	for range n {
		c, err := child.Start("loop", "1", "3")
		if err != nil {
			return nil, err
		}
		defer c.Kill() // in case a later one cannot be started
		children = append(children, c)
	}
	for _, c := range children {
		transcripts = append(transcripts, c.Wait(100))
	}
	return transcripts, nil
}

// 每个孩子都说自己用了几秒:3 秒,不是 4 秒。
//
// Each child tells its time, which must be 3 s and not 4 s.

func judgeChildren(transcripts []child.Transcript, err error) verdict.Verdict {
	if err != nil {
		return verdict.Unclear("子进程启动不了", err.Error())
	}
	judgement := verdict.Check(true)
	for _, transcript := range transcripts {
		took := 0.0
		fmt.Sscanf(transcript.Output, "1finished 2finished all done %f", &took)
		judgement = judgement.And(verdict.Check(transcript.OK)).And(verdict.Near(took, 3, 4))
	}
	return judgement
}
