package async

import (
	"errors"
	"fmt"
	"os"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E201 · 无限循环与登记的函数 · An endless loop that calls registered functions
//
// 事件循环的全部思想,在 Go 里是三行。
//
// The whole idea of an event loop is three lines of Go.

var e201 = verdict.Claim{
	ID: "E201", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "程序开启一个无限的循环,程序员会把一些函数(协程)注册到事件循环上",
	English: "the program starts an endless loop on which the programmer registers functions (coroutines)",
}

// 事件从通道来:
//
// The events come from a channel:

func eventLoop(events <-chan string, registered map[string]func()) {
	for event := range events {
		registered[event]()
	}
}

// 真正的循环还要知道事件从哪里来:计时器来自堆,可读的描述符来自内核的 epoll。
//
// A real one must know where events come from: timers from a heap, readable
// descriptors from the kernel's epoll.

// register puts three kinds of events on l, which the log will show.
func register(l *loop.Loop, log *recorder.Recorder, r, w *os.File) error {
	err := l.OnReadable(r, func() {
		log.Note("readable")
		l.Forget(r)
	})
	l.After(lab.Seconds(1), func() {
		log.Note("timer")
		fmt.Fprint(w, "x")
	})
	l.Soon(func() { log.Note("soon") })
	return err
}

// 运行两秒:
//
// To run it for two seconds:

// dispatch returns what the loop called when.
func dispatch() (log *recorder.Recorder, err error) {
	log = recorder.New()
	r, w, err := os.Pipe()
	if err != nil {
		return log, err
	}
	defer r.Close()
	defer w.Close()
	l, err := loop.NewPolling()
	if err != nil {
		return log, err
	}
	defer l.Close()
	err = register(l, log, r, w)
	return log, errors.Join(err, l.RunUntil(l.Go(sleeper("", 2))))
}
