package core

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

// # E009 · 同步调用,异步调用 · Calls that wait, calls that do not
//
// ```python
// data = read()                # 同步 synchronous
// task = create_task(read())   # 异步 asynchronous
// ```

//gosched:example e009_predict
var e009 = verdict.Claim{
	ID: "E009", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "异步是指代码调用io操作时,不必等io操作完成就返回调用方式",
	English: "asynchronous is a call of an IO operation that returns without waiting for its end",
}

var delay = 1.0 // 设备要几秒 · the device takes, s; 试试 · try 3

// Go 里没有 `async`:同步的函数前面写 `go`,结果从通道来。
//
// Go has no `async`: write `go` before the synchronous function, and take the result from a
// channel.

func read() string {
	time.Sleep(lab.Seconds(delay))
	return "数据 data"
}

func readAsync() <-chan string {
	result := make(chan string, 1)
	go func() { result <- read() }()
	return result
}

// 量两个时间:调用何时返回,数据何时到手。
//
// Two times are measured: when the call returns, and when the data are there.

// timeCalls returns when the calls returned and when the asynchronous one had its data.
func timeCalls() (plain, async, data float64) {
	watch := lab.Start()
	read()
	plain = watch.Seconds()
	watch = lab.Start()
	result := readAsync()
	async = watch.Seconds()
	<-result
	return plain, async, watch.Seconds()
}
