package deadlock

import (
	"fmt"
	"os"
	"strings"

	"gosched/experiments/lab/child"
	"gosched/experiments/lab/rlock"
	"gosched/experiments/lab/verdict"
)

// # E045 · 线程或进程 · By a thread or a process
//
// 进程之间没有共同的内存,锁要放在它们都看得见的地方:一个文件。操作系统的文件锁 (`flock`) 有主人,
// 却不计数:还一次就全还了。`rlock.File` 把进程号写进文件,自己数拿了几次。
//
// Processes share no memory, so a lock must be where all of them see it: a file. The
// operating system's lock of a file (`flock`) has an owner, but it does not count: the first
// release gives all back. `rlock.File` writes the number of its process into the file, and
// counts for itself.

var e045 = verdict.Claim{
	ID: "E045", Seed: "001_8e4cd5cfccfa640a.txt",
	Quote:   "递归锁 可以在用一个线程/进程中被acquire多次",
	English: "a re-entrant lock can be acquired several times in one thread or process",
}

//gosched:example e045_predict

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

// 每一步之后,另一个线程和另一个进程都来试:
//
// After each step another thread and another process try:

type visit struct {
	Did     string
	Counter int
	Thread  bool // another one could take the lock
	Process bool // another one could take the lock
}

func visits(lock *rlock.File, path, did string) (v visit, err error) {
	v = visit{Did: did, Counter: lock.Depth()}
	v.Thread, err = lock.TryAcquire("Thread-2")
	if v.Thread {
		err = lock.Release("Thread-2")
	}
	t := child.Run(100, neighbour, path)
	v.Process = t.Output == "true\n"
	if err == nil && !t.OK {
		err = fmt.Errorf("%s %s", t.Output, t.Status)
	}
	return v, err
}

// 本进程的 Thread-1 照着做:
//
// Thread-1 of this process does as it is told:

func do(lock *rlock.File, did string) (err error) {
	switch did {
	case "acquire":
		_, err = lock.TryAcquire("Thread-1")
	case "release":
		err = lock.Release("Thread-1")
	}
	return err
}

// 拿 n 次,还 n 次,每步之后都有人来试:
//
// It takes the lock n times and releases it n times; others try after each step:

func shareFile(n int) (list []visit, err error) {
	path := fmt.Sprintf("%s/gosched-%d.lock", os.TempDir(), os.Getpid())
	defer os.Remove(path)
	lock, err := rlock.Open(path)
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	script := "-" + strings.Repeat(" acquire", n) + strings.Repeat(" release", n)
	for _, did := range strings.Fields(script) {
		v, err := visit{}, do(lock, did)
		if err == nil {
			v, err = visits(lock, path, did)
		}
		if err != nil {
			return list, err
		}
		list = append(list, v)
	}
	return list, nil
}

// 规则和 E044 一样,对线程和进程都要成立:
//
// The rule is that of E044, for threads and for processes:

func judgeVisits(list []visit, n int, err error) verdict.Verdict {
	if err != nil {
		return verdict.Unclear("这个系统做不到", err.Error())
	}
	ok := list[n].Counter == n
	for _, v := range list {
		ok = ok && v.Thread == (v.Counter == 0) && v.Process == (v.Counter == 0)
	}
	return verdict.Check(ok)
}
