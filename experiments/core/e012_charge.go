package core

import (
	"errors"
	"os"
	"slices"
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

// 账单:处理器时间占全部时间的几分之几?各量五次,取中间的一个;计算取最大的,
// 因为别的程序只能让它变小。
//
// The bill: what part of the time was processor time? Each is measured five times and the
// median counts; of computing the greatest, since other programs can only make it less.

// bills returns the parts for five runs of f.
func bills(f func()) (shares []float64, wrong error) {
	for range 5 {
		bill, err := usage.Of(f)
		wrong = errors.Join(wrong, err)
		shares = append(shares, bill.Share())
	}
	return shares, wrong
}

//gosched:cell

func charges() (computing, sleeping, reading float64, err error) {
	burn, err1 := bills(func() { work.Burn(1) })
	rest, err2 := bills(func() { time.Sleep(lab.Seconds(1)) })
	read, err3 := bills(readLate)
	return slices.Max(burn), lab.Median(rest), lab.Median(read), errors.Join(err1, err2, err3)
}
