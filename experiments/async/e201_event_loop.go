package async

import (
	"fmt"
	"os"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E201 · 无限循环与登记的函数 · An endless loop that calls registered functions
//
// 事件循环的全部思想,在 Go 里是三行:
// The whole idea of an event loop is three lines of Go:

var e201 = verdict.Claim{
	ID: "E201", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "程序开启一个无限的循环,程序员会把一些函数(协程)注册到事件循环上",
	English: "the program starts an endless loop on which the programmer registers functions (coroutines)",
}

func eventLoop(events <-chan string, registered map[string]func()) {
	for event := range events {
		registered[event]()
	}
}

// 真正的循环还要知道事件从哪里来:计时器来自堆,可读的描述符来自内核的 epoll。
// A real one must know where events come from: timers from a heap, readable
// descriptors from the kernel's epoll.

// register puts three kinds of events on l, which the log will show.
func register(l *loop.Loop, log *recorder.Recorder, r, w *os.File) error {
	l.After(lab.Seconds(1), func() { log.Note("timer 1") })
	l.After(lab.Seconds(2), func() { fmt.Fprint(w, "x") })
	l.After(lab.Seconds(3), func() { log.Note("timer 3") })
	l.Soon(func() { log.Note("soon") })
	return l.OnReadable(r, func() {
		log.Note("readable")
		l.Forget(r)
	})
}

// dispatch runs the loop for four seconds and returns what it called when.
func dispatch() (*recorder.Recorder, error) {
	log := recorder.New()
	r, w, err := os.Pipe()
	if err != nil {
		return log, err
	}
	defer w.Close()
	defer r.Close()
	l, err := loop.NewPolling()
	if err != nil {
		return log, err
	}
	defer l.Close()
	if err := register(l, log, r, w); err != nil {
		return log, err
	}
	return log, l.RunUntil(l.Go(sleeper("", 4)))
}
