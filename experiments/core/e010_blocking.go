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

//gosched:example e010_predict
var e010 = verdict.Claim{
	ID: "E010", Seed: "000_d581f32df382d1d5.txt",
	Quote: "指调用函数时候,当前线程不会被挂起,而是立即返回",
	English: "non-blocking: the thread that makes the call is not suspended; " +
		"the call returns at once",
}

// 一根管道,`delay` 秒后才有数据 (E009):
//
// A pipe that has data after the delay (of E009):

// writeLate writes to a pipe and closes it.
func writeLate(w int) {
	time.Sleep(lab.Seconds(delay))
	syscall.Write(w, []byte("x"))
	syscall.Close(w)
}

// 阻塞的读等到数据;非阻塞的读立刻带着 `EAGAIN`(“再来一次”)返回,没有数据。
//
// A blocking read waits for the data; a non-blocking one returns at once with `EAGAIN` ("try
// again") and no data.

func readOnce(nonblock bool) (seconds float64, ended error) {
	var ends [2]int
	if err := syscall.Pipe(ends[:]); err != nil {
		return 0, err
	}
	defer syscall.Close(ends[0])
	syscall.SetNonblock(ends[0], nonblock)
	go writeLate(ends[1])
	watch := lab.Start()
	_, ended = syscall.Read(ends[0], make([]byte, 1))
	return watch.Seconds(), ended
}
