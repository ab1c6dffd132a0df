package deadlock

import (
	"fmt"
	"sync"

	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/lockorder"
)

// # 小结 · What to keep
//
// - 死锁是一个环:每个人等着下一个人拿着的东西 (E041, E042)。
//   A deadlock is a circle: each waits for what the next one holds.
// - 递归锁让主人再进来,只治自己等自己;治好 AB/BA 的是“一把锁”,不是“递归” (E043 到 E046)。
//   A re-entrant lock lets its owner in again, and cures only waiting for oneself; what cures
//   AB/BA is “one lock”, not “re-entrant”.
// - 死锁是逻辑的毛病,运气只决定什么时候。给锁排一个次序,环就不存在 (E047)。
//   A deadlock is a fault of the logic; luck only decides when it strikes. With one order for
//   all locks there is no circle.
// - 运行时、清单、期限,各看见一部分;慢和死,只有期限分不清 (E048)。
//   Runtime, profile and time limit each see a part; only the limit takes slow for dead.

// # 练习 · Exercises
//
// 每题改一个函数,运行它的单元格,再运行检查。检查会说明为什么,而且从不卡住:它给你的锁
// (`lab/lockorder`) 不等待,只记下拿锁的次序。次序里有环,就可能死锁。
//
// In each, change one function, run its cell, then the check. It says why, and it never gets
// stuck: the locks it hands out (`lab/lockorder`) do not wait, they only note in which order they
// are taken. If there is a circle in that order, there can be a deadlock.
//
// ## 练习一:付钱 · Exercise 1: paying
//
// 两个人可能同时付给对方,也可能付给自己。钱动的时候,两个钱包都要锁着。
//
// Two people may pay each other at the same time, and one may pay oneself. Both purses must be
// locked while the coins move.

type purse struct {
	id    int // 各不相同 · all different
	lock  sync.Locker
	coins int
}

//gosched:cell

func pay(from, to *purse, coins int) {
	from.lock.Lock()
	to.lock.Lock()
	from.coins -= coins
	to.coins += coins
	to.lock.Unlock()
	from.lock.Unlock()
}

//gosched:cell

type payments struct {
	log      lockorder.Log
	a, b     *purse
	together bool     // both purses were locked
	circle   []string // of locks, before who pays oneself
}

//gosched:cell

func tryPay(pay func(from, to *purse, coins int)) *payments {
	p := new(payments)
	p.a = &purse{id: 1, lock: p.log.Locker("a"), coins: 10}
	p.b = &purse{id: 2, lock: p.log.Locker("b"), coins: 10}
	pay(p.a, p.b, 3)
	pay(p.b, p.a, 1)
	p.together = p.log.Nested("a", "b") || p.log.Nested("b", "a")
	p.circle = p.log.Circle()
	pay(p.a, p.a, 5)
	return p
}

//gosched:cell

func checkPay(pay func(from, to *purse, coins int)) exercise.Answer {
	p := tryPay(pay)
	return exercise.Try("练习一 · Exercise 1").
		That(p.together, "两把锁没有同时拿着:别人会看见钱在路上",
			"the locks are not held together: others can see coins that are on their way").
		That(p.circle == nil, "a 付 b 先锁 a,b 付 a 先锁 b:同时发生就卡住。谁付谁收都按 id 排",
			"a pays b and locks a first; b pays a and locks b first: "+
				"at the same time, that is a deadlock. Go by id, whoever pays").
		That(len(p.log.Twice()) == 0, "次序对了,但付给自己时同一把锁拿了两次",
			"the order is right, but paying oneself takes one lock twice").
		That(len(p.log.Held()) == 0, "有锁没有还", "a lock was not released").
		That(p.a.coins == 8 && p.b.coins == 12, "钱数不对", "the sums are wrong").
		Solved("一个次序,没有环", "one order, no circle")
}

//gosched:example exercise1

// ## 练习二:不用递归锁 · Exercise 2: without a re-entrant lock
//
// `addTwice` 自己等自己。不用 RLock 修好它,中间不许别人插进来。
//
// `addTwice` waits for itself. Mend it without an RLock, and so that nobody gets in between.

type tally struct {
	lock sync.Locker
	n    int
}

func add(t *tally, k int) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.n += k
}

//gosched:cell

func addTwice(t *tally, k int) {
	t.lock.Lock()
	defer t.lock.Unlock()
	add(t, k)
	add(t, k)
}

//gosched:cell

