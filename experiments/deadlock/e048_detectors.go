package deadlock

import (
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

// # E048 · 谁能发现死锁 · Who notices a deadlock
//
// 文档说“若无外力作用”。Go 有三种外力,各看见一部分:
//
//   - 运行时:所有 goroutine 都睡着时,结束程序。
//   - `goroutineleak` 清单(Go 1.26 的实验):垃圾收集器找出等着没人够得着的锁或通道的 goroutine。
//   - 期限:等得太久,就当作卡住。
//
// “Without help from outside”, says the document. Go has three such helpers, and each sees a
// part:
//
//   - the runtime ends the program when all goroutines are asleep;
//   - the profile `goroutineleak`, an experiment of Go 1.26: the garbage collector finds the
//     goroutines that wait for a lock or channel which nobody can reach;
//   - a time limit: what takes too long is taken for stuck.

//gosched:example e048_predict
var e048 = verdict.Claim{
	ID: "E048", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "若无外力作用,他们将永远卡在那里",
	English: "without help from outside, they will be stuck there for ever",
}

// 转账的经典毛病:先锁付钱的,再锁收钱的。
//
// The classic fault of a transfer: it locks the one who pays, then the one who is paid.

type account struct {
	sync.Mutex
	owner   string
	balance int
}

//gosched:cell

func transfer(from, to *account) {
	from.Lock()
	defer from.Unlock()
	time.Sleep(lab.Seconds(1))
	to.Lock()
	defer to.Unlock()
	from.balance--
	to.balance++
}

// 两个人同时转给对方。转完的,在通道里说一声:
//
// Two pay each other at the same time. Each says in the channel when it is through:

func payEachOther(a, b *account) (through chan bool) {
	through = make(chan bool, 2)
	go func() { transfer(a, b); through <- true }()
	go func() { transfer(b, a); through <- true }()
	return through
}

// 不是死锁,只是慢:第一个拿着锁 3 秒,第二个等它。
//
// Not a deadlock, only slow: the first holds the lock for 3 s, and the second waits for it.

func slowly() chan bool {
	shared, through := new(account), make(chan bool, 2)
	for range 2 {
		go func() {
			shared.Lock()
			time.Sleep(lab.Seconds(3))
			shared.Unlock()
			through <- true
		}()
	}
	return through
}

// 三个程序:账户只有它们自己知道;账户是包的变量;只是慢。
//
// Three programs: with accounts that only they know, with accounts that are variables of the
// package, and the slow one.

var (
	ann = account{owner: "ann"}
	bob = account{owner: "bob"}
)

var programs = map[string]func() (through chan bool){
	"local":  func() chan bool { return payEachOther(&account{owner: "a"}, &account{owner: "b"}) },
	"global": func() chan bool { return payEachOther(&ann, &bob) },
	"slow":   slowly,
}

// 四种看法。`asleep` 和 `awake` 靠运行时:主 goroutine 也在等,或者还醒着,做别的事。`leak` 查清单,
// `limit` 只等 2 秒。
//
// Four ways to look. `asleep` and `awake` rely on the runtime: the main goroutine waits, too, or
// it is awake and does something else. `leak` asks the profile, and `limit` waits for 2 s only.

func leaks(chan bool) {
	time.Sleep(lab.Seconds(2))
	if profile := pprof.Lookup("goroutineleak"); profile != nil {
		profile.WriteTo(os.Stdout, 2)
	}
}

//gosched:cell

func limit(through chan bool) {
	select {
	case <-through:
	case <-time.After(lab.Seconds(2)):
		fmt.Println("too late")
	}
}

//gosched:cell

var detectors = map[string]func(through chan bool){
	"asleep": func(through chan bool) { <-through; <-through },
	"awake":  func(chan bool) { time.Sleep(lab.Seconds(2)) },
	"leak":   leaks,
	"limit":  limit,
}

// 角色:一个程序,一种看法。
//
// The role: one program, looked at in one way.

var detect = child.Register("detect", func(args []string) error {
	detectors[args[1]](programs[args[0]]())
	return nil
})

// 一个程序,四种看法,各一个子进程:
//
// A program, looked at in four ways, each in a child of its own:

type sight struct {
	Program                    string
	Asleep, Awake, Leak, Limit bool // it was reported
}

const allAsleep = "all goroutines are asleep"

// 先都启动,再听它们说:
//
// All are started first, then we listen to them:

func startDetectors(program string) (children map[string]*child.Child, err error) {
	children = make(map[string]*child.Child)
	for how := range detectors {
		if children[how], err = child.Start(detect, program, how); err != nil {
			return nil, err
		}
	}
	return children, nil
}

//gosched:cell

func watchProgram(program string) (sight, error) {
	children, err := startDetectors(program)
	if err != nil {
		return sight{}, err
	}
	says := func(how, sign string) bool {
		return strings.Contains(children[how].WaitOrDump(20).Output, sign)
	}
	return sight{program, says("asleep", allAsleep), says("awake", allAsleep),
		says("leak", "(leaked)"), says("limit", "too late")}, nil
}

//gosched:cell

func watchAll() (list []sight, err error) {
	for _, program := range []string{"local", "global", "slow"} {
		s, err := watchProgram(program)
		if err != nil {
			return list, err
		}
		list = append(list, s)
	}
	return list, nil
}

// 应当看见的:
//
// What they should see:

var sights = []sight{
	{"local", true, false, true, true},
	{"global", true, false, false, true}, // 包的变量总够得着 · always within reach
	{"slow", false, false, false, true},  // 误报 · a false alarm
}

//gosched:cell

func judgeSights(list []sight, err error) verdict.Verdict {
	if err != nil {
		return verdict.Unclear("子进程启动不了", err.Error())
	}
	return verdict.Check(slices.Equal(list, sights)).If(
		"没有人看的时候。全都睡着时,Go 的运行时就是外力;否则要自己去查",
		"as long as nobody looks. When all are asleep, Go's runtime does; "+
			"otherwise it is up to the program").
		Provided(list[0].Limit && list[1].Limit, "两个 goroutine 这次没有互相卡住",
			"the two goroutines were not entangled this time").
		Provided(child.DetectsDeadlock(), "这里的子进程有别的线程(竞态检测器、C),运行时发现不了",
			"children have other threads here (race detector, C), so the runtime does not notice").
		Provided(pprof.Lookup("goroutineleak") != nil,
			"编译时没有 GOEXPERIMENT=goroutineleakprofile",
			"compiled without GOEXPERIMENT=goroutineleakprofile")
}

//gosched:cell

func (s sight) count() (n int) {
	for _, reported := range []bool{s.Asleep, s.Awake, s.Leak, s.Limit} {
		if reported {
			n++
		}
	}
	return n
}
