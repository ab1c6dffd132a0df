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
	processors = 1  // 试试 · try 2; 0 是全部 · 0 means all
)

// 文档的 `MyThread`。锁和说话的方式是字段,后面的实验会换掉它们。
//
// The document's `MyThread`. Its locks and its way to speak are fields, so that later
// experiments can exchange them.

type thread struct {
	name string
	a, b sync.Locker
	say  func(name, what string)
}

// `foo` 先 A 后 B。拿着 A 时做的事是另一个函数,名字说明拿着什么。
//
// `foo` takes A, then B. What it does while it holds A is a function of its own, and the
// name says what is held.

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

// 依次启动所有线程,隔 5 毫秒一个,所以 Thread-1 总是先到:
//
// All threads are started one after the other, 5 ms apart, so Thread-1 always comes first:

func startThreads(
	locks func(name string) (a, b sync.Locker), say func(name, what string),
) *sync.WaitGroup {
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

// 子进程的角色。主 goroutine 先睡 5 秒:只要还有一个会醒来,运行时就不认为是死锁,我们才看得见那阵
// 静默。然后它也来等。`processors = 1` 像 GIL:同一时刻只有一个在跑。
//
// The role of the child. Its main goroutine first sleeps for 5 s: as long as one is going to
// wake up, the runtime sees no deadlock, and we can watch the silence. Then it waits, too. With
// `processors = 1`, one thread runs at a time, as with the GIL.

var twoLocks = child.Register("two locks", func([]string) error {
	runtime.GOMAXPROCS(min(processors, runtime.NumCPU()))
	var a, b sync.Mutex
	all := startThreads(func(string) (sync.Locker, sync.Locker) { return &a, &b }, say)
	time.Sleep(lab.Seconds(5))
	all.Wait()
	return nil
})

// 文档里的结果:
//
// What the document saw:

var printed = []string{
	"i am Thread-1 GET LOCKA------",
	"i am Thread-1 GET LOCKB-----",
	"i am Thread-1 GET LOCKB------",
	"i am Thread-2 GET LOCKA------",
}

// 怎样判断。第三、四行几乎同时,谁先都行:
//
// The verdict. Lines 3 and 4 come almost at the same time, in either order:

func judgeStuck(t child.Transcript) verdict.Verdict {
	got := slices.Sorted(slices.Values(t.Text()))
	switch {
	case !t.Stuck() && !t.OK:
		return verdict.Unclear("子进程运行不了", t.String())
	case !t.Stuck():
		return verdict.Unclear("没有卡住:少了一个条件,或者这次走运",
			"not stuck: a condition is missing, or this run was lucky")
	case !slices.Equal(got, printed) || t.Silence() < 3:
		return verdict.Unclear("卡住了,但不是文档里那四行,请再运行",
			"stuck, but not after the document's lines: run it again")
	}
	return verdict.Check(true)
}
