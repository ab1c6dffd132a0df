package deadlock

import (
	"errors"
	"fmt"

	"gosched/experiments/lab/child"
	"gosched/experiments/lab/rlock"
	"gosched/experiments/lab/verdict"
)

// # E045 · 线程或进程 · By a thread or a process
//
// 进程之间没有共同的内存,锁要放在它们都看得见的地方:一个文件。操作系统的文件锁 (`flock`) 有主人,
// 却不计数:还一次就全还了。`rlock.File` 把进程号写进文件,自己数拿了几次。
//
// Processes share no memory, so the lock must be where all of them see it: in a file. The
// operating system's lock of a file (`flock`) has an owner, but it does not count: the first
// release gives it back for good. `rlock.File` writes the number of its process into the file,
// and does the counting itself.

//gosched:example e045_predict
var e045 = verdict.Claim{
	ID: "E045", Seed: "001_8e4cd5cfccfa640a.txt",
	Quote:   "递归锁 可以在用一个线程/进程中被acquire多次",
	English: "a re-entrant lock can be acquired several times in one thread or process",
}

// 邻居是另一个进程,它试一次,说拿到没有:
//
// The neighbour is another process. It tries once and says whether it got the lock:

var neighbour = child.Register("neighbour", func(args []string) error {
	lock, err := rlock.Open(args[0])
	if err != nil {
		return err
	}
	defer lock.Close()
	entered, err := lock.TryAcquire("neighbour")
	fmt.Println(entered)
	return err
})

//gosched:cell

func neighbourEnters(path string) (bool, error) {
	t := child.Run(100, neighbour, path)
	if !t.OK {
		return false, errors.New(t.String())
	}
	return t.Output == "true\n", nil
}

// 每一步之后,另一个线程和另一个进程都来试:
//
// After each step another thread and another process try:

type visit struct {
	Did             string
	Counter         int
	Thread, Process bool // another one could take the lock
}

//gosched:cell

type visits struct {
	lock *rlock.File
	list []visit
	err  error
}

//gosched:cell

func (v *visits) add(did string) {
	thread, err1 := v.lock.TryAcquire("Thread-2")
	if thread {
		v.lock.Release("Thread-2")
	}
	process, err2 := neighbourEnters(v.lock.Path())
	v.list = append(v.list, visit{did, v.lock.Depth(), thread, process})
	v.err = errors.Join(v.err, err1, err2)
}

// 和 E044 一样:本进程的 Thread-1 拿 n 次,再还 n 次。
//
// As in E044, Thread-1 of this process takes the lock n times, and releases it n times:

func (v *visits) takeAndRelease(n int) {
	for range n {
		v.lock.TryAcquire("Thread-1")
		v.add("acquire")
	}
	for v.lock.Release("Thread-1") == nil {
		v.add("release")
	}
}

//gosched:cell

func shareFile(n int) ([]visit, error) {
	lock, err := rlock.Temporary()
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	v := &visits{lock: lock}
	v.takeAndRelease(n)
	return v.list, v.err
}

//gosched:cell

func enteredWhileHeld(list []visit) (n int) {
	for _, v := range list {
		if v.Counter > 0 && (v.Process || v.Thread) {
			n++
		}
	}
	return n
}

// 规则和 E044 一样,对线程和进程都要成立:
//
// The rule is that of E044, for threads and for processes:

func judgeVisits(list []visit, n int, err error) verdict.Verdict {
	if err != nil {
		return verdict.Unclear("这个系统做不到", err.Error())
	}
	ok, most := true, 0
	for _, v := range list {
		free := v.Counter == 0
		ok, most = ok && v.Thread == free && v.Process == free, max(most, v.Counter)
	}
	return verdict.Check(ok && most == n).Provided(n > 0, "一次也没有拿", "it was not taken at all")
}
