package async

import (
	"fmt"
	"strings"

	"gosched/experiments/lab"
)

func Example_e204_predict() {
	e204.Predict("两个进程要用一个进程的几倍时间?"+
		" · Two processes take how many times as long as one?",
		2.0) // 你的预测 · your guess
}

func Example_e204() {
	watch := lab.Start()
	told := inProcesses(processes)
	took := watch.Seconds()
	fmt.Printf("%d 个进程 · processes: %.1f s\n", len(told), took)
	for _, t := range told {
		fmt.Println(strings.TrimSpace(t.Output))
	}
	times := took / lab.Longest(lives(told))
	e204.Expect(1.0, "一个进程的 %.0f 倍,不是 %d 倍",
		"%.0f times the time of one, and not %d times", len(told)).
		Measure(times, "%.2f 倍", "%.2f times").
		Judge(judgeProcesses(took, told))
}

// > **试一试 · Try next** 启动一个进程要多久?看 `child.Run(10, "loop").Seconds`。
// >
// > How long does it take to start a process? See `child.Run(10, "loop").Seconds`.