func checkAddTwice(addTwice func(t *tally, k int)) exercise.Answer {
	var log lockorder.Log
	t := &tally{lock: log.Locker("tally")}
	addTwice(t, 21)
	return exercise.Try("练习二 · Exercise 2").
		That(len(log.Twice()) == 0, "拿着锁又去拿:sync.Mutex 会永远等自己",
			"whoever holds the lock takes it again: with a sync.Mutex that waits for ever").
		That(log.Taken("tally") > 0, "没有上锁", "nothing is locked").
		That(log.Taken("tally") < 2, "锁开了又关:别人能看见加了一半的数",
			"the lock was open in between: others can see half of it").
		That(len(log.Held()) == 0, "锁没有还", "the lock was not released").
		That(t.n == 42, "k 要加两次", "k must be added twice").
		Solved("上锁的归上锁,干活的要求锁已经拿着",
			"one function locks, another expects the lock to be held")
}

//gosched:example exercise2

// ## 练习三:哲学家 · Exercise 3: the philosophers
//
// n 个哲学家围着桌子,哲学家 i 用叉子 i 和 i+1(最后一个用 n-1 和 0)。先拿哪一把?
//
// n philosophers sit around a table. Philosopher i eats with forks i and i+1, the last one with
// forks n-1 and 0. Which of the two should be picked up first?

func forks(i, n int) (first, second int) {
	return i, (i + 1) % n
}

//gosched:cell

func dine(log *lockorder.Log, first, second int) {
	a, b := log.Locker(fmt.Sprint(first)), log.Locker(fmt.Sprint(second))
	a.Lock()
	b.Lock()
	a.Unlock()
	b.Unlock()
}

//gosched:cell

func dineAll(forks func(i, n int) (first, second int), n int) (own bool, circle []string) {
	var log lockorder.Log
	own = true
	for i := range n {
		first, second := forks(i, n)
		own = own && (first == i && second == (i+1)%n || second == i && first == (i+1)%n)
		dine(&log, first, second)
	}
	return own, log.Circle()
}

//gosched:cell

func checkForks(forks func(i, n int) (first, second int)) exercise.Answer {
	attempt := exercise.Try("练习三 · Exercise 3")
	for n := 2; n <= 7; n++ {
		own, circle := dineAll(forks, n)
		attempt = attempt.
			That(own, fmt.Sprintf("%d 人时,有人拿的不是自己的叉子", n),
				fmt.Sprintf("with %d, somebody takes a fork of others", n)).
			That(circle == nil,
				fmt.Sprintf("%d 人各拿着第一把,等着第二把,围成一圈:叉子 %v", n, circle),
				fmt.Sprintf("%d philosophers hold their first fork and wait for the second, "+
					"all around: forks %v", n, circle))
	}
	return attempt.Solved("至少一个人的次序不同,圈就断了",
		"one who goes the other way round breaks the circle")
}

//gosched:example exercise3

// ## 练习四:会等到吗 · Exercise 4: will it end
//
// `waitsFor(who)` 是 who 在等的人;不等谁的是 "",他总会走下去。`forEver` 要说:who 会永远等下去吗?
//
// `waitsFor(who)` is whom who waits for; it is "" for those who wait for nobody, and go on some
// time. `forEver` must say whether who will wait for ever.

func forEver(waitsFor func(who string) string, who string) bool {
	return waitsFor(waitsFor(who)) == who
}

//gosched:cell

var waiting = map[string]string{
	"a": "b", "b": "c",
	"1": "2", "2": "1", "3": "1",
	"x": "y", "y": "z", "z": "x",
	"me": "me",
}

const roundAndRound = "asked a hundred times"

//gosched:cell

func patience() (waitsFor func(who string) string) {
	asked := 0
	return func(who string) string {
		if asked++; asked > 100 {
			panic(roundAndRound)
		}
		return waiting[who]
	}
}

//gosched:cell

func ask(
	forEver func(waitsFor func(string) string, who string) bool, who string,
) (answer, ended bool) {
	defer func() {
		if r := recover(); r != nil && r != roundAndRound {
			panic(r)
		}
	}()
	return forEver(patience(), who), true
}

//gosched:cell

func checkForEver(forEver func(waitsFor func(string) string, who string) bool) exercise.Answer {
	says := func(who string) bool { answer, _ := ask(forEver, who); return answer }
	_, ended := ask(forEver, "y")
	return exercise.Try("练习四 · Exercise 4").
		That(!says("a") && !says("c"), "a 等 b,b 等 c,c 不等谁:等得再长也会到头",
			"a waits for b, b for c, and c for nobody: a long way, but it ends").
		That(ended, "绕着 x、y、z 转了一百步:记住去过哪里",
			"a hundred steps around x, y and z: remember where you have been").
		That(says("2"), "1 和 2 互相等", "1 and 2 wait for each other").
		That(says("me"), "自己等自己,是最小的环", "who waits for oneself is the smallest circle").
		That(says("y"), "x、y、z 围成一圈", "x, y and z wait in a circle").
		That(says("3"), "3 不在环上,可它等的人在:也永远等下去",
			"3 is not in a circle, but waits for one who is: for ever, too").
		Solved("一直走,走回来过的地方就是环",
			"go on, and where you have been before there is a circle")
}

//gosched:example exercise4
