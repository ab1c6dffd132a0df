package async

import (
	"sync"

	"golang.org/x/sync/errgroup"

	"gosched/experiments/lab/verdict"
)

// # E199 · 创建任务的三种方法 · Three ways to make a task
//
// ```python
// loop.create_task(c)
// asyncio.create_task(c)
// asyncio.ensure_future(c)
// ```

var e199 = verdict.Claim{
	ID: "E199", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "创建task对象的3种方法,三种方法都可,看个人习惯",
	English: "three ways to make a task object; any will do, as you like",
}

// Go 也有三种,区别在于谁来等、错误去哪里:`go`(自己管)、`sync.WaitGroup`(等全部)、
// `errgroup.Group`(等全部,并留住第一个错误)。
//
// Go has three as well. They differ in who waits and where errors go: `go` (up to
// you), `sync.WaitGroup` (waits for all), `errgroup.Group` (waits, keeps the first
// error).

func byGo() string {
	result := make(chan string)
	go func() { result <- "1finished" }()
	return <-result
}

// `sync.WaitGroup`:

func byWaitGroup() (result string) {
	var wg sync.WaitGroup
	wg.Go(func() { result = "1finished" })
	wg.Wait()
	return result
}

// `errgroup.Group`:

func byErrgroup() (result string, err error) {
	var g errgroup.Group
	g.Go(func() error {
		result = "1finished"
		return nil
	})
	err = g.Wait()
	return result, err
}
