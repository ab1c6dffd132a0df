package core

import (
	"syscall"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

// # E010 · 阻塞与非阻塞 · Blocking and non-blocking
//
// ```python
// os.set_blocking(r, False)
// os.read(r, 1)    # BlockingIOError
// ```

var e010 = verdict.Claim{
	ID: "E010", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "指调用函数时候,当前线程不会被挂起,而是立即返回",
	English: "non-blocking: the thread that makes the call is not suspended; the call returns at once",
}

// 一根管道,`delay` 秒后才有数据:
//
// A pipe that has data after the delay:

// latePipe returns the end to read from.
func latePipe() (r int, err error) {
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		return 0, err
	}
	go func() {
		time.Sleep(lab.Seconds(delay))
		syscall.Write(ends[1], []byte("x"))
		syscall.Close(ends[1])
	}()
	return ends[0], nil
}

// 阻塞的读等到数据;非阻塞的读立刻带着 `EAGAIN`(“再来一次”)返回,没有数据。
//
// A blocking read waits for the data; a non-blocking one returns at once with `EAGAIN` ("try
// again") and no data.

// readOnce returns how long a read took and how it ended. With nonblock the read never
// waits.
func readOnce(nonblock bool) (seconds float64, ended error) {
	r, err := latePipe()
	if err != nil {
		return 0, err
	}
	defer syscall.Close(r)
	if err := syscall.SetNonblock(r, nonblock); err != nil {
		return 0, err
	}
	watch := lab.Start()
	_, ended = syscall.Read(r, make([]byte, 1))
	return watch.Seconds(), ended
}
