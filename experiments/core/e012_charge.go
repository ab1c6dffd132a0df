package core

import (
	"errors"
	"os"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/usage"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E012 · 谁用处理器 · Who uses the processor
//
// 操作系统给每个进程记账:用了多少处理器时间。`lab/usage` 读这本账(`getrusage`)。
//
// The operating system keeps an account for each process: how much processor time it has
// used. `lab/usage` reads it (`getrusage`).

//gosched:example e012_predict
var e012 = verdict.Claim{
	ID: "E012", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "计算:消耗cpu,cpu进行运算 # io:  不消耗cpu",
	English: "computing uses the CPU, IO does not",
}

var processors = 1 // 几个处理器 · how many processors; 试试 · try 2

// 等 IO:从一根管道读,数据一秒后才来。
//
// Waiting for IO: a read from a pipe that has data after one second.

// readLate waits for the data of a pipe.
func readLate() {
	r, w, err := os.Pipe()
	if err == nil {
		defer r.Close()
		time.AfterFunc(lab.Seconds(1), func() { w.Close() })
		r.Read(make([]byte, 1))
	}
}

// 账单:处理器时间占全部时间的几分之几?各量五次,取中间的一个。
//
// The bill: what part of the time was processor time? Each is measured five times, and the
// median counts.

// share returns that part, the median of five runs of f.
func share(f func()) (middle float64, wrong error) {
	var parts []float64
	for range 5 {
		bill, err := usage.Of(f)
		wrong = errors.Join(wrong, err)
		parts = append(parts, bill.Share())
	}
	return lab.Median(parts), wrong
}

//gosched:cell

func burn1()  { work.Burn(1) }
func sleep1() { time.Sleep(lab.Seconds(1)) }

func charges() (computing, sleeping, reading float64, err error) {
	var err1, err2, err3 error
	work.On(processors, func() {
		computing, err1 = share(burn1)
		sleeping, err2 = share(sleep1)
		reading, err3 = share(readLate)
	})
	return computing, sleeping, reading, errors.Join(err1, err2, err3)
}
