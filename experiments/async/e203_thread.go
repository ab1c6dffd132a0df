package async

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E203 · 线程里的循环 · A loop inside a thread
//
// 文档末尾的问答:把异步操作放进一个线程,就能在一个线程里同时做多个 IO。这里的 IO 是管道:
// 每根管道过几秒才有数据,循环用 epoll 同时等它们。
//
// From the answers at the end of the document: put the asynchronous part into one
// thread, and that thread does several IO operations at once. Here they are pipes,
// each with data after some seconds, for which the loop waits with epoll.

var e203 = verdict.Claim{
	ID: "E203", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "我们就可以在一个线程中同时执行多个异步操作",
	English: "so we can do several asynchronous operations at once in one thread",
}

// 一根几秒后才有数据的管道:
//
// A pipe with data after some seconds:

// device returns a pipe that has something to read after the given seconds.
func device(seconds float64) (*os.File, error) {
	r, w, err := os.Pipe()
	if err == nil {
		go func() {
			time.Sleep(lab.Seconds(seconds))
			fmt.Fprint(w, "x")
			w.Close()
		}()
	}
	return r, err
}

// 一个协程读一个设备,并记下它在哪个线程上:
//
// A coroutine reads a device and notes on which thread it is:

func reading(seconds float64, threads map[int]bool) loop.Coroutine {
	return func(t *loop.Task) any {
		r, err := device(seconds)
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = t.Read(r, make([]byte, 1))
		threads[lab.ThreadID()] = true
		return err
	}
}

// 它们都在一个循环上,循环在一个线程上:
//
// All of them on one loop, and the loop on one thread:

// readAll reads one device for each delay, on one loop, and returns the threads
// on which that happened.
func readAll(delays []float64) (threads map[int]bool, err error) {
	threads = make(map[int]bool)
	l, err := loop.NewPolling()
	if err != nil {
		return threads, err
	}
	defer l.Close()
	var tasks []*loop.Task
	for _, seconds := range delays {
		tasks = append(tasks, l.Go(reading(seconds, threads)))
	}
	return threads, l.RunUntil(l.Go(func(t *loop.Task) any { return t.Gather(tasks...) }))
}

// 线程只给它用:
//
// The thread is for nothing else:

// inThread calls readAll on a thread that is used for nothing else.
func inThread(delays []float64) (threads map[int]bool, err error) {
	if lab.ThreadID() == 0 {
		return nil, errors.New("threads have no numbers on this system")
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		runtime.LockOSThread() // the thread ends with this goroutine
		threads, err = readAll(delays)
	})
	wg.Wait()
	return threads, err
}
