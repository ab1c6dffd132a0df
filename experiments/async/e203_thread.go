package async

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E203 · 线程里的循环 · A loop inside a thread
//
// 下面五个实验来自另一份文档末尾的问答。先是:在线程里运行循环。这里的 IO 是管道:每根管道过几秒
// 才有数据,循环用 epoll 同时等它们。
//
// The last five experiments are from the answers at the end of another document. First:
// a loop in a thread. The IO is pipes here, each with data after some seconds, for which
// the loop waits with epoll.
//
// ```python
// threading.Thread(target=lambda: asyncio.run(read_all())).start()
// ```

//gosched:example e203_predict
var e203 = verdict.Claim{
	ID: "E203", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "我们就可以在一个线程中同时执行多个异步操作",
	English: "so we can do several asynchronous operations at once in one thread",
}

var delays = []float64{1, 2, 3} // 每个 IO 几秒 · an IO for each; 试试 · try {1, 1, 1, 1}

// 一个协程读一根管道,并说出自己在哪个线程上:
//
// A coroutine reads a pipe and tells on which thread it is:

// A read is how that went.
type read struct {
	thread int
	err    error
}

//gosched:cell

func reading(seen *recorder.Recorder, name string, seconds float64) loop.Coroutine {
	return func(t *loop.Task) any {
		defer seen.Enter(name)()
		r, w, err := t.Loop().Pipe()
		if err == nil {
			time.AfterFunc(lab.Seconds(seconds), func() { fmt.Fprint(w, "x") }) // 设备 · the device
			_, err = t.Read(r, make([]byte, 1))
		}
		return read{lab.ThreadID(), err}
	}
}

//gosched:cell

// readAll reads them all on one loop. Its result is theirs.
func readAll(seen *recorder.Recorder) loop.Coroutine {
	return func(t *loop.Task) any {
		var reads []*loop.Task
		for i, seconds := range delays {
			reads = append(reads, t.Loop().Go(reading(seen, fmt.Sprint("IO ", i+1), seconds)))
		}
		return t.Gather(reads...)
	}
}

//gosched:cell

// inThread gives that loop a thread of its own.
func inThread(seen *recorder.Recorder) (results any, err error) {
	var wg sync.WaitGroup
	wg.Go(func() {
		runtime.LockOSThread() // the thread ends with this goroutine
		results, err = loop.RunPolling(readAll(seen))
	})
	wg.Wait()
	return results, err
}

//gosched:cell

// threadsOf returns how many reads each thread did, and what failed.
func threadsOf(results any, err error) (map[int]int, error) {
	threads := make(map[int]int)
	list, _ := results.([]any)
	for _, result := range list {
		r := result.(read)
		threads[r.thread]++
		err = errors.Join(err, r.err)
	}
	return threads, err
}
