package deadlock

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

// # E041 · 四行,然后卡住 · Four lines, then stuck
//
// ```python
// class MyThread(threading.Thread):
//     def __init(self): threading.Thread.__init__(self)
//     def run(self): self.foo(); self.bar()
//     def foo(self): # LockA.acquire() ... LockB.acquire() ... LockB.release()
//                    # time.sleep(1); LockA.release()
//     def bar(self): # LockB.acquire() ... LockA.acquire() ... both released
// for i in range(10): MyThread().start()
// ```
//
// > **捉虫 · Bug hunt** `__init` 少了两个下划线,它永远不会被调用。为什么程序照样能跑?(没有它,
// > 父类的 `__init__` 就被直接调用。)
// >
// > `__init` lacks two underscores and is never called. Why does the program run all the
// > same? (Without it, the `__init__` of the parent class is called.)

//gosched:example e041_predict
var e041 = verdict.Claim{
	ID: "E041", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "i am Thread-2 GET LOCKA…然后就卡住了",
	English: "i am Thread-2 GET LOCKA, and then it was stuck",
}

//gosched:cell

var (
	threads    = 10 // 试试 · try 1, 2
	processors = 1  // 试试 · try 2
)

// 文档的 `MyThread`。锁和说话的方式是字段,后面的实验会换掉它们。
//
// The document's `MyThread`. Its locks, and how it speaks, are fields: later experiments
// have others.

type thread struct {
	name string
	a, b sync.Locker
	say  func(name, what string)
}

// `foo` 先 A 后 B。拿着 A 时做的事是另一个函数,名字说明拿着什么。
//
// `foo` takes A, then B. What it does while it holds A is another function, whose name
// says so.

func (t thread) fooHoldingA() {
	t.b.Lock()
	t.say(t.name, "LOCKB-----")
	t.b.Unlock()
}

//gosched:cell

func (t thread) foo() {
	t.a.Lock()
	t.say(t.name, "LOCKA------")
	t.fooHoldingA()
	time.Sleep(lab.Seconds(1))
	t.a.Unlock()
}

// `bar` 先 B 后 A,次序相反:
//
// `bar` takes B, then A, the other way round:

func (t thread) bar() {
	t.b.Lock()
	t.say(t.name, "LOCKB------")
	t.barHoldingB()
	t.b.Unlock()
}

func (t thread) barHoldingB() {
	t.a.Lock()
	t.say(t.name, "LOCKA-----")
	t.a.Unlock()
}

// 依次启动所有线程:
//
// To start all threads, one after the other:

func startThreads(locks func(name string) (a, b sync.Locker), say func(name, what string)) *sync.WaitGroup {
	all := new(sync.WaitGroup)
	for i := range threads {
		t := thread{name: fmt.Sprintf("Thread-%d", i+1), say: say}
		t.a, t.b = locks(t.name)
		all.Go(func() { t.foo(); t.bar() })
		time.Sleep(5 * time.Millisecond)
	}
	return all
}

// Python 的 `print` 会让出 GIL,所以我们的 `say` 也让出:
//
// Python's `print` lets go of the GIL, and so does our `say`:

func say(name, what string) {
	fmt.Println("i am", name, "GET", what)
	runtime.Gosched()
}

// 子进程的角色。主 goroutine 先看 5 秒,再等所有线程。`processors = 1` 像 GIL:同一时刻只有一个在跑。
//
// The role of the child. Its main goroutine looks on for 5 s, then waits for all. With
// `processors = 1`, one thread runs at a time, as with the GIL.

var twoLocks = child.Register("two locks", func([]string) error {
	runtime.GOMAXPROCS(processors)
	var a, b sync.Mutex
	all := startThreads(func(string) (sync.Locker, sync.Locker) { return &a, &b }, say)
	time.Sleep(lab.Seconds(5))
	all.Wait()
	return nil
})

// 文档里的结果:
//
// The document's result:

var printed = []string{
	"i am Thread-1 GET LOCKA------",
	"i am Thread-1 GET LOCKB-----",
	"i am Thread-1 GET LOCKB------",
	"i am Thread-2 GET LOCKA------",
}

// 怎样判断。第三、四行几乎同时,谁先都行:
//
// How to judge. Lines 3 and 4 come at almost the same time, in either order:

func judgeStuck(t child.Transcript) verdict.Verdict {
	got := slices.Sorted(slices.Values(t.Text()))
	switch {
	case !t.Stuck() && !t.OK:
		return verdict.Unclear("子进程运行不了", t.String())
	case !t.Stuck():
		return verdict.Unclear("没有卡住:少了一个条件,或者这次走运", "not stuck: a condition is missing, or this run was lucky")
	case !slices.Equal(got, printed) || t.Silence() < 3:
		return verdict.Unclear("卡住了,但不是文档里那四行,请再运行", "stuck, but not after the document's lines: run it again")
	}
	return verdict.Check(true)
}
