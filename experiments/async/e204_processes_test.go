package async

import (
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

func Example_e204_predict() {
	e204.Predict("两个进程,每个里面睡 1 秒和 3 秒的任务,共几秒? · Two processes with tasks of 1 s and 3 s each: how many seconds?", 4.0)
}

func Example_e204() {
	processes := 2 // 试试 · try 1, 4
	watch := lab.Start()
	transcripts, err := inProcesses(processes, "1", "3")
	took := watch.Seconds()
	judgement := verdict.Check(err == nil).And(verdict.Near(took, 3, 4*float64(processes)))
	for _, transcript := range transcripts {
		fmt.Print(transcript.Output)
		judgement = judgement.And(verdict.Check(transcript.OK))
	}
	e204.Expect(3.0, "%.1f 秒", "%.1f s").
		Measure(took, "%.2f 秒,%d 个进程", "%.2f s, %d processes", len(transcripts)).
		Judge(judgement)
}

// > **试一试 · Try next** 启动一个进程要多久?量一量 `inProcesses(1, "0")`。
// >
// > How long does it take to start a process? Measure `inProcesses(1, "0")`.
