package deadlock

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/rlock"
	"gosched/experiments/lab/verdict"
)

// # E046 · 递归锁是药方吗 · Is the re-entrant lock a cure
//
// 文档的急救法:上线以后发现死锁,先换递归锁,再查逻辑,最后换回互斥锁。只换锁的种类,够吗?
//
// First aid, according to the document: if a deadlock shows up in service, take a re-entrant
// lock first, then find the fault in the logic, then go back to a mutex. Is it enough to change
// the kind of lock?

//gosched:example e046_predict
var e046 = verdict.Claim{
	ID: "E046", Seed: "001_8e4cd5cfccfa640a.txt",
	Quote:   "如果在服务阶段 ---> 递归锁 ---> 排查逻辑 ---> 互斥锁",
	English: "if it is in service: re-entrant lock, then look into the logic, then mutex",
}

// 一个 goroutine 按次序拿锁,每拿一把等 1 秒:
//
// A goroutine takes locks in order, and waits 1 s after each:

func takeInOrder(locks ...sync.Locker) {
	for _, lock := range locks {
		lock.Lock()
		defer lock.Unlock()
		time.Sleep(lab.Seconds(1))
	}
}

// 六种情形:两个 goroutine 各按什么次序拿什么锁。
//
// Six cases: which locks each of two goroutines takes, and in which order.

var (
	mutexA, mutexB sync.Mutex
	rlockA, rlockB rlock.Lock
)

//gosched:cell

type scene struct {
	name          string
	first, second []sync.Locker
}

//gosched:cell

var scenes = []scene{
	{"自己等自己,互斥锁 · oneself, mutex", []sync.Locker{&mutexA, &mutexA}, nil},
	{"自己等自己,递归锁 · oneself, RLock", []sync.Locker{rlockA.As(1), rlockA.As(1)}, nil},
	{"AB/BA,互斥锁 · mutexes",
		[]sync.Locker{&mutexA, &mutexB}, []sync.Locker{&mutexB, &mutexA}},
	{"AB/BA,递归锁 · RLocks",
		[]sync.Locker{rlockA.As(1), rlockB.As(1)}, []sync.Locker{rlockB.As(2), rlockA.As(2)}},
	{"合成一把递归锁 · one RLock",
		[]sync.Locker{rlockA.As(1), rlockA.As(1)}, []sync.Locker{rlockA.As(2), rlockA.As(2)}},
	{"AB/AB,互斥锁 · mutexes, in one order",
		[]sync.Locker{&mutexA, &mutexB}, []sync.Locker{&mutexA, &mutexB}},
}

// 每种情形一个子进程:
//
// Each case has a child of its own:

var playScene = child.Register("scene", func(args []string) error {
	i, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	var both sync.WaitGroup
	both.Go(func() { takeInOrder(scenes[i].first...) })
	both.Go(func() { takeInOrder(scenes[i].second...) })
	both.Wait()
	return nil
})

//gosched:cell

type outcome struct {
	Locks string
	Stuck bool
}

//gosched:cell

func playAll() (list []outcome, err error) {
	for i, s := range scenes {
		t := child.Run(10, playScene, fmt.Sprint(i))
		if t.Err != nil {
			return list, t.Err
		}
		list = append(list, outcome{s.name, t.Stuck()})
	}
	return list, nil
}

// 怎样判断。先看对照:互斥锁 AB/BA 必须卡住,固定次序和一把锁必须不卡。
//
// How to judge. The controls come first: mutexes AB/BA must be stuck, one order and one
// lock must not.

var onlyOneself = lab.Text{
	ZH: "递归锁只治“自己等自己”;AB/BA 要靠只用一把锁,或固定的次序",
	EN: "a re-entrant lock cures only waiting for oneself; " +
		"AB/BA needs a single lock, or one order for all",
}

//gosched:cell

func judgeCures(list []outcome, err error) verdict.Verdict {
	if err != nil || len(list) < 6 {
		return verdict.Unclear("少了一种情形", fmt.Sprint("a case is missing: ", err))
	}
	stuck := func(i int) bool { return list[i].Stuck }
	controls := stuck(0) && !stuck(1) && stuck(2) && !stuck(4) && !stuck(5)
	v := verdict.Check(!stuck(3))
	if stuck(3) {
		v.Note = onlyOneself
	}
	return v.Provided(controls, "对照没有像预期那样,请再运行",
		"the controls did not come out as they must: run it again")
}
