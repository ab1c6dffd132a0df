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
//
// > **捉虫 · Bug hunt** 在文档的第一个程序 (E192) 里把 `loop.create_task` 换成
// > `asyncio.create_task`,它就不能运行了。为什么?(答案在本节末尾)
// >
// > Write `asyncio.create_task` for `loop.create_task` in the document's first program
// > (E192), and it fails. Why? (The answer is at the end of this section.)

//gosched:example e199_predict
var e199 = verdict.Claim{
	ID: "E199", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "创建task对象的3种方法,三种方法都可,看个人习惯",
	English: "three ways to make a task object; any will do, as you like",
}

var tasks = 10 // 每种方法几个任务 · tasks in each way; 试试 · try 1, 1000

// Go 也有三种。区别在于谁来等、错误去哪里:`go` 两样都由你自己管;`sync.WaitGroup` 替你等;
// `errgroup.Group` 还留住第一个错误。
//
// Go has three as well. They differ in who waits and where errors go: with `go`, both is
// up to you; a `sync.WaitGroup` waits; an `errgroup.Group` also keeps the first error.

func byGo(n int, task func()) {
	done := make(chan bool)
	for range n {
		go func() { task(); done <- true }()
	}
	for range n {
		<-done
	}
}

//gosched:cell

func byWaitGroup(n int, task func()) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(task)
	}
	wg.Wait()
}

//gosched:cell

func byErrgroup(n int, task func()) error {
	var g errgroup.Group
	for range n {
		g.Go(func() error { task(); return nil })
	}
	return g.Wait()
}
