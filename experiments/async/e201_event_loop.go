package async

import (
	"errors"
	"fmt"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E201 · 无限循环与登记的函数 · An endless loop that calls registered functions
//
// 事件循环的全部思想只有三行:
//
// The whole idea of an event loop is three lines:
//
// ```python
// while True:
//     event = wait_for_event()
//     registered[event]()
// ```

//gosched:example e201_predict
var e201 = verdict.Claim{
	ID: "E201", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "程序开启一个无限的循环,程序员会把一些函数(协程)注册到事件循环上",
	English: "the program starts an endless loop on which functions (coroutines) are registered",
}

var timer float64 = 1 // 计时器几秒后到 · the timer is due after so long; 试试 · try 0.5, 3

// 在 Go 里也是三行,事件从通道来:
//
// Three lines of Go as well; the events come from a channel:

func eventLoop(events <-chan string, registered map[string]func()) {
	for event := range events {
		registered[event]()
	}
}

//gosched:example e201_three_lines

// 真正的循环还要知道事件从哪里来:计时器来自堆,可读的管道来自内核的 epoll。登记三个函数:
//
// A real loop must know where events come from: timers from a heap, readable pipes from
// the kernel's epoll. Register three functions:

func register(l *loop.Loop, log *recorder.Recorder, timer float64) error {
	r, w, err := l.Pipe()
	if err != nil {
		return err
	}
	l.After(lab.Seconds(timer), func() {
		log.Note("timer")
		fmt.Fprint(w, "x")
	})
	l.Soon(func() { log.Note("soon") })
	return l.OnReadable(r, func() { log.Note("readable"); l.Forget(r) })
}

//gosched:cell

// dispatch runs the loop until a second after the timer.
func dispatch(log *recorder.Recorder, timer float64) error {
	l, err := loop.NewPolling()
	if err != nil {
		return err
	}
	defer l.Close()
	err = register(l, log, timer)
	return errors.Join(err, l.RunUntil(l.Go(sleeper("", max(timer, 0)+1))))
}
